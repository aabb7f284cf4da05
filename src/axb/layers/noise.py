"""Noise while training: what is learned must not hang on single numbers."""

import math
from typing import Any, Unpack

import torch
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import check_rank, raise_argument
from axb.layers.regularization import keep_mask
from axb.registry import registered


@registered
class GaussianNoise(Layer):
    """x plus normal noise of standard deviation `stddev` (>= 0) while training.

    `seed` is there as in Keras, and unused: a run's seed decides.
    """

    def __init__(self, stddev: float, seed: int | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not stddev >= 0:
            raise_argument(self, "stddev", ">= 0", stddev)
        self.stddev, self.seed = float(stddev), seed

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """x + stddev * noise while training, x otherwise"""
        return inputs + self.stddev * torch.randn_like(inputs) if training else inputs

    def torch_form(self) -> TorchForm:
        """the sum, while training"""
        return TorchForm(f"({{x}} + {self.stddev} * torch.randn_like({{x}}) if self.training else {{x}})")


@registered
class GaussianDropout(Layer):
    """x times normal noise around 1, of Dropout's variance rate / (1 - rate), while training; 0 <= rate < 1
    (Srivastava et al. 2014, section 10)."""

    def __init__(self, rate: float, seed: int | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not 0 <= rate < 1:
            raise_argument(self, "rate", "0 <= rate < 1", rate)
        self.rate, self.seed = float(rate), seed
        self.stddev = math.sqrt(self.rate / (1 - self.rate))

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """x * (1 + stddev * noise) while training, x otherwise"""
        return inputs * (1 + self.stddev * torch.randn_like(inputs)) if training else inputs

    def torch_form(self) -> TorchForm:
        """the product, while training"""
        noisy = f"{{x}} * (1 + {self.stddev} * torch.randn_like({{x}}))"
        return TorchForm(f"({noisy} if self.training else {{x}})")


@registered
class SpatialDropout2D(Layer):
    """Dropout of whole channels: each is zero everywhere with probability `rate` while training, 0 <= rate < 1
    (Tompson et al. 2015). Input `(N, H, W, C)`."""

    def __init__(self, rate: float, seed: int | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not 0 <= rate < 1:
            raise_argument(self, "rate", "0 <= rate < 1", rate)
        self.rate, self.seed = float(rate), seed

    def check(self, input_shape: Any) -> None:
        """An image."""
        check_rank(self, input_shape)

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """x * mask / (1 - rate), one draw a channel, while training; x otherwise"""
        if not training or self.rate == 0:
            return inputs
        return inputs * keep_mask(inputs[:, :1, :1], self.rate)

    def torch_form(self) -> TorchForm:
        """nn.Dropout2d on the (N, C, H, W) view"""
        return TorchForm("{m}({x}.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)", f"nn.Dropout2d({self.rate})")
