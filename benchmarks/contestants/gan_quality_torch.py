"""pytorch/examples' dcgan/main.py at 28 pixels for some minutes, then 10,000 samples in axb's frozen features.

Its networks with the layers for 64 pixels that 28 need (7x7 and 14x14 in place of 8x8, 16x16 and 32x32), everything
else as there: 100 codes, 64 filters, its first weights, batches of 64, pixels of -1..1, Adam 0.0002 with betas 0.5 and
0.999, binary cross-entropy with both of the discriminator's losses apart, the generator judged on the same forgeries
again, losses printed every batch, samples made in training mode. Data as convnet_torch.py has them.
"""

import time
from typing import Any

import fashion
import numpy as np
import torch
from answer import answer, parser
from convnet_torch import Clothes, to_tensor
from gan_quality import SAMPLES, scores
from PIL import Image
from torch import Tensor, nn, optim

NZ, NGF, NDF = 100, 64, 64


class Pictures(Clothes):
    """Pictures of -1..1."""

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        image = to_tensor(Image.fromarray(self.data[index].numpy()))
        return image.sub_(0.5).div_(0.5), int(self.targets[index])


def networks() -> tuple[nn.Module, nn.Module]:
    generator = nn.Sequential(
        nn.ConvTranspose2d(NZ, NGF * 4, 4, 1, 0, bias=False), nn.BatchNorm2d(NGF * 4), nn.ReLU(True),
        nn.ConvTranspose2d(NGF * 4, NGF * 2, 3, 2, 1, bias=False), nn.BatchNorm2d(NGF * 2), nn.ReLU(True),
        nn.ConvTranspose2d(NGF * 2, NGF, 4, 2, 1, bias=False), nn.BatchNorm2d(NGF), nn.ReLU(True),
        nn.ConvTranspose2d(NGF, 1, 4, 2, 1, bias=False), nn.Tanh(),
    )  # fmt: skip
    discriminator = nn.Sequential(
        nn.Conv2d(1, NDF, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(NDF, NDF * 2, 4, 2, 1, bias=False), nn.BatchNorm2d(NDF * 2), nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(NDF * 2, NDF * 4, 3, 2, 1, bias=False), nn.BatchNorm2d(NDF * 4), nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(NDF * 4, 1, 4, 1, 0, bias=False), nn.Sigmoid(),
    )  # fmt: skip
    return generator.apply(weights_init), discriminator.apply(weights_init)


def weights_init(m: nn.Module) -> None:
    if isinstance(m, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(m.weight, 0.0, 0.02)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


def step(real: Tensor, players: Any, optimizers: Any, criterion: Any) -> tuple[float, float]:
    """One batch."""
    generator, discriminator = players
    ones, zeros = torch.full((len(real),), 1.0), torch.full((len(real),), 0.0)
    discriminator.zero_grad()
    on_real = criterion(discriminator(real).view(-1), ones)
    on_real.backward()
    fake = generator(torch.randn(len(real), NZ, 1, 1))
    on_fake = criterion(discriminator(fake.detach()).view(-1), zeros)
    on_fake.backward()
    optimizers[1].step()
    generator.zero_grad()
    wanted = criterion(discriminator(fake).view(-1), ones)
    wanted.backward()
    optimizers[0].step()
    return (on_real + on_fake).item(), wanted.item()


def train(loader: Any, players: Any, seconds: float) -> int:
    """Until the time is over; how many steps that were."""
    optimizers = [optim.Adam(one.parameters(), lr=0.0002, betas=(0.5, 0.999)) for one in players]
    criterion, begin, steps = nn.BCELoss(), time.perf_counter(), 0
    while True:
        for real, _ in loader:
            losses = step(real, players, optimizers, criterion)
            print(f"[{steps}] Loss_D: {losses[0]:.4f} Loss_G: {losses[1]:.4f}")
            steps += 1
            if time.perf_counter() - begin >= seconds:
                return steps


def sampled(generator: nn.Module, count: int) -> Any:
    """Pictures `(N, 28, 28, 1)` of 0..255."""
    with torch.no_grad():
        parts = [generator(torch.randn(100, NZ, 1, 1)) for _ in range(count // 100)]
    made = torch.cat(parts).permute(0, 2, 3, 1).numpy()
    return np.rint((made + 1) / 2 * 255).clip(0, 255).astype(np.uint8)


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    images, labels, x_test, _ = fashion.read(told.data, told.quick)
    torch.manual_seed(told.seed)
    loader = torch.utils.data.DataLoader(Pictures(images, labels), batch_size=64, shuffle=True)
    players = networks()
    begin = time.perf_counter()
    steps = train(loader, players, 5 if told.quick else told.seconds)
    seconds = time.perf_counter() - begin
    found = scores(sampled(players[0], 1000 if told.quick else SAMPLES), x_test)
    answer({**found, "seconds": seconds, "steps": steps})


if __name__ == "__main__":
    main()
