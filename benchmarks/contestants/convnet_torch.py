"""The same network in plain PyTorch, data and loop as pytorch/examples' mnist/main.py writes them on a CPU.

A dataset that makes a Pillow image of every picture, torchvision's ToTensor and Normalize (written out, with
the same tensor operations), a DataLoader with its default of no workers, the loop with its report every 10
batches. Other than there: the network, Adam 0.001, batches of 128, shuffled, accuracy counted.
"""

import statistics
import time
from typing import Any

import fashion
import numpy as np
import torch
import torch.nn.functional as F
from answer import answer, parser
from PIL import Image
from torch import Tensor, nn, optim


class Net(nn.Module):
    """34,826 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(1600, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Log-probabilities `(N, 10)` of pictures `(N, 1, 28, 28)`."""
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = self.dropout(torch.flatten(x, 1))
        return F.log_softmax(self.fc(x), dim=1)


class Clothes(torch.utils.data.Dataset[tuple[Tensor, int]]):
    """As torchvision's MNIST: one picture, as a Pillow image, through the transforms."""

    def __init__(self, images: Any, labels: Any) -> None:
        self.data, self.targets = torch.from_numpy(images), torch.from_numpy(labels)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        picture = Image.fromarray(self.data[index].numpy())
        return normalize(to_tensor(picture)), int(self.targets[index])


def to_tensor(picture: Image.Image) -> Tensor:
    """uint8 `(H, W)` to float32 `(1, H, W)` of 0..1"""
    image = torch.from_numpy(np.array(picture, np.uint8, copy=True))
    image = image.view(picture.size[1], picture.size[0], 1).permute(2, 0, 1).contiguous()
    return image.to(dtype=torch.get_default_dtype()).div(255)


def normalize(image: Tensor) -> Tensor:
    """(x - mean) / deviation"""
    mean, deviation = torch.as_tensor((0.1307,)), torch.as_tensor((0.3081,))
    return image.clone().sub_(mean.view(-1, 1, 1)).div_(deviation.view(-1, 1, 1))


def train(model: nn.Module, loader: Any, optimizer: optim.Optimizer) -> float:
    """One epoch; its accuracy."""
    model.train()
    right = 0
    for batch, (data, target) in enumerate(loader):
        optimizer.zero_grad()
        output = model(data)
        loss = F.nll_loss(output, target)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        right += int((output.argmax(1) == target).sum())
        if batch % 10 == 0:
            print(f"[{batch * len(data)}/{len(loader.dataset)}]\tLoss: {loss.item():.6f}")
    return right / len(loader.dataset)


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--epochs", type=int, default=2)
    told = asked.parse_args()
    x_train, y_train, _, _ = fashion.read(told.data, told.quick)
    torch.manual_seed(1)
    loader = torch.utils.data.DataLoader(Clothes(x_train, y_train), batch_size=128, shuffle=True)
    model = Net()
    optimizer = optim.Adam(model.parameters(), lr=0.001)
    seconds = []
    for _ in range(2 if told.quick else told.epochs):
        begin = time.perf_counter()
        train(model, loader, optimizer)
        seconds.append(time.perf_counter() - begin)
    parameters = sum(weight.numel() for weight in model.parameters())
    answer({"epoch": statistics.median(seconds[1:]), "parameters": parameters}, {"epochs": seconds})


if __name__ == "__main__":
    main()
