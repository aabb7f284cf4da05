"""The best of two: momentum's memory of gradients, and RMSprop's rate for each parameter."""

from types import SimpleNamespace
from typing import ClassVar, Unpack

import torch
from torch import Tensor

from axb.optimizers.formula import Formula, Relative
from axb.optimizers.hyper import EPSILON, LEARNING_RATE, Hyper
from axb.optimizers.optimizer import CommonOptions, Optimizer, OptimizerOptions, Pieces, Rate
from axb.registry import registered

MEMORIES = {"m": "mean_gradient", "v": "mean_square", "αₜ": "corrected_rate"}


@registered
class Adam(Optimizer):
    """In the order of computing that the paper gives at the end of its section 2, as in Keras."""

    hyperparameters: ClassVar[tuple[Hyper, ...]] = (
        LEARNING_RATE,
        Hyper(
            "beta_1",
            "β₁",
            "How long gradients are remembered: the momentum in Adam.",
            "勾配をどれだけ長く覚えておくかです。Adam の中のモメンタムにあたります。",
            "It follows the noise of every batch, and the loss curve trembles.",
            "バッチごとの偶然のばらつきに振り回され、損失の曲線が震えます。",
            "It swings past the minimum and comes back late: the loss goes up and down in long waves.",
            "最小の点を通り過ぎてから遅れて戻り、損失がゆっくり大きく波打ちます。",
            high=1.0,
            high_open=True,
        ),
        Hyper(
            "beta_2",
            "β₂",
            "How long squared gradients are remembered: the RMSprop in Adam.",
            "勾配の 2 乗をどれだけ長く覚えておくかです。Adam の中の RMSprop にあたります。",
            "A weight's rate changes with every gradient: after a quiet time a step is far too long; the loss spikes.",
            "重みごとの学習率が毎回の勾配で変わり、静かな区間のあとに長すぎる 1 歩が出て、損失が突然はね上がります。",
            "Large gradients of the beginning are remembered for thousands of steps, and learning crawls after them.",
            "最初の大きな勾配を何千ステップも忘れず、そのあとの進みがとても遅くなります。",
            high=1.0,
            high_open=True,
        ),
        EPSILON,
    )
    formula = Formula(
        (
            "m ← β₁ m + (1 − β₁) g",
            "v ← β₂ v + (1 − β₂) g²",
            "αₜ = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)",
            "w ← w − αₜ m / (√v + ε)",
        ),
        "Kingma & Ba 2015, algorithm 1",
        MEMORIES,
        (
            Relative(
                "rmsprop",
                {"beta_1": 0.0, "epsilon": 1e-20},
                {"rho": 0.999, "epsilon": 1e-20},
                lambda h, t: (1 - h.beta_2**t) ** 0.5,
            ),
            Relative(
                "momentum",
                {"beta_2": 0.0, "epsilon": 1e9, "learning_rate": 1e8},
                factor=lambda h, t: 1 / (1 - h.beta_1**t),
            ),
            Relative("sgd", {"beta_1": 0.0, "beta_2": 0.0, "epsilon": 1e9, "learning_rate": 1e7}),
            Relative("adamw", {"weight_decay": 0.004}),
        ),
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
        """What the last line adds to w."""
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
    """Adam with weight decay beside the gradient instead of in it."""

    hyperparameters = (
        *Adam.hyperparameters,
        Hyper(
            "weight_decay",
            "λ",
            "How much all weights shrink each step, per unit of learning rate: a pull towards simple models.",
            "毎ステップ重みをどれだけ縮めるか(学習率に対する割合)です。単純なモデルへ引き寄せます。",
            "The held-out loss turns and rises while the training loss goes on falling.",
            "学習の損失は下がり続けるのに、検証の損失は途中から上がり始めます。",
            "Both losses stay high, and the predictions grow alike, because the weights are pulled to 0.",
            "重みが 0 に引き寄せられ、学習の損失も検証の損失も高いまま、予測がどれも似てきます。",
        ),
    )
    formula = Formula(
        (*Adam.formula.equations[:-1], "w ← (1 − α λ) w − αₜ m / (√v + ε)"),
        "Loshchilov & Hutter 2019, algorithm 2",
        MEMORIES,
        (Relative("adam", {"weight_decay": 0.0}),),
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
