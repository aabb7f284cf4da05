"""Means over an epoch for K members at once: the loss and the compiled metrics."""

import copy

import torch
from torch import Tensor

from axb import metrics
from axb.metrics import Metric
from axb.training.objective import Objective
from axb.training.scores import Scores


class Tallies:
    """Sums `(K,)` by name, on the device; `of` gives a member's as the scores that a training of its own has."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.kinds: dict[str, Metric] = {}
        self.totals: dict[str, Tensor] = {}
        self.counts: dict[str, float] = {}

    @torch.no_grad()
    def take(self, losses: Tensor, y: Tensor, prediction: Tensor, examples: int) -> None:
        """A batch: its mean losses `(K,)`, answers and predictions `(K, N, ...)`."""
        self._add(metrics.Mean("loss"), losses * examples, examples)
        for wanted in self.objective.wanted[0]:
            kind = metrics.get(wanted, y[0], prediction[0])
            values = kind.values(y, prediction).float().flatten(1)
            self._add(kind, values.sum(1), values.shape[1])

    def _add(self, kind: Metric, sums: Tensor, count: float) -> None:
        name = kind.name
        if name in self.totals:
            self.totals[name] += sums
        else:
            self.kinds[name], self.totals[name] = kind, sums.clone()
        self.counts[name] = self.counts.get(name, 0.0) + count

    def of(self, row: int) -> Scores:
        """Member `row`'s."""
        scores = Scores()
        for name, kind in self.kinds.items():
            scores.metrics[name] = copy.copy(kind)
            scores.metrics[name].load_state([float(self.totals[name][row]), self.counts[name]])
        return scores

    def results(self) -> list[dict[str, float]]:
        """Every member's numbers now."""
        members = len(next(iter(self.totals.values()), ()))
        return [self.of(row).results() for row in range(members)]
