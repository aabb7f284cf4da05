"""One watched step: hooks while it lasts, and what they saw."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from axb.graph.symbolic import flatten
from axb.insight.activity import BINS, activity
from axb.insight.route import Branch, Route
from axb.insight.seen import COLUMNS, Seen

Numbers = dict[str, Tensor | float]


class Look:
    """Attached before a step's forward pass, ended after its update.

    A module that is called several times in the step is seen in the first call that may be learned from.
    Forward hooks make axb's graphs run as they are drawn, without their tricks of execution (see `graph/plan.py`).
    Gradients of outputs come out of the same backward pass, by hooks on the tensors.
    """

    def __init__(self, route: Route) -> None:
        self.route = route
        self.order: list[int] = []  # places, as they were called
        self.numbers: list[Numbers] = [{} for _ in route.places]
        self.histograms: dict[int, Tensor] = {}
        self.through: dict[Branch, Tensor] = {}
        self.before = {p: p.detach().clone() for p in self._parameters(range(len(route.places)))}
        self._met: set[Branch] = set()
        self._gradients: dict[nn.Parameter, Tensor] = {}
        self._hooks: list[Any] = []

    def _parameters(self, places: Sequence[int]) -> list[nn.Parameter]:
        modules = (self.route.places[place].module for place in places)
        return list(dict.fromkeys(p for one in modules for p in one.parameters() if p.requires_grad))

    def attach(self) -> None:
        """Begin to look."""
        arguments: dict[int, dict[int, Branch]] = {}
        for branch in self.route.branches:
            arguments.setdefault(branch.into, {})[branch.argument] = branch
        for place, (_, module) in enumerate(self.route.places):
            if place in arguments:
                hook = partial(self._before_call, arguments[place])
                self._hooks.append(module.register_forward_pre_hook(hook))
            self._hooks.append(module.register_forward_hook(partial(self._after_call, place)))

    def detach(self) -> None:
        """Leave nothing behind."""
        while self._hooks:
            self._hooks.pop().remove()

    def _before_call(self, branches: dict[int, Branch], module: nn.Module, args: tuple[Any, ...]) -> Any:
        """Where a branch arrives, a view of its tensor: the view's gradient is what comes back through this branch."""
        several = isinstance(args[0], list)
        inputs = list(args[0]) if several else [args[0]]
        for argument, branch in branches.items():
            tensor = inputs[argument]
            if tensor.requires_grad and branch not in self._met:
                self._met.add(branch)
                inputs[argument] = alias = tensor.view_as(tensor)
                alias.register_hook(partial(self._note, self.through, branch))
        return (inputs if several else inputs[0], *args[1:])

    def _after_call(self, place: int, module: nn.Module, args: Any, output: Any) -> None:
        first = next((one for one in flatten(output) if isinstance(one, Tensor)), None)
        if place in self.order or first is None or not torch.is_grad_enabled():
            return
        self.order.append(place)
        if not first.is_floating_point() or not first.numel():
            return
        self.numbers[place], counts = activity(module, first)
        if counts is not None:
            self.histograms[place] = counts
        for tensor in (first, getattr(first, "logits", None)):  # a loss may begin at a softmax's logits
            if tensor is not None and tensor.requires_grad:
                tensor.register_hook(partial(self._note, self.numbers[place], "gradient"))

    @staticmethod
    def _note(where: dict[Any, Any], key: Any, gradient: Tensor) -> None:
        if key not in where:
            where[key] = norm(gradient)

    def note_gradients(self, parameters: Sequence[nn.Parameter], pieces: Sequence[Tensor]) -> None:
        """The gradients of some weights, before the optimizer overwrites them."""
        for parameter, size in zip(parameters, norms(pieces), strict=True):
            self._gradients.setdefault(parameter, size)

    def end(self, step: int) -> Seen:
        """What was seen, once the weights are updated; detaches. Gradients nobody noted are read off the weights."""
        self.detach()
        weights = list(self.before)
        left = [p for p in weights if p not in self._gradients and p.grad is not None]
        self.note_gradients(left, [p.grad for p in left if p.grad is not None])
        with torch.no_grad():
            moved = [p.detach() - self.before[p] for p in weights]
        sizes = {
            "weights": dict(zip(weights, norms(list(self.before.values())), strict=True)),
            "weights_gradient": self._gradients,
            "update": dict(zip(weights, norms(moved), strict=True)),
        }
        for place, numbers in enumerate(self.numbers):
            own = self._parameters([place])
            for name, of in sizes.items():
                known = [of[p] for p in own if p in of]
                numbers[name] = norm(torch.stack(known)) if known else float("nan")
        return self._seen(step)

    def _seen(self, step: int) -> Seen:
        places, path = self.route.places, self.route.path
        table = np.full((len(places), len(COLUMNS) + BINS), np.nan, np.float32)
        for place, numbers in enumerate(self.numbers):
            table[place, : len(COLUMNS)] = [float(numbers.get(name, float("nan"))) for name in COLUMNS]
            if place in self.histograms:
                table[place, len(COLUMNS) :] = self.histograms[place].cpu().numpy()
        through = [float(self.through.get(one, float("nan"))) for one in self.route.branches]
        return Seen(
            step,
            tuple(place.name for place in places),
            tuple(type(place.module).__name__ for place in places),
            tuple(self.order) if path is None else path,
            self.route.branches,
            table,
            np.array(through, np.float32),
        )


def norm(tensor: Tensor) -> Tensor:
    """Its Euclidean length, summed in float32."""
    length: Tensor = torch.linalg.vector_norm(tensor.detach(), dtype=torch.float32)
    return length


def norms(pieces: Sequence[Tensor]) -> list[Tensor]:
    """The length of each."""
    return list(torch._foreach_norm(list(pieces), 2, dtype=torch.float32)) if pieces else []
