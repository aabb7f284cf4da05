"""Batch normalisation: every channel to mean 0 and variance 1, then y = ax + b."""

from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb import initializers
from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.layers.activations import is_relu
from axb.registry import registered


@registered
class BatchNormalization(Layer):
    """gamma * (x - mean) / sqrt(variance + epsilon) + beta, over all axes but `axis`.

    While training, mean and variance are the batch's; otherwise moving averages that keep `momentum` of the
    old value each step (PyTorch's momentum is one minus Keras's). As Keras does, they average the *biased*
    variance. A frozen one uses its averages and leaves them alone. a is gamma, b is beta.
    """

    gamma: Tensor | None
    beta: Tensor | None
    moving_mean: Tensor
    moving_variance: Tensor

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.axis, self.momentum, self.epsilon, self.center, self.scale = (
            axis,
            float(momentum),
            float(epsilon),
            center,
            scale,
        )
        self.starts = (gamma_initializer, beta_initializer)
        self.moving_starts = (moving_mean_initializer, moving_variance_initializer)

    def check(self, input_shape: Any) -> None:
        """The axis exists, has a known size, and is the one it was built for."""
        rank = len(input_shape)
        if not -rank < self.axis < rank or self.axis == 0 or input_shape[self.axis] is None:
            raise ShapeError("layers.axis", part=self.label, axis=self.axis, got=input_shape)
        if self.built and self.moving_mean.shape[0] != input_shape[self.axis]:
            needs = self.moving_mean.shape[0]
            raise ShapeError("layers.features_changed", part=self.label, needs=needs, got=input_shape)

    def build(self, input_shape: Any) -> None:
        """gamma, beta and the moving averages are (channels,)."""
        size = (input_shape[self.axis],)
        self.gamma = self.add_weight(size, self.starts[0], "gamma") if self.scale else None
        self.beta = self.add_weight(size, self.starts[1], "beta") if self.center else None
        self.register_buffer("moving_mean", initializers.get(self.moving_starts[0])(size))
        self.register_buffer("moving_variance", initializers.get(self.moving_starts[1])(size))

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """Normalise the view that has the channels on axis 1, as torch wants it."""
        return self._normalised(inputs.movedim(self.axis, 1), training).movedim(1, self.axis)

    def fused_with(self, follower: Layer) -> Any:
        """ReLU in the memory of what was normalised, which nobody needs any more."""
        return self._rectified if is_relu(follower) and type(self) is BatchNormalization else None

    def _rectified(self, x: Tensor) -> Tensor:
        """In place before the axes move back: of a view, autograd would keep account of the whole."""
        return F.relu_(self._normalised(x.movedim(self.axis, 1), self.training)).movedim(1, self.axis)

    def _normalised(self, x: Tensor, training: bool) -> Tensor:
        if training and self.trainable:
            return self._normalise_batch(x)
        return F.batch_norm(
            x, self.moving_mean, self.moving_variance, self.gamma, self.beta, eps=self.epsilon
        )

    def _normalise_batch(self, x: Tensor) -> Tensor:
        """torch averages the unbiased variance, so its average is taken apart and the biased one kept."""
        count = x.numel() // x.shape[1]
        if count == 1:
            return self._normalise_one(x)
        mean, variance = torch.zeros_like(self.moving_mean), torch.zeros_like(self.moving_variance)
        y = F.batch_norm(x, mean, variance, self.gamma, self.beta, True, 1.0, self.epsilon)
        self._average(mean, variance * ((count - 1) / count))
        return y

    def _normalise_one(self, x: Tensor) -> Tensor:
        """A single number a channel is its own mean: torch refuses it, Keras gives beta."""
        self._average(x.reshape(-1), torch.zeros_like(self.moving_variance))
        shape = (1, -1, *[1] * (x.ndim - 2))
        zeros = x - x
        scaled = zeros if self.gamma is None else zeros * self.gamma.reshape(shape)
        return scaled if self.beta is None else scaled + self.beta.reshape(shape)

    @torch.no_grad()
    def _average(self, mean: Tensor, variance: Tensor) -> None:
        for average, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
            average.mul_(self.momentum).add_(now, alpha=1 - self.momentum)  # lerp_ is slow under vmap

    @property
    def a(self) -> Tensor | None:
        """gamma"""
        return self.gamma

    @property
    def b(self) -> Tensor | None:
        """beta"""
        return self.beta

    def torch_form(self) -> TorchForm:
        """nn.BatchNorm1d or 2d, in the view that has the channels on axis 1"""
        momentum = f"eps={self.epsilon}, momentum={round(1 - self.momentum, 12)}"
        size = self.moving_mean.shape[0]
        rank = len(self._outputs[0].shape) if self._outputs else 2
        affine = bool(self.scale or self.center)
        module = f"nn.BatchNorm{'2d' if rank == 4 else '1d'}({size}, {momentum}, affine={affine})"
        view = "{m}({x})" if rank == 2 else f"{{m}}({{x}}.movedim({self.axis}, 1)).movedim(1, {self.axis})"
        return TorchForm(view, module)

    def torch_weights(self) -> dict[str, Tensor]:
        """weight, bias and the running statistics"""
        ones, zeros = torch.ones_like(self.moving_mean), torch.zeros_like(self.moving_mean)
        learnt = {
            "weight": ones if self.gamma is None else self.gamma,
            "bias": zeros if self.beta is None else self.beta,
        }
        moving = {"running_mean": self.moving_mean, "running_var": self.moving_variance}
        return {**(learnt if self.scale or self.center else {}), **moving}
