"""What share of the machine's own convolution peak a fastcnn epoch keeps."""

import math
import statistics
import time

import torch
from answer import answer, parser
from convnet import clock
from fastcnn import dataset, trained
from torch import Tensor

import axb

BATCH, SIDE, CHANNELS = 128, 28, 64


def peak(dtype: torch.dtype, seconds: float) -> float:
    """GFLOP/s of a 3x3 convolution's forward pass: the best of stretches of a tenth of a second or more."""
    image = torch.randn(BATCH, CHANNELS, SIDE, SIDE).to(dtype=dtype, memory_format=torch.channels_last)
    kernel = torch.randn(CHANNELS, CHANNELS, 3, 3).to(dtype=dtype, memory_format=torch.channels_last)
    work, best = 2 * BATCH * SIDE * SIDE * CHANNELS * CHANNELS * 9, 0.0
    end = time.perf_counter() + seconds
    with torch.no_grad():
        while time.perf_counter() < end:
            best = max(best, _stretch(image, kernel, work))
    return best / 1e9


def _stretch(image: Tensor, kernel: Tensor, work: int) -> float:
    calls, begin = 0, time.perf_counter()
    while (took := time.perf_counter() - begin) < 0.1:
        torch.nn.functional.conv2d(image, kernel, padding=1)
        calls += 1
    return calls * work / took


def forward_work(model: axb.Model) -> list[int]:
    """Operations an example for each part that has a kernel, in the order they run: 2 a multiply-add."""
    counted = [(part, getattr(part, "kernel", None)) for part in model.layers]
    return [
        2 * kernel.numel() * math.prod(size or 1 for size in part.output_shape[1:-1])
        for part, kernel in counted
        if isinstance(kernel, Tensor)
    ]


def main() -> None:
    told = parser(__doc__).parse_args()
    data, watch = dataset(told), clock(axb)
    dtypes, seconds = {"bfloat16": torch.bfloat16, "float32": torch.float32}, 0.2 if told.quick else 3.0
    before = {name: peak(dtype, seconds) for name, dtype in dtypes.items()}
    model = trained(data, 0, [watch])
    best = {name: max(before[name], peak(dtype, seconds)) for name, dtype in dtypes.items()}
    epoch = statistics.median(watch.seconds[1:] or watch.seconds)
    work = forward_work(model)
    whole, done = (
        len(data.x_train) * operations / 1e9 for operations in (3 * sum(work), 3 * sum(work) - work[0])
    )
    shares = {f"share_{name}": 100 * whole / epoch / rate for name, rate in best.items()}
    answer(
        {
            "epoch": epoch, "work": whole, **{f"peak_{name}": rate for name, rate in best.items()}, **shares,
            "share_done": 100 * done / epoch / best["bfloat16"],
        },
        {"epochs": watch.seconds},
    )  # fmt: skip


if __name__ == "__main__":
    main()
