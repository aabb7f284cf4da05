"""Rectifiers that do something below zero, as parts."""

from collections.abc import Sequence
from typing import Any, Unpack

import torch.nn.functional as F
from torch import Tensor

from axb import regularizers
from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.registry import registered
from axb.words import InputError


@registered
class ELU(Layer):
    """x where positive, alpha * (exp(x) - 1) where negative (Clevert et al. 2016, equation 15)."""

    def __init__(self, alpha: float = 1.0, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.alpha = float(alpha)

    def call(self, inputs: Tensor) -> Tensor:
        """torch's own"""
        return F.elu(inputs, self.alpha)

    def torch_form(self) -> TorchForm:
        """F.elu"""
        return TorchForm(f"F.elu({{x}}, {self.alpha})")


@registered
class PReLU(Layer):
    """x where positive, alpha * x where negative; alpha is learned (He et al. 2015, equation 1).

    alpha has an entry for each number of an example, but only one along each of `shared_axes` (from 1).
    """

    alpha: Tensor

    def __init__(
        self,
        alpha_initializer: Any = "zeros",
        alpha_regularizer: Any = None,
        shared_axes: int | Sequence[int] | None = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.alpha_initializer, self.alpha_regularizer = (
            alpha_initializer,
            regularizers.get(alpha_regularizer),
        )
        shared = [shared_axes] if isinstance(shared_axes, int) else shared_axes or ()
        self.shared_axes = frozenset(shared)

    def check(self, input_shape: Any) -> None:
        """The shared axes exist, the others are known and as they were."""
        rank = len(input_shape)
        for axis in self.shared_axes:
            if not 0 < axis < rank:
                raise ShapeError("layers.axis", part=self.label, axis=axis, got=input_shape)
        if None in self._sizes(input_shape):
            raise ShapeError("layers.open_axis", part=self.label, got=input_shape)
        if self.built and self._sizes(input_shape) != list(self.alpha.shape):
            needs = tuple(self.alpha.shape)
            raise ShapeError("layers.features_changed", part=self.label, needs=needs, got=input_shape)

    def _sizes(self, input_shape: Any) -> list[int | None]:
        return [1 if axis in self.shared_axes else input_shape[axis] for axis in range(1, len(input_shape))]

    def build(self, input_shape: Any) -> None:
        """alpha is of an example's shape, 1 along shared axes."""
        shape: Any = self._sizes(input_shape)
        self.alpha = self.add_weight(
            shape, self.alpha_initializer, "alpha", regularizer=self.alpha_regularizer
        )

    def call(self, inputs: Tensor) -> Tensor:
        """max(x, 0) - alpha * max(-x, 0)"""
        return F.relu(inputs) - self.alpha * F.relu(-inputs)

    def torch_form(self) -> TorchForm:
        """nn.PReLU on the view that has what is not shared on axis 1"""
        module = f"nn.PReLU({self.alpha.numel()})"
        if not self.shared_axes:
            return TorchForm("{m}({x}.flatten(1)).reshape({x}.shape)", module)
        if self.alpha.numel() != self.alpha.shape[-1]:
            raise InputError("graph.no_torch_form", part=self.label)
        return TorchForm("{m}({x}.movedim(-1, 1)).movedim(1, -1)", module)

    def torch_weights(self) -> dict[str, Tensor]:
        """alpha in a row"""
        return {"weight": self.alpha.reshape(-1)}
