"""Dropout: parts that are switched off at random while training, so that none relies on another."""

from typing import Unpack

import torch
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import raise_argument
from axb.registry import registered


@registered
class Dropout(Layer):
    """Each number is zero with probability `rate` while training; the others grow to keep the mean.

    0 <= rate < 1 (Srivastava et al. 2014). `seed` is there as in Keras, and unused: a run's seed decides.
    """

    def __init__(self, rate: float, seed: int | None = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not 0 <= rate < 1:
            raise_argument(self, "rate", "0 <= rate < 1", rate)
        self.rate, self.seed = float(rate), seed

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        """x * mask / (1 - rate) while training, x otherwise"""
        if not training or self.rate == 0:
            return inputs
        return inputs * keep_mask(inputs, self.rate)

    def torch_form(self) -> TorchForm:
        """nn.Dropout"""
        return TorchForm("{m}({x})", f"nn.Dropout({self.rate})")


def keep_mask(x: Tensor, rate: float) -> Tensor:
    """1 / (1 - rate) with probability 1 - rate, else 0, in x's shape and dtype.

    Drawn as 16-bit numbers, four from each 64-bit draw: torch draws on one thread, and F.dropout takes a
    float for each. The probability is exact to 1 / 65536, and the scale is that of the probability drawn
    with.
    """
    if x.device.type != "cpu":
        kept = torch.rand(x.shape, device=x.device) >= rate  # in a population: one draw for all members
        return kept.to(x.dtype).div_(1 - rate)
    threshold = min(round(rate * 65536), 65535) - 32768
    draws = torch.empty(-(-x.numel() // 4), dtype=torch.int64).random_(-(2**63), None)
    kept = draws.view(torch.int16)[: x.numel()].reshape(x.shape) >= threshold
    return kept.to(x.dtype).mul_(65536 / (32768 - threshold))
