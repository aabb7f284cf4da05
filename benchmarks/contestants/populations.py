"""Many settings of one small network: axb's population, and a loop of plain PyTorch, in turn, on the same batches."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from answer import answer, parser
from torch import Tensor, nn

from axb import layers, optimizers
from axb.data import load
from axb.data.batches import Batches
from axb.jobs.racing.together import threads_for
from axb.models import Sequential
from axb.races.population import Population
from axb.training.runtime import keep_memory

Hypers = dict[str, float]


@dataclass(frozen=True)
class Case:
    """Layer sizes with this bend between them; a rule with `settings`; batches of `size` for `steps` updates."""

    data: str
    sizes: tuple[int, ...]
    bend: str
    settings: list[Hypers]
    ours: type[optimizers.Optimizer]
    theirs: Callable[..., torch.optim.Optimizer]
    size: int
    steps: int


RATES = np.geomspace(1e-3, 1.0, 8).tolist()
CASES = {
    "spiral": Case(
        "spiral:n=1000", (2, 16, 16, 2), "tanh",
        [{"learning_rate": rate, "momentum": kept} for rate in RATES for kept in np.linspace(0, 0.9, 8).tolist()],
        optimizers.SGD, lambda w, learning_rate, momentum: torch.optim.SGD(w, learning_rate, momentum), 256, 500,
    ),
    "fashion-mini": Case(
        "fashion-mini", (784, 256, 10), "relu",
        [{"learning_rate": rate} for rate in np.geomspace(1e-4, 1e-1, 32).tolist()],
        optimizers.Adam, lambda w, learning_rate: torch.optim.Adam(w, learning_rate), 128, 79,
    ),
}  # fmt: skip


def examples(case: Case) -> tuple[Tensor, Tensor]:
    """x `(N, features)` as float32, y."""
    data = load(case.data)
    x = torch.from_numpy(data.x_train).flatten(1).float()
    return (x / 255 if data.kind == "images" else x), torch.from_numpy(data.y_train)


def population(case: Case, x: Tensor, y: Tensor, steps: int) -> None:
    """All settings at once."""
    models = []
    for hypers in case.settings:
        torch.manual_seed(0)
        hidden = [layers.Dense(width, case.bend) for width in case.sizes[1:-1]]
        model = Sequential([layers.Input((case.sizes[0],)), *hidden, layers.Dense(case.sizes[-1], "softmax")])
        model.compile(case.ours(**hypers), "sparse_categorical_crossentropy")
        models.append(model)
    with threads_for(models, case.size):
        together = Population(models)
        for batch in batches(case, x, y, steps):
            together.step(batch)
        together.hand_back()


def batches(case: Case, x: Tensor, y: Tensor, steps: int):  # type: ignore[no-untyped-def]
    """So many batches, epoch after epoch."""
    given, epoch = Batches(x, y, batch_size=case.size, shuffle=True), 0
    while steps > 0:
        for batch in given.epoch(epoch, 0, steps):
            yield batch
            steps -= 1
        epoch += 1


def loop(case: Case, x: Tensor, y: Tensor, steps: int) -> None:
    """One setting after another, as a person would write it."""
    for hypers in case.settings:
        torch.manual_seed(0)
        parts: list[nn.Module] = []
        for before, width in zip(case.sizes[:-2], case.sizes[1:-1], strict=True):
            parts += [nn.Linear(before, width), nn.Tanh() if case.bend == "tanh" else nn.ReLU()]
        model = nn.Sequential(*parts, nn.Linear(case.sizes[-2], case.sizes[-1]))
        optimizer = case.theirs(model.parameters(), **hypers)
        for batch in batches(case, x, y, steps):
            optimizer.zero_grad()
            F.cross_entropy(model(batch.x), batch.y).backward()
            optimizer.step()


def main() -> None:
    told = parser(__doc__).parse_args()
    keep_memory()
    values: dict[str, float] = {}
    for name, case in CASES.items():
        x, y = examples(case)
        steps = 3 if told.quick else case.steps
        for way in (population, loop):  # a first few steps import and allocate
            way(case, x, y, 2)
        for label, way in (("settings", population), ("loop", loop)):
            begin = time.perf_counter()
            way(case, x, y, steps)
            values[f"{name}: {label}"] = time.perf_counter() - begin
        values[f"{name}: ratio"] = values[f"{name}: loop"] / values[f"{name}: settings"]
    answer(values)


if __name__ == "__main__":
    main()
