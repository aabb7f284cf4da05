"""The best of two: momentum's memory of gradients, and RMSprop's rate for each parameter."""

from types import SimpleNamespace
from typing import Unpack

from torch import Tensor

from axb.optimizers.hyper import EPSILON, LEARNING_RATE, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Rate
from axb.registry import registered


@registered
class Adam(Optimizer):
    """m <- β₁ m + (1 - β₁) g;  v <- β₂ v + (1 - β₂) g²;  w <- w - α_t m / (sqrt(v) + ε)
    with α_t = α sqrt(1 - β₂^t) / (1 - β₁^t)  (Kingma & Ba 2015, algorithm 1, as at the end of section 2)."""

    hyperparameters = (
        LEARNING_RATE,
        Hyper(
            "beta_1",
            "β₁",
            "How long gradients are remembered: the momentum in Adam.",
            "勾配をどれだけ長く覚えておくかです。Adam の中のモメンタムにあたります。",
            high=1.0,
            high_open=True,
        ),
        Hyper(
            "beta_2",
            "β₂",
            "How long squared gradients are remembered: the RMSprop in Adam.",
            "勾配の 2 乗をどれだけ長く覚えておくかです。Adam の中の RMSprop にあたります。",
            high=1.0,
            high_open=True,
        ),
        EPSILON,
    )

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, **options)
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon

    def slots(self) -> dict[str, float]:
        """m, the mean gradient; v, the mean squared gradient"""
        return {"m": 0.0, "v": 0.0}

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """- α_t m / (sqrt(v) + ε)"""
        m = memory["m"].lerp_(g, 1 - h.beta_1)
        v = memory["v"].lerp_(g.mul_(g), 1 - h.beta_2)
        rate = h.learning_rate * (1 - h.beta_2**t) ** 0.5 / (1 - h.beta_1**t)
        return m.div(v.sqrt().add_(h.epsilon)).mul_(-rate)


@registered
class AdamW(Adam):
    """Adam with weight decay beside the gradient instead of in it (Loshchilov & Hutter 2019, algorithm 2)."""

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        weight_decay: float = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, **{**options, "weight_decay": weight_decay})
