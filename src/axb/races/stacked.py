"""A graph computed for K members at once: one pass, each part with K sets of weights.

What members still share (the batch, and what parts without weights make of it) is computed once, `(N, ...)`; from
the first part with weights on there is an axis of members in front, `(K, N, ...)`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call, vmap

from axb import layers
from axb.graph import Layer, Network
from axb.graph.plan import Step
from axb.graph.symbolic import flatten, map_structure
from axb.races.affine import StackedAffine
from axb.races.convolution import by_hand, stacked_convolution

# Numbers one by one, or along the last axis: an axis more in front changes nothing.
EACH_NUMBER = (
    layers.Activation,
    layers.ReLU,
    layers.LeakyReLU,
    layers.Rescaling,
    layers.Normalization,
    layers.Add,
)
# Each picture by itself, without weights: members' pictures are more of them.
EACH_PICTURE = (
    layers.MaxPooling2D,
    layers.AveragePooling2D,
    layers.GlobalAveragePooling2D,
    layers.GlobalMaxPooling2D,
    layers.UpSampling2D,
)
BY_HAND_ON = {"cuda"}  # kinds of devices where a convolution by hand is sooner done than by vmap
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
    seen = [_cut(value, extent) for value, extent in zip(values, graph.seen, strict=True)]
    slots: list[Any] = [*seen, *[None] * (graph.slots - len(seen))]
    skipped: Step | None = None
    for step in graph.steps:
        if step is skipped:
            continue
        inputs, last = map_structure(slots.__getitem__, step.inputs), step
        if step.fused is not None and step.follower is not None and type(step.layer) is layers.Conv2D:
            skipped = last = step.follower
            found = _fused(step, inputs, weights)
        else:
            found = _call(step.layer, inputs, step.options, weights, members)
        for slot, value in zip(last.outputs, found, strict=True):
            slots[slot] = value
        for slot in step.frees:
            slots[slot] = None
    return [slots[slot] for slot in graph.results]


def _fused(step: Step, x: Value, weights: Weights) -> list[Value]:
    """A convolution and its follower. By hand: ReLU behind the max-pool, which `Conv2D.fused_with` does, too."""
    part: Any = step.layer
    if not _is_by_hand(part, x):
        return _mapped(_Fused(step), x, {}, weights)
    assert step.follower is not None
    y = Value(_affine(part, x, weights), True)
    (pooled,) = _call(step.follower.layer, y, {}, weights, len(y.tensor))
    return [Value(part.function(pooled.tensor), True)]


class _Fused(nn.Module):
    """Two parts as one, the faster way."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.part, self.function = step.layer, step.fused

    def forward(self, x: Tensor) -> Any:
        """What the second makes of what the first makes of x."""
        assert self.function is not None
        return self.function(x)


def _cut(value: Value, extent: tuple[int, int] | None) -> Value:
    """Only the pixels that an output sees."""
    if extent is None:
        return value
    height, width = extent
    image = value.tensor
    return Value(image[:, :, :height, :width] if value.stacked else image[:, :height, :width], value.stacked)


def _call(part: Layer, inputs: Any, options: dict[str, Any], weights: Weights, members: int) -> list[Value]:
    given = list(flatten(inputs))
    if not any(value.stacked for value in given) and not own_weights(part):
        outputs = part(map_structure(lambda value: value.tensor, inputs), **options)
        return [Value(one) for one in flatten(outputs)]
    if isinstance(part, Network) and part.graph is not None and not options:
        return _run(part, weights, part.arrange(inputs), members)
    if type(part) is layers.Dense:
        return [Value(_dense(part, given[0], weights, members), True)]
    if isinstance(part, layers.Affine) and _is_by_hand(part, given[0]):
        return [Value(part.function(_affine(part, given[0], weights)), True)]
    if type(part) in EACH_PICTURE:
        x = given[0].tensor
        return [Value(part(x.flatten(0, 1)).unflatten(0, x.shape[:2]), True)]
    if type(part) in EACH_NUMBER:
        return [Value(part(map_structure(lambda value: value.spread(members), inputs)), True)]
    if type(part) in (layers.Flatten, layers.Reshape):
        x = given[0].tensor
        shape = part.target_shape if isinstance(part, layers.Reshape) else (math.prod(x.shape[2:]),)
        return [Value(x.reshape(*x.shape[:2], *shape), True)]
    if isinstance(
        part, layers.BatchNormalization
    ):  # under vmap torch's takes no bfloat16 beside float32 weights
        inputs = Value(given[0].tensor.float(), given[0].stacked)
    return _mapped(part, inputs, options, weights)


def own_weights(part: nn.Module) -> dict[str, Tensor]:
    """A part's weights and statistics by name, inner parts' included; what is the same for all members is not told."""
    return {
        **dict(part.named_parameters()),
        **{n: b for n, b in part.named_buffers() if n not in _constants(part)},
    }


def _constants(part: nn.Module) -> set[str]:
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
    tanh = part.function is torch.tanh
    y: Tensor = StackedAffine.apply(rows, weights[id(part.kernel)], bias, tanh)  # type: ignore[no-untyped-call]
    y = y if h.ndim == 3 else y.reshape(*h.shape[:-1], y.shape[-1])
    return y if tanh else part.function(y)


def _is_by_hand(part: Layer, x: Value) -> bool:
    return x.tensor.device.type in BY_HAND_ON and by_hand(part)


def _affine(part: Any, x: Value, weights: Weights) -> Tensor:
    b = None if part.bias is None else weights[id(part.bias)]
    return stacked_convolution(part, x.tensor, weights[id(part.kernel)], b)


def _mapped(part: nn.Module, inputs: Any, options: dict[str, Any], weights: Weights) -> list[Value]:
    """Any other part: torch.func.vmap over it. Random numbers are drawn once, the same for all members."""
    own = {name: weights[id(tensor)] for name, tensor in own_weights(part).items()}
    tensors = map_structure(lambda value: value.tensor, inputs)
    axes = map_structure(lambda value: 0 if value.stacked else None, inputs)

    def one(mine: dict[str, Tensor], x: Any) -> Any:
        return functional_call(part, mine, (x,), options)

    outputs = vmap(one, in_dims=(0, axes), randomness="same")(own, tensors)
    return [Value(output, True) for output in flatten(outputs)]
