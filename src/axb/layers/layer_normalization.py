"""Layer normalisation: every example to mean 0 and variance 1 by itself, then y = ax + b."""

from collections.abc import Sequence
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.registry import registered


@registered
class LayerNormalization(Layer):
    """gamma * (x - mean) / sqrt(variance + epsilon) + beta, mean and variance over `axis` of each example alone
    (Ba et al. 2016). It does the same while training and afterwards. a is gamma, b is beta, of the axes' shape.
    """

    gamma: Tensor | None
    beta: Tensor | None

    def __init__(
        self,
        axis: int | Sequence[int] = -1,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.axes = (axis,) if isinstance(axis, int) else tuple(axis)
        self.epsilon, self.center, self.scale = float(epsilon), center, scale
        self.starts = (gamma_initializer, beta_initializer)
        self.rules = (gamma_regularizer, beta_regularizer)

    def check(self, input_shape: Any) -> None:
        """The axes exist, have known sizes, and are those it was built for."""
        rank = len(input_shape)
        for axis in self.axes:
            if not -rank < axis < rank or axis == 0 or input_shape[axis] is None:
                raise ShapeError("layers.axis", part=self.label, axis=axis, got=input_shape)
        if self.built and self.sizes != tuple(input_shape[axis] for axis in self.places):
            raise ShapeError("layers.features_changed", part=self.label, needs=self.sizes, got=input_shape)

    def build(self, input_shape: Any) -> None:
        """gamma and beta have the sizes of the axes, in their order."""
        self.places = tuple(sorted(axis % len(input_shape) for axis in self.axes))
        self.sizes = tuple(input_shape[axis] for axis in self.places)
        weights = zip(("gamma", "beta"), self.starts, self.rules, (self.scale, self.center), strict=True)
        for name, start, rule, wanted in weights:
            weight = self.add_weight(self.sizes, start, name, regularizer=rule) if wanted else None
            setattr(self, name, weight)

    @property
    def last(self) -> tuple[int, ...]:
        """Where torch wants the axes."""
        return tuple(range(-len(self.places), 0))

    def call(self, inputs: Tensor) -> Tensor:
        """Normalise the view that has the axes last."""
        x = inputs.movedim(self.places, self.last)
        y = F.layer_norm(x, self.sizes, self.gamma, self.beta, self.epsilon)
        return y.movedim(self.last, self.places)

    @property
    def a(self) -> Tensor | None:
        """gamma"""
        return self.gamma

    @property
    def b(self) -> Tensor | None:
        """beta"""
        return self.beta

    def torch_form(self) -> TorchForm:
        """nn.LayerNorm in the view that has the axes last"""
        affine = bool(self.scale or self.center)
        module = f"nn.LayerNorm({list(self.sizes)}, eps={self.epsilon}, elementwise_affine={affine})"
        view = f"{{m}}({{x}}.movedim({self.places}, {self.last})).movedim({self.last}, {self.places})"
        return TorchForm(view, module)

    def torch_weights(self) -> dict[str, Tensor]:
        """weight and bias, where it has either"""
        if not (self.scale or self.center):
            return {}
        weight = torch.ones(self.sizes) if self.gamma is None else self.gamma
        return {"weight": weight, "bias": torch.zeros(self.sizes) if self.beta is None else self.beta}
