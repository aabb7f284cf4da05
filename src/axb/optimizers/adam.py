"""The best of two: momentum's memory of gradients, and RMSprop's rate for each parameter."""

from types import SimpleNamespace
from typing import ClassVar, Unpack

import torch
from torch import Tensor

from axb.optimizers.hyper import EPSILON, LEARNING_RATE, Hyper
from axb.optimizers.optimizer import CommonOptions, Optimizer, OptimizerOptions, Pieces, Rate
from axb.registry import registered


@registered
class Adam(Optimizer):
    """m <- β₁ m + (1 - β₁) g;  v <- β₂ v + (1 - β₂) g²;  w <- w - α_t m / (sqrt(v) + ε)
    with α_t = α sqrt(1 - β₂^t) / (1 - β₁^t)  (Kingma & Ba 2015, algorithm 1, as at the end of section 2)."""

    hyperparameters: ClassVar[tuple[Hyper, ...]] = (
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
        torch.sqrt(v, out=g).add_(h.epsilon)
        return torch.div(m, g, out=g).mul_(-rate)

    def kernel(self, w: Pieces, g: Pieces, t: int, h: SimpleNamespace, memory: dict[str, Pieces]) -> bool:
        """torch's kernel divides sqrt(v) by sqrt(1 - β₂^t) before it adds its ε, so that ε is divided too."""
        torch._fused_adamw_(
            w, g, memory["m"], memory["v"], [], [torch.tensor(float(t))] * len(w),
            lr=h.learning_rate, beta1=h.beta_1, beta2=h.beta_2, eps=h.epsilon / (1 - h.beta_2**t) ** 0.5,
            weight_decay=self.weight_decay or 0.0, amsgrad=False, maximize=False,
        )  # fmt: skip
        return True


@registered
class AdamW(Adam):
    """Adam with weight decay beside the gradient instead of in it (Loshchilov & Hutter 2019, algorithm 2)."""

    hyperparameters = (
        *Adam.hyperparameters,
        Hyper(
            "weight_decay",
            "λ",
            "How much all weights shrink each step, per unit of learning rate: a pull towards simple models.",
            "毎ステップ重みをどれだけ縮めるか(学習率に対する割合)です。単純なモデルへ引き寄せます。",
        ),
    )

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        weight_decay: float = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **options: Unpack[CommonOptions],
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, weight_decay=weight_decay, **options)
