"""The DCGAN of gan_speed.py in plain PyTorch: data as convnet_torch.py has them, the loop of pytorch/examples' dcgan.

Other than in that loop: the generator's turn has codes of its own, and losses are printed every tenth batch.
"""

import statistics
import time
from typing import Any

import fashion
import torch
from answer import answer, parser
from convnet_torch import Clothes, to_tensor
from gan_speed import BATCH_SIZE, LATENT
from PIL import Image
from torch import Tensor, nn, optim


class Pictures(Clothes):
    """Pictures of 0..1."""

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        return to_tensor(Image.fromarray(self.data[index].numpy())), int(self.targets[index])


def networks() -> tuple[nn.Module, nn.Module]:
    """As many weights as there."""
    generator = nn.Sequential(
        nn.Linear(LATENT, 64 * 7 * 7, bias=False), nn.Unflatten(1, (64, 7, 7)), nn.BatchNorm2d(64), nn.ReLU(True),
        nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(True),
        nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Sigmoid(),
    )  # fmt: skip
    discriminator = nn.Sequential(
        nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2, True), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2, True),
        nn.Flatten(), nn.Linear(64 * 7 * 7, 1),
    )  # fmt: skip
    return generator, discriminator


def train(loader: Any, players: tuple[nn.Module, nn.Module], optimizers: Any) -> None:
    """One epoch."""
    (generator, discriminator), criterion = players, nn.BCEWithLogitsLoss()
    for batch, (real, _) in enumerate(loader):
        ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
        discriminator.zero_grad()
        on_real = criterion(discriminator(real), ones)
        on_real.backward()
        fake = generator(torch.randn(len(real), LATENT))
        on_fake = criterion(discriminator(fake.detach()), zeros)
        on_fake.backward()
        optimizers[1].step()
        generator.zero_grad()
        wanted = criterion(discriminator(generator(torch.randn(len(real), LATENT))), ones)
        wanted.backward()
        optimizers[0].step()
        if batch % 10 == 0:
            print(
                f"[{batch}/{len(loader)}] Loss_D: {(on_real + on_fake).item():.4f} Loss_G: {wanted.item():.4f}"
            )


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--epochs", type=int, default=2)
    told = asked.parse_args()
    images, labels, _, _ = fashion.read(told.data, told.quick)
    torch.manual_seed(1)
    loader = torch.utils.data.DataLoader(Pictures(images, labels), batch_size=BATCH_SIZE, shuffle=True)
    players = networks()
    optimizers = [optim.Adam(one.parameters(), lr=0.0002, betas=(0.5, 0.999)) for one in players]
    seconds = []
    for _ in range(told.epochs):
        begin = time.perf_counter()
        train(loader, players, optimizers)
        seconds.append(time.perf_counter() - begin)
    epoch = statistics.median(seconds[1:])
    learn = sum(weight.numel() for one in players for weight in one.parameters())
    answer({"epoch": epoch, "speed": len(images) / epoch, "parameters": learn}, {"epochs": seconds})


if __name__ == "__main__":
    main()
