"""What `compile` says: the losses of the outputs, their weights, the metrics."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

from axb import losses, metrics
from axb.metrics import Metric
from axb.training.scores import Scores
from axb.words import InputError


class Objective:
    """The losses and metrics of one or several outputs."""

    def __init__(self, loss: Any, loss_weights: Any, wanted: Any, output_names: Sequence[str]) -> None:
        self.names = list(output_names)
        self.losses = [None if one is None else losses.get(one) for one in self._spread(loss, "loss")]
        self.weights = [
            1.0 if one is None else float(one) for one in self._spread(loss_weights, "loss_weights")
        ]
        self.wanted = [_listed(one) for one in self._spread(wanted, "metrics", lists=True)]

    def _spread(self, given: Any, what: str, lists: bool = False) -> list[Any]:
        """One entry an output, from one for all, a list, or a dictionary by output name."""
        if isinstance(given, Mapping):
            unknown = [name for name in given if name not in self.names]
            if unknown:
                raise InputError("training.unknown_outputs", what=what, got=unknown, known=self.names)
            return [given.get(name) for name in self.names]
        if len(self.names) == 1:
            only = isinstance(given, list | tuple) and len(given) == 1 and not lists
            return [given[0] if only else given]
        if not isinstance(given, list | tuple):
            return [given] * len(self.names)
        if lists and not all(one is None or isinstance(one, list | tuple) for one in given):
            return [given] * len(self.names) if len(given) != len(self.names) else list(given)
        if len(given) != len(self.names):
            raise InputError("training.outputs_count", what=what, needs=len(self.names), got=len(given))
        return list(given)

    def outputs(self, structure: Any, what: str) -> list[Any]:
        """Answers, predictions or weights as a list, one an output."""
        if isinstance(structure, Mapping):
            return [structure.get(name) for name in self.names]
        if len(self.names) == 1:
            return [structure[0]] if isinstance(structure, list | tuple) else [structure]
        if not isinstance(structure, list | tuple):
            return (
                [structure] * len(self.names) if structure is None or what == "weight" else self._short(what)
            )
        if len(structure) != len(self.names):
            self._short(what, len(structure))
        return list(structure)

    def _short(self, what: str, got: int = 1) -> list[Any]:
        raise InputError("training.outputs_count", what=what, needs=len(self.names), got=got)

    def loss(self, y: Any, prediction: Any, weight: Any) -> tuple[Tensor, dict[str, Tensor]]:
        """The weighted sum of the outputs' losses, and each by name where there are several."""
        total: Tensor | None = None
        each: dict[str, Tensor] = {}
        for name, loss, share, true, guess, one in zip(
            self.names, self.losses, self.weights, self.outputs(y, "y"), self.outputs(prediction, "prediction"),
            self.outputs(weight, "weight"), strict=True,
        ):  # fmt: skip
            if loss is None:
                continue
            value = loss(true, guess, one)
            each[f"{name}_loss"] = value
            term = value if share == 1 else value * share
            total = term if total is None else total + term
        if total is None:
            raise InputError("training.no_loss")
        return total, each if len(self.names) > 1 else {}

    def score(self, scores: Scores, y: Any, prediction: Any) -> None:
        """Let the metrics take a batch in."""
        pairs = zip(self.outputs(y, "y"), self.outputs(prediction, "prediction"), strict=True)
        for output, (true, guess) in enumerate(pairs):
            for number, wanted in enumerate(self.wanted[output]):
                self._metric(scores, output, number, wanted, true, guess).update_state(true, guess)

    def _metric(self, scores: Scores, output: int, number: int, wanted: Any, true: Any, guess: Any) -> Metric:
        """The metric as these scores know it: each set of scores has its own sums."""
        key = f"{output}.{number}"
        known = scores.wanted.get(key)
        if known is None:
            known = metrics.get(copy.deepcopy(wanted) if isinstance(wanted, Metric) else wanted, true, guess)
            name = known.name if len(self.names) == 1 else f"{self.names[output]}_{known.name}"
            previous = scores.metrics.get(name)
            if previous is not None:
                known.load_state(previous.state())
            scores.metrics[name] = scores.wanted[key] = known
        return known

    def describe(self) -> dict[str, Any]:
        """The losses, weights and metrics, for a file or a run's settings."""
        told = {"loss": self.losses, "loss_weights": self.weights, "metrics": self.wanted}
        return {key: each[0] for key, each in told.items()} if len(self.names) == 1 else told


def _listed(wanted: Any) -> list[Any]:
    if wanted is None:
        return []
    return list(wanted) if isinstance(wanted, list | tuple) else [wanted]
