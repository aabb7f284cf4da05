"""What `compile` says: the losses of the outputs, their weights, the metrics."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from axb import losses, metrics
from axb.graph import Layer
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
        self._costly: list[Layer] | None = None  # the parts with regularizers, looked up once

    def _spread(self, given: Any, what: str, lists: bool = False) -> list[Any]:
        """One entry an output, from one for all, a list, or a dictionary by output name."""
        if isinstance(given, Mapping):
            return self._by_name(given, what)
        if len(self.names) == 1:
            only = isinstance(given, list | tuple) and len(given) == 1
            return [given[0] if only and (not lists or isinstance(given[0], list | tuple)) else given]
        if not isinstance(given, list | tuple):
            return [given] * len(self.names)
        if lists and not all(one is None or isinstance(one, list | tuple) for one in given):
            return [given] * len(self.names) if len(given) != len(self.names) else list(given)
        if len(given) != len(self.names):
            raise InputError("training.outputs_count", what=what, needs=len(self.names), got=len(given))
        return list(given)

    def _by_name(self, given: Mapping[str, Any], what: str) -> list[Any]:
        if unknown := ", ".join(str(name) for name in given if name not in self.names):
            known = ", ".join(self.names)
            raise InputError("training.unknown_outputs", what=what, got=unknown, known=known)
        return [given.get(name) for name in self.names]

    def outputs(self, structure: Any, what: str) -> list[Any]:
        """Answers, predictions or weights as a list, one an output."""
        if isinstance(structure, Mapping):
            return self._by_name(structure, what)
        many = isinstance(structure, list | tuple)
        if not many and (len(self.names) == 1 or structure is None or what == "sample_weight"):
            return [structure] * len(self.names)
        got = len(structure) if many else 1
        if got != len(self.names):
            raise InputError("training.outputs_count", what=what, needs=len(self.names), got=got)
        return list(structure)

    def loss(self, y: Any, prediction: Any, weight: Any) -> tuple[Tensor, dict[str, Tensor]]:
        """The weighted sum of the outputs' losses, and each by name where there are several."""
        total: Tensor | None = None
        each: dict[str, Tensor] = {}
        for name, loss, share, true, guess, one in zip(
            self.names, self.losses, self.weights, self.outputs(y, "y"), self.outputs(prediction, "y_pred"),
            self.outputs(weight, "sample_weight"), strict=True,
        ):  # fmt: skip
            if loss is None:
                continue
            value = loss(answers(true, name), guess, one)
            if value.ndim:
                raise InputError("training.loss_shape", name=name, got=tuple(value.shape))
            each[f"{name}_loss"] = value
            term = value if share == 1 else value * share
            total = term if total is None else total + term
        if total is None:
            raise InputError("training.no_loss")
        return total, each if len(self.names) > 1 else {}

    def penalized(self, loss: Tensor, model: Layer) -> Tensor:
        """The loss and, as Keras adds them while training and evaluating alike, the penalties of the model's parts."""
        if self._costly is None:
            parts = (part for part in model.modules() if isinstance(part, Layer))
            self._costly = [part for part in parts if part.is_regularized or not _is_ours(part)]
        return sum((cost for part in self._costly for cost in part.penalties()), loss)

    def score(self, scores: Scores, y: Any, prediction: Any) -> None:
        """Let the metrics take a batch in."""
        triples = zip(self.wanted, self.outputs(y, "y"), self.outputs(prediction, "y_pred"), strict=True)
        for output, (wanted, true, guess) in enumerate(triples):
            for number, one in enumerate(wanted):
                known = answers(true, self.names[output])
                with torch.no_grad():
                    self._metric(scores, output, number, one, known, guess).update_state(known, guess)

    def _metric(self, scores: Scores, output: int, number: int, wanted: Any, true: Any, guess: Any) -> Metric:
        """The metric as these scores know it: each set of scores has its own sums."""
        key = f"{output}.{number}"
        known = scores.wanted.get(key)
        if known is None:
            known = metrics.get(wanted, true, guess)
            name = known.name if len(self.names) == 1 else f"{self.names[output]}_{known.name}"
            previous = scores.metrics.get(name)
            if previous is not None:
                known.load_state(previous.state())
            scores.metrics[name] = scores.wanted[key] = known
        return known

    def describe(self) -> dict[str, Any]:
        """The losses, weights and metrics, for a file or a run's settings."""
        told: dict[str, list[Any]] = {
            "loss": self.losses,
            "loss_weights": self.weights,
            "metrics": self.wanted,
        }
        return {key: each[0] for key, each in told.items()} if len(self.names) == 1 else told


def answers(y: Any, output: str) -> Any:
    """The answers for an output, which a loss or a metric needs."""
    if y is None:
        raise InputError("training.no_answers", name=output)
    return y


def _is_ours(part: Layer) -> bool:
    """Whether axb's own class says what it computes: a person's may add losses."""
    return type(part).call.__module__.startswith("axb.")


def _listed(wanted: Any) -> list[Any]:
    if wanted is None:
        return []
    return list(wanted) if isinstance(wanted, list | tuple) else [wanted]
