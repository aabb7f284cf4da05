"""A rate for each parameter, from the recent size of its gradient."""

from types import SimpleNamespace
from typing import Unpack

from torch import Tensor

from axb.optimizers.hyper import EPSILON, LEARNING_RATE, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Rate
from axb.registry import registered


@registered
class RMSprop(Optimizer):
    """v <- ρ v + (1 - ρ) g²;  w <- w - α g / sqrt(v + ε)  (Hinton 2012, lecture 6e, slide 29).

    `centered` subtracts the squared mean gradient from v; `momentum` carries steps over: s <- μ s + step.
    """

    hyperparameters = (
        LEARNING_RATE,
        Hyper(
            "rho",
            "ρ",
            "How long squared gradients are remembered: near 1 is a long, smooth memory.",
            "勾配の 2 乗をどれだけ長く覚えておくかです。1 に近いほど長くなめらかな記憶になります。",
            high=1.0,
            high_open=True,
        ),
        Hyper(
            "momentum",
            "μ",
            "How much of the last step is kept.",
            "直前の動きをどれだけ残すかです。",
            high=1.0,
            high_open=True,
        ),
        EPSILON,
    )

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, **options)
        self.rho, self.momentum, self.epsilon, self.centered = rho, momentum, epsilon, centered

    def slots(self) -> dict[str, float]:
        """v, the mean squared gradient; the mean gradient if centered; s, the carried step, with momentum"""
        return {"v": 0.0, **({"mean": 0.0} if self.centered else {}), **({"s": 0.0} if self.momentum else {})}

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """- α g / sqrt(v + ε), or the carried step"""
        spread = memory["v"].lerp_(g * g, 1 - h.rho)
        if self.centered:
            mean = memory["mean"].lerp_(g, 1 - h.rho)
            spread = spread - mean * mean
        step = g.mul_((spread + h.epsilon).rsqrt_()).mul_(-h.learning_rate)
        return memory["s"].mul_(h.momentum).add_(step) if "s" in memory else step
