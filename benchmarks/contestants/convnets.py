"""16 learning rates for the Keras MNIST convnet on fashion-mini, batch 128, two epochs each, held-out part watched.

axb races them, one single-threaded process a core; the loop is plain PyTorch with all threads, the pictures as one
tensor in memory, one setting after another.
"""

import time
from typing import Any

import fashion
import numpy as np
from answer import answer, parser
from shipped import FASHION_MINI

RATES = np.geomspace(1e-4, 1e-1, 16).tolist()
EPOCHS, BATCH, HELD = 2, 128, 0.1


def race(rates: list[float], epochs: int) -> float:
    """Every member is recorded as a run, the verdict is computed."""
    import axb

    job = axb.jobs.Job("cnn", "fashion-mini", epochs, batch_size=BATCH, optimizer="adam", validation=HELD)
    return float(np.nanmax(axb.race(job, vary={"learning_rate": rates}, seeds=1).scores))


def loop(rates: list[float], epochs: int, device: str = "cpu", bfloat16: bool = False) -> float:
    """As a person would write it who knows that a DataLoader would be slower."""
    import torch
    import torch.nn.functional as F
    from convnet_torch import Net

    images, labels, _, _ = fashion.read(FASHION_MINI)
    x, y = torch.from_numpy(images).unsqueeze(1).float() / 255, torch.from_numpy(labels).long()
    x, y = x.to(device), y.to(device)
    keep, best = len(x) - int(HELD * len(x)), 0.0
    for rate in rates:
        torch.manual_seed(0)
        model = Net().to(device)
        optimizer = torch.optim.Adam(model.parameters(), lr=rate)
        for _ in range(epochs):
            model.train()
            for rows in torch.randperm(keep, device=device).split(BATCH):
                optimizer.zero_grad()
                with torch.autocast(device, torch.bfloat16, enabled=bfloat16):
                    loss = F.nll_loss(model(x[rows]), y[rows])
                loss.backward()
                optimizer.step()
            model.eval()
            with torch.no_grad():
                guesses = torch.cat([model(part).argmax(1) for part in x[keep:].split(256)])
        best = max(best, float((guesses == y[keep:]).float().mean()))
    return best


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "torch"))
    told = asked.parse_args()
    way: Any = race if told.library == "axb" else loop
    begin = time.perf_counter()
    best = way(RATES[:2] if told.quick else RATES, 1 if told.quick else EPOCHS)
    answer({"seconds": time.perf_counter() - begin, "best": 100 * best})


if __name__ == "__main__":
    main()
