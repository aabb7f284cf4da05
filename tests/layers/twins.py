"""One part of axb and its twin of Keras: same weights, same input; same output, same gradients?"""

from collections.abc import Sequence
from typing import Any

import keras
import torch
from torch import Tensor

from axb.layers import Layer

TOLERANCE = 1e-5


def noise(*shape: int, seed: int = 0) -> Tensor:
    """Standard normal numbers."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def close(ours: Tensor, theirs: Any, tolerance: float = TOLERANCE) -> None:
    """Equal shapes, and no number further off than `tolerance` of the largest (or of 1)."""
    ours, theirs = (torch.as_tensor(x).detach().double() for x in (ours, theirs))
    assert ours.shape == theirs.shape
    assert (ours - theirs).abs().max() <= tolerance * max(1.0, float(theirs.abs().max()))


def give_same_weights(part: Layer, twin: keras.Layer, shapes: Any) -> None:
    """Build both and fill their weights with the same random numbers (all positive: some are variances)."""
    part.build_from(shapes)
    twin.build(shapes)
    assert [tuple(w.shape) for w in part.weights] == [tuple(w.shape) for w in twin.weights]
    arrays = [noise(*w.shape, seed=i).abs().numpy() - (w.ndim > 1) for i, w in enumerate(part.weights)]
    part.set_weights(arrays)
    twin.set_weights(arrays)


def results(layer: Any, inputs: Sequence[Tensor], weights: Sequence[Tensor], training: bool) -> list[Tensor]:
    """The output, then its gradients (for a fixed random direction) with respect to inputs and weights."""
    leaves = [x.clone().requires_grad_(x.is_floating_point()) for x in inputs]
    output = layer(leaves if len(leaves) > 1 else leaves[0], training=training)
    wanted = [leaf for leaf in [*leaves, *weights] if leaf.requires_grad]
    if not output.requires_grad:
        return [output]
    direction = noise(*output.shape, seed=99)
    return [output, *torch.autograd.grad(output, wanted, direction, materialize_grads=True)]


def agree(part: Layer, twin: keras.Layer, *inputs: Tensor, training: bool = False) -> Tensor:
    """Assert equal outputs, gradients and weights afterwards; return the output."""
    shapes = [(None, *x.shape[1:]) for x in inputs]
    give_same_weights(part, twin, shapes if len(shapes) > 1 else shapes[0])
    ours = results(part, inputs, part.trainable_weights, training)
    theirs = results(twin, inputs, [w.value for w in twin.trainable_weights], training)
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        close(mine, other)
    same_weights(part, twin)
    return ours[0]


def same_weights(part: Layer, twin: keras.Layer) -> None:
    """Assert that both have equal weights, moving averages included."""
    for mine, other in zip(part.weights, twin.weights, strict=True):
        close(mine, other.value)
