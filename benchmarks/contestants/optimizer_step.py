"""One step of axb's optimizers and of torch.optim's fused ones, in turn, on the same gradients."""

import statistics
import time
from collections.abc import Callable, Iterable

import torch
from answer import answer, parser
from torch import Tensor, nn

from axb import optimizers
from axb.training.runtime import keep_memory

SHAPES: dict[str, list[tuple[int, ...]]] = {
    "50 thousand": [(200, 200), (200,), (98, 100)],
    "11 million": [(1000, 1000)] * 11,
}
TURNS = {"50 thousand": 500, "11 million": 30}
RATE = 0.001


def pairs() -> dict[
    str, tuple[Callable[[], optimizers.Optimizer], Callable[[list[nn.Parameter]], torch.optim.Optimizer]]
]:
    """The same rule on both sides, by name."""
    ours, theirs = optimizers, torch.optim
    return {
        "SGD": (lambda: ours.SGD(RATE), lambda w: theirs.SGD(w, RATE, fused=True)),
        "SGD with momentum": (
            lambda: ours.SGD(RATE, momentum=0.9),
            lambda w: theirs.SGD(w, RATE, momentum=0.9, fused=True),
        ),
        "SGD with Nesterov's momentum": (
            lambda: ours.SGD(RATE, momentum=0.9, nesterov=True),
            lambda w: theirs.SGD(w, RATE, momentum=0.9, nesterov=True, fused=True),
        ),
        "Adagrad": (lambda: ours.Adagrad(RATE), lambda w: theirs.Adagrad(w, RATE, fused=True)),
        "RMSprop": (lambda: ours.RMSprop(RATE), lambda w: theirs.RMSprop(w, RATE, alpha=0.9)),
        "Adam": (lambda: ours.Adam(RATE), lambda w: theirs.Adam(w, RATE, fused=True)),
        "AdamW": (lambda: ours.AdamW(RATE), lambda w: theirs.AdamW(w, RATE, weight_decay=0.004, fused=True)),
    }


def copies(shapes: list[tuple[int, ...]]) -> list[nn.Parameter]:
    """Weights that are the same on both sides."""
    draw = torch.Generator().manual_seed(0)
    return [nn.Parameter(torch.randn(shape, generator=draw)) for shape in shapes]


def seconds(step: Callable[[], object]) -> float:
    """One step's time."""
    begin = time.perf_counter()
    step()
    return time.perf_counter() - begin


def compare(
    make: Callable[[], optimizers.Optimizer],
    make_torch: Callable[..., torch.optim.Optimizer],
    shapes: list[tuple[int, ...]],
    turns: int,
) -> tuple[float, float]:
    """The median milliseconds of a step of each."""
    fresh: list[Tensor] = [torch.randn(shape) for shape in shapes]
    gradients = [gradient.clone() for gradient in fresh]
    own, theirs = copies(shapes), copies(shapes)
    for weight, gradient in zip(theirs, fresh, strict=True):
        weight.grad = gradient.clone()
    optimizer, other = make(), make_torch(theirs)

    def renew(pieces: Iterable[Tensor]) -> None:
        """Gradients as a backward pass leaves them: just written (a step may overwrite them)."""
        for piece, gradient in zip(pieces, fresh, strict=True):
            piece.copy_(gradient)

    taken = []
    for _ in range(turns + 2):
        renew(gradients)
        own_time = seconds(lambda: optimizer.apply(gradients, own))
        renew(weight.grad for weight in theirs if weight.grad is not None)
        taken.append((own_time, seconds(other.step)))
    ours, torchs = (1000 * statistics.median(column) for column in zip(*taken[2:], strict=True))
    return ours, torchs


def main() -> None:
    told = parser(__doc__).parse_args()
    keep_memory()
    values: dict[str, float] = {}
    for size, shapes in SHAPES.items():
        for rule, (make, make_torch) in pairs().items():
            ours, theirs = compare(make, make_torch, shapes, 2 if told.quick else TURNS[size])
            values |= {
                f"{rule}, {size}: axb": ours,
                f"{rule}, {size}: torch": theirs,
                f"{rule}, {size}: ratio": ours / theirs,
            }
    answer(values)


if __name__ == "__main__":
    main()
