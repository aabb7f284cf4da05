"""Many optimizers on one matrix: row k of `(K, P)` is what optimizer k moves. Those of one rule step together."""

from collections.abc import Sequence
from types import SimpleNamespace

import torch
from torch import Tensor

from axb.optimizers.optimizer import Optimizer, joined
from axb.optimizers.schedules import LearningRateSchedule

APART = ("name", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm")  # may differ within a group
LONG = 2**16  # weights of a member: from here on a call for each costs less than several passes over all
CLIPS = ("clipnorm", "global_clipnorm", "clipvalue")


def one_by_one(leaf: Tensor) -> bool:
    """Whether members are moved one after another, by torch's kernels: long ones on a CPU."""
    return leaf.is_cpu and leaf.shape[1] >= LONG


class Group:
    """Optimizers of one rule, the numbers they differ in as columns `(k, 1)`, and what they remember as `(k, P)`."""

    def __init__(self, rows: list[int], optimizers: Sequence[Optimizer], leaf: Tensor) -> None:
        neighbours = rows == list(range(rows[0], rows[-1] + 1))
        self.rows = slice(rows[0], rows[-1] + 1) if neighbours else torch.tensor(rows, device=leaf.device)
        self.leaf, self.w = leaf, leaf[self.rows]  # a view where the rows are neighbours, else a copy
        self.optimizers, self.rule = list(optimizers), optimizers[0]
        # momentum 0 beside momentum 0.9 remembers too, and multiplies what it remembers by 0
        starts = {slot: start for one in optimizers for slot, start in one.slots().items()}
        self.memory = {slot: torch.full_like(self.w, start) for slot, start in starts.items()}
        self.reread()

    def reread(self) -> None:
        """Read the hyperparameters anew."""
        names = [hyper.name for hyper in self.rule.hyperparameters if hyper.name != "learning_rate"]
        self.numbers = {name: self._column([getattr(one, name) for one in self.optimizers]) for name in names}
        self.decays = any(one.weight_decay for one in self.optimizers)
        self.decay = self._column([one.weight_decay or 0.0 for one in self.optimizers])
        self.scheduled = any(isinstance(one.learning_rate, LearningRateSchedule) for one in self.optimizers)
        self._take_rates()

    def _take_rates(self) -> None:
        self.rate = self._column([one.rate for one in self.optimizers])
        self.values = SimpleNamespace(**self.numbers, learning_rate=self.rate)

    def _column(self, values: list[float]) -> Tensor | float:
        """One number where all have the same, which is exact."""
        if len({*values}) == 1:
            return values[0]
        return torch.tensor(values, dtype=self.leaf.dtype, device=self.leaf.device).unsqueeze(1)

    def move(self, g: Sequence[Tensor]) -> None:
        """One step of all of them, on their rows; `g` are pieces `(K, n)`, one after another."""
        mine = [piece[self.rows] for piece in g]
        if isinstance(self.rows, Tensor):
            self.w = self.leaf[self.rows]
        if one_by_one(self.leaf):
            for row in range(len(self.optimizers)):
                self._move_one(row, self.w[row], [piece[row] for piece in mine])
        else:
            self._move_all(*mine)
        if isinstance(self.rows, Tensor):
            self.leaf[self.rows] = self.w

    def _move_one(self, row: int, w: Tensor, g: list[Tensor]) -> None:
        optimizer, sizes = self.optimizers[row], [len(piece) for piece in g]
        h = optimizer.values()
        optimizer.iterations += 1
        memory = {slot: vectors[row] for slot, vectors in self.memory.items()}
        views = {slot: list(torch.split(vector, sizes)) for slot, vector in memory.items()}
        if not optimizer.kernel_step(list(torch.split(w, sizes)), g, h, views):
            update = optimizer.update(joined(g), optimizer.iterations, h, memory)
            optimizer.shrink([w], h)
            w.add_(update)

    def _move_all(self, g: Tensor) -> None:
        if self.scheduled:
            self._take_rates()
        for optimizer in self.optimizers:
            optimizer.iterations += 1
        update = self.rule.update(g, self.rule.iterations, self.values, self.memory)
        if self.decays:
            self.w.mul_(1 - self.rate * self.decay)
        self.w.add_(update)


class Fleet:
    """K optimizers that take every step at the same time, on a leaf `(K, P)`; `sizes` cut its rows into weights.

    Each moves its row as it would move those weights alone: same rule, its own hyperparameters, schedule, decay and
    clipping. After a hyperparameter was set, call `reread`. A moving average of weights is not kept, see `takes`.
    """

    def __init__(self, optimizers: Sequence[Optimizer], leaf: Tensor, sizes: Sequence[int]) -> None:
        self.optimizers, self.sizes, self.leaf = list(optimizers), list(sizes), leaf
        kin: dict[str, list[int]] = {}
        for row, one in enumerate(self.optimizers):
            kin.setdefault(kind_of(one), []).append(row)
        self.groups = [Group(rows, [self.optimizers[row] for row in rows], leaf) for rows in kin.values()]
        self.places = {
            row: (group, place)
            for rows, group in zip(kin.values(), self.groups, strict=True)
            for place, row in enumerate(rows)
        }
        self.clipped = any(getattr(one, clip) for one in self.optimizers for clip in CLIPS)

    @torch.no_grad()
    def step(self, g: Sequence[Tensor]) -> None:
        """One step of all on the leaf, with the gradients `g`, as `arrange` gives them, which are overwritten."""
        if self.clipped:
            for row, optimizer in zip(g[0], self.optimizers, strict=True):
                optimizer.clip(row, list(row.split(self.sizes)))
        for group in self.groups:
            group.move(g)

    def arrange(self, pieces: Sequence[Tensor]) -> list[Tensor]:
        """Each weight's gradient `(K, *shape)` as what `step` takes: `(K, n)`, and all as one where few or clipped."""
        flat = [piece.flatten(1) for piece in pieces]
        apart = one_by_one(self.leaf) and not self.clipped
        return flat if apart or len(flat) == 1 else [torch.cat(flat, 1)]

    def reread(self) -> None:
        """Take up hyperparameters that were set meanwhile."""
        for group in self.groups:
            group.reread()

    def remembered(self, row: int) -> dict[str, Tensor]:
        """What optimizer `row` remembers: each of its slots as a view `(P,)`."""
        group, place = self.places[row]
        return {slot: group.memory[slot][place] for slot in self.optimizers[row].slots()}

    def take_over(self, other: "Fleet", rows: Sequence[int]) -> None:
        """Remember what `other` did: its `rows` are this one's, in this order."""
        for row, was in enumerate(rows):
            (group, place), (old, there) = self.places[row], other.places[was]
            for slot, vectors in old.memory.items():
                if slot in group.memory:
                    group.memory[slot][place] = vectors[there]


def takes(optimizer: Optimizer) -> bool:
    """Whether a fleet can step it: all but one that keeps a moving average of the weights."""
    return not optimizer.use_ema


def kind_of(optimizer: Optimizer) -> str:
    """Rules of one kind differ in nothing but numbers that a formula takes row by row."""
    config = optimizer.get_config()
    apart = {*APART, *(hyper.name for hyper in optimizer.hyperparameters)}
    told = {key: value for key, value in sorted(config.items()) if key not in apart}
    return f"{type(optimizer).rule.__qualname__} {told}"
