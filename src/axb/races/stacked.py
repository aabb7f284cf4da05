"""A graph computed for K members at once: one pass, each part with K sets of weights.

What members still share (the batch, and what parts without weights make of it) is computed once, `(N, ...)`; from
the first part with weights on there is an axis of members in front, `(K, N, ...)`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.func import functional_call, vmap

from axb import layers
from axb.graph import Layer, Network
from axb.graph.symbolic import flatten, map_structure
from axb.races.affine import StackedAffine
from axb.races.tanh import stacked_tanh

# Numbers one by one, or along the last axis: an axis more in front changes nothing.
EACH_NUMBER = (
    layers.Activation,
    layers.ReLU,
    layers.LeakyReLU,
    layers.Rescaling,
    layers.Normalization,
    layers.Add,
)
Weights = Mapping[int, Tensor]  # by the id of the template's parameter or buffer: (K, *its shape)


@dataclass(frozen=True)
class Value:
    """A tensor between two parts; `stacked` where members have their own, along axis 0."""

    tensor: Tensor
    stacked: bool = False

    def spread(self, members: int) -> Tensor:
        """With the axis of members."""
        return self.tensor if self.stacked else self.tensor.expand(members, *self.tensor.shape)


def forward(model: Network, weights: Weights, x: Any, members: int) -> Tensor:
    """The model's output `(K, N, ...)` on a batch that all members share."""
    values = [Value(one) for one in model.arrange(x)]
    return _run(model, weights, values, members)[0].spread(members)


def _run(model: Network, weights: Weights, values: list[Value], members: int) -> list[Value]:
    graph = model.graph
    assert graph is not None  # `Population` takes no other models
    slots: list[Any] = [*values, *[None] * (graph.slots - len(values))]
    for step in graph.steps:
        inputs = map_structure(slots.__getitem__, step.inputs)
        found = _call(step.layer, inputs, step.options, weights, members)
        for slot, value in zip(step.outputs, found, strict=True):
            slots[slot] = value
        for slot in step.frees:
            slots[slot] = None
    return [slots[slot] for slot in graph.results]


def _call(part: Layer, inputs: Any, options: dict[str, Any], weights: Weights, members: int) -> list[Value]:
    given = list(flatten(inputs))
    if not any(value.stacked for value in given) and not own_weights(part):
        outputs = part(map_structure(lambda value: value.tensor, inputs), **options)
        return [Value(one) for one in flatten(outputs)]
    if isinstance(part, Network) and part.graph is not None and not options:
        return _run(part, weights, part.arrange(inputs), members)
    if type(part) is layers.Dense:
        return [Value(_dense(part, given[0], weights, members), True)]
    if type(part) in EACH_NUMBER:
        return [Value(part(map_structure(lambda value: value.spread(members), inputs)), True)]
    if type(part) in (layers.Flatten, layers.Reshape):
        x = given[0].tensor
        shape = part.target_shape if isinstance(part, layers.Reshape) else (math.prod(x.shape[2:]),)
        return [Value(x.reshape(*x.shape[:2], *shape), True)]
    return _mapped(part, inputs, options, weights)


def own_weights(part: Layer) -> dict[str, Tensor]:
    """A part's weights and statistics by name, inner parts' included; what is the same for all members is not told."""
    return {
        **dict(part.named_parameters()),
        **{n: b for n, b in part.named_buffers() if n not in _constants(part)},
    }


def _constants(part: Layer) -> set[str]:
    return {
        f"{prefix}.{name}" if prefix else name
        for prefix, module in part.named_modules()
        for name in module._non_persistent_buffers_set
    }


def _dense(part: layers.Dense, x: Value, weights: Weights, members: int) -> Tensor:
    """activation(x a + b) with a `(K, in, out)` and b `(K, out)`."""
    h = (x if x.stacked else Value(x.tensor.mT.contiguous().mT)).spread(members)
    rows = h if h.ndim == 3 else h.flatten(1, -2)
    bias = None if part.bias is None else weights[id(part.bias)]
    y: Tensor = StackedAffine.apply(rows, weights[id(part.kernel)], bias)  # type: ignore[no-untyped-call]
    function = stacked_tanh if part.function is torch.tanh else part.function
    return function(y if h.ndim == 3 else y.reshape(*h.shape[:-1], y.shape[-1]))


def _mapped(part: Layer, inputs: Any, options: dict[str, Any], weights: Weights) -> list[Value]:
    """Any other part: torch.func.vmap over it. Random numbers are drawn once, the same for all members."""
    own = {name: weights[id(tensor)] for name, tensor in own_weights(part).items()}
    tensors = map_structure(lambda value: value.tensor, inputs)
    axes = map_structure(lambda value: 0 if value.stacked else None, inputs)

    def one(mine: dict[str, Tensor], x: Any) -> Any:
        return functional_call(part, mine, (x,), options)

    outputs = vmap(one, in_dims=(0, axes), randomness="same")(own, tensors)
    return [Value(output, True) for output in flatten(outputs)]
