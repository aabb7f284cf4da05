"""Every number of one example's way forward and back.

Forward z = a x + b and x' = f(z), layer by layer; back dL/dz = f'(z) * sum over the next layer of a * dL/dz, and for
each weight dL/da = x dL/dz (Rumelhart, Hinton & Williams 1986). In float64, from the weights as they are now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from axb.layers import Dense
from axb.training import Model

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class LayerNumbers:
    """A layer at one example: `(inputs,)` comes in, a is `(inputs, units)`, all else `(units,)`.

    slope is f'(z); back is dL/dz. The output layer's slope is 1: its activation counts to the loss, and dL/dz is the
    error that sets out from there.
    """

    x: Numbers
    a: Numbers
    b: Numbers
    z: Numbers
    out: Numbers
    slope: Numbers
    back: Numbers

    @property
    def gradient(self) -> Numbers:
        """dL/da: `(inputs, units)`."""
        return np.outer(self.x, self.back)


@dataclass(frozen=True)
class Example:
    """All layers, the output layer last; `answer` is what it should have been, `loss` what this example costs."""

    layers: list[LayerNumbers]
    answer: float
    loss: float


def example(model: Model, place: Sequence[float], answer: float) -> Example:
    """The numbers for one point: `place` (2,) and its answer (a class's number among the outputs, or a number)."""
    parts = list(model.layers[1:])
    dense = [part for part in parts if isinstance(part, Dense)]
    x = torch.tensor([list(place)], dtype=torch.float32)
    for part in parts[: parts.index(dense[0])]:
        x = part(x)
    entered = x.detach().double()
    forward: list[tuple[Dense, Tensor, Tensor, Tensor, Tensor]] = []
    for part in dense:
        forward.append((part, entered, *_through(part, entered)))
        entered = forward[-1][3]
    loss, back = _error(model, parts[parts.index(dense[-1]) :], forward[-1][2], answer)
    layers = [_told(*forward[-1][:4], torch.ones_like(back), back)]
    for (part, inner, z, out, slope), (after, *_) in zip(forward[-2::-1], forward[:0:-1], strict=True):
        back = slope * (back @ after.kernel.detach().double().T)
        layers.insert(0, _told(part, inner, z, out, slope, back))
    return Example(layers, answer, loss)


def _through(part: Dense, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """z, f(z), f'(z)"""
    z = (x @ part.kernel.detach().double() + _bias(part)).requires_grad_()
    out = part.function(z)
    (slope,) = torch.autograd.grad(out.sum(), z)
    return z.detach(), out.detach(), slope


def _error(model: Model, ending: list[Any], z: Tensor, answer: float) -> tuple[float, Tensor]:
    """The loss of this one example, and its derivative by the output layer's z."""
    z = z.clone().requires_grad_()
    guess = ending[0].function(z)
    for part in ending[1:]:
        guess = part(guess)
    units = z.shape[-1]
    true = torch.tensor([int(answer)]) if units > 1 else torch.tensor([[answer]], dtype=torch.float64)
    loss, _ = model.objective.loss(true, guess, None)
    (back,) = torch.autograd.grad(loss, z)
    return float(loss.detach()), back


def _bias(part: Dense) -> Tensor:
    return torch.zeros(part.units).double() if part.bias is None else part.bias.detach().double()


def _told(part: Dense, x: Tensor, z: Tensor, out: Tensor, slope: Tensor, back: Tensor) -> LayerNumbers:
    rows = (tensor[0].numpy().astype(np.float64) for tensor in (z, out, slope, back))
    return LayerNumbers(x[0].numpy(), part.kernel.detach().double().numpy(), _bias(part).numpy(), *rows)
