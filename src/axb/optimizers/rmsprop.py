"""A rate for each parameter, from the recent size of its gradient."""

from types import SimpleNamespace
from typing import Unpack

from torch import Tensor

from axb.optimizers.formula import Formula, Relative
from axb.optimizers.hyper import EPSILON, LEARNING_RATE, MOMENTUM, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Rate
from axb.registry import registered


@registered
class RMSprop(Optimizer):
    """`centered` subtracts the squared mean gradient from v before the root (Graves 2013, equation 40)."""

    hyperparameters = (
        LEARNING_RATE,
        Hyper(
            "rho",
            "ρ",
            "How long squared gradients are remembered: near 1 is a long, smooth memory.",
            "勾配の 2 乗をどれだけ長く覚えておくかです。1 に近いほど長くなめらかな記憶になります。",
            "Only the latest gradient counts: every weight steps by about α, and the loss trembles and won't settle.",
            "直前の勾配しか見ないため、どの重みも毎回ほぼ α だけ動き、損失が震えて落ち着きません。",
            "v fills slowly from 0: the first steps are too long, the loss jumps; later, old slopes hold it back.",
            "v が 0 からゆっくり増えるため、最初は 1 歩が長すぎて損失が跳ね、後では昔の急な坂に足を引っ張られます。",
            high=1.0,
            high_open=True,
        ),
        MOMENTUM,
        EPSILON,
    )
    formula = Formula(
        ("v ← ρ v + (1 − ρ) g²", "s ← μ s − α g / √(v + ε)", "w ← w + s"),
        "Hinton 2012, lecture 6e, slide 29",
        {"v": "mean_square", "s": "carried_step"},
        (
            Relative(
                "adagrad",
                {"rho": 0.999999, "learning_rate": 1e-6, "epsilon": 1e-13},
                {"initial_accumulator_value": 0.0},
            ),
            Relative(
                "adam", {"rho": 0.0, "epsilon": 1e-20}, {"beta_1": 0.0, "beta_2": 0.0, "epsilon": 1e-20}
            ),
            Relative("sgd", {"epsilon": 1e12, "learning_rate": 1e4}),
        ),
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
        """What the last line adds to w: s, which need not be remembered where μ is 0."""
        spread = memory["v"].lerp_(g * g, 1 - h.rho)
        if self.centered:
            mean = memory["mean"].lerp_(g, 1 - h.rho)
            spread = spread - mean * mean
        step = g.mul_((spread + h.epsilon).rsqrt_()).mul_(-h.learning_rate)
        return memory["s"].mul_(h.momentum).add_(step) if "s" in memory else step
