"""The numbers of an epoch: means of losses and metrics, read only when somebody looks."""

from collections.abc import Iterator, Mapping
from typing import Any

from torch import Tensor

from axb.metrics import Mean, Metric


class LazyLogs(Mapping[str, float]):
    """Logs whose numbers are computed when they are looked at."""

    def __init__(self, scores: "Scores") -> None:
        self.scores = scores

    def __getitem__(self, name: str) -> float:
        return float(self.scores.metrics[name].result())

    def __iter__(self) -> Iterator[str]:
        return iter(self.scores.metrics)

    def __len__(self) -> int:
        return len(self.scores.metrics)


class Scores:
    """Named means: the loss first, what loss functions report beside it, and the compiled metrics."""

    def __init__(self) -> None:
        self.metrics: dict[str, Metric] = {}
        self.wanted: dict[str, Metric] = {}  # those that `compile` asked for, by output and position
        self.logs = LazyLogs(self)

    def mean(self, name: str, value: Tensor, examples: int) -> None:
        """Take in a batch's mean over that many examples."""
        metric = self.metrics.get(name)
        if metric is None:
            metric = self.metrics[name] = Mean(name)
        metric.add(value.detach(), examples, examples)

    def results(self) -> dict[str, float]:
        """All numbers now, without those of players who had no turn."""
        told = {name: one for name, one in self.metrics.items() if type(one) is not Mean or one.count}
        return {name: float(metric.result()) for name, metric in told.items()}

    def reset(self) -> None:
        """Begin a new epoch."""
        for metric in self.metrics.values():
            metric.reset_state()

    def state(self) -> dict[str, Any]:
        """What was taken in."""
        return {name: metric.state() for name, metric in self.metrics.items()}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` returned."""
        for name, numbers in state.items():
            self.metrics.setdefault(name, Mean(name)).load_state(numbers)
