"""The same ResNet-20 in PyTorch: bfloat16 autocast, a DataLoader without workers; channels-last memory where asked."""

import time

import fashion
import torch
import torch.nn.functional as F
from answer import answer, parser
from convnet_torch import Clothes
from resnet20 import BATCH_SIZE, BLOCKS, IMAGES, STAGES
from torch import Tensor, nn


class Block(nn.Module):
    """relu(f(x) + x)"""

    def __init__(self, inputs: int, filters: int, strides: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, filters, 3, strides, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(filters)
        self.around: nn.Module = nn.Identity()
        if strides != 1:
            around = nn.Conv2d(inputs, filters, 1, strides, bias=False)
            self.around = nn.Sequential(around, nn.BatchNorm2d(filters))

    def forward(self, x: Tensor) -> Tensor:
        """`(N, C, H, W)`"""
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.around(x))


def build() -> nn.Module:
    """20 layers with weights."""
    first = [nn.Conv2d(1, STAGES[0], 3, 1, 1, bias=False), nn.BatchNorm2d(STAGES[0]), nn.ReLU()]
    blocks, inputs = [], STAGES[0]
    for stage, filters in enumerate(STAGES):
        for block in range(BLOCKS):
            blocks.append(Block(inputs, filters, 2 if stage and not block else 1))
            inputs = filters
    return nn.Sequential(*first, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--channels-last", action="store_true")
    told = asked.parse_args()
    order = torch.channels_last if told.channels_last else torch.contiguous_format
    x, y, _, _ = fashion.read(told.data, told.quick)
    torch.manual_seed(0)
    data = Clothes(x[:IMAGES], y[:IMAGES])
    loader = torch.utils.data.DataLoader(data, batch_size=BATCH_SIZE, shuffle=True)
    model = build().to(memory_format=order)  # type: ignore[call-overload]
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9, nesterov=True)
    for _ in range(2):
        begin, right = time.perf_counter(), 0
        for images, labels in loader:
            optimizer.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                output = model(images.to(memory_format=order))
            F.cross_entropy(output.float(), labels).backward()
            optimizer.step()
            right += int((output.argmax(1) == labels).sum())
        seconds = time.perf_counter() - begin
    parameters = sum(weight.numel() for weight in model.parameters())
    answer({"seconds": seconds, "parameters": parameters})


if __name__ == "__main__":
    main()
