"""A rate for each parameter, from the recent size of its gradient and of its own steps."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Unpack

from torch import Tensor

from axb.optimizers.formula import Formula, Relative
from axb.optimizers.hyper import EPSILON, LEARNING_RATE, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Rate
from axb.registry import registered


@registered
class Adadelta(Optimizer):
    """Keras starts at the rate 0.001; the paper has none, which is the rate 1."""

    hyperparameters = (
        LEARNING_RATE,
        Hyper(
            "rho",
            "ρ",
            "How long squared gradients and squared steps are remembered: near 1 is a long, smooth memory.",
            "勾配の 2 乗と動きの 2 乗をどれだけ長く覚えておくかです。1 に近いほど長くなめらかな記憶になります。",
            "Only the sign of the latest gradient counts: all weights move alike, and the loss trembles.",
            "直前の勾配の符号だけで動くため、どの重みも同じ幅で進み、損失が震えます。",
            "Steps grow very slowly from their tiny beginning: for thousands of steps the loss hardly falls.",
            "ごく短い 1 歩から育つのに時間がかかり、何千ステップも損失がほとんど下がりません。",
            high=1.0,
            high_open=True,
        ),
        replace(
            EPSILON,
            en="What the first steps are made of, since u begins at 0: the first is about α √(ε / (1 − ρ)).",
            ja="u が 0 から始まるので、最初の 1 歩の大きさはこれで決まります(およそ α √(ε / (1 − ρ)) です)。",
            small_en="The first steps are tiny, and those after them too: the loss stands still for long.",
            small_ja="最初の 1 歩がとても短く、その後もなかなか伸びないため、損失が長いあいだ動きません。",
            large_en="u and v no longer count, and all weights share one rate, as in gradient descent.",
            large_ja="u も v も効かなくなり、勾配降下法のように、すべての重みが同じ学習率になります。",
        ),
    )
    formula = Formula(
        ("v ← ρ v + (1 − ρ) g²", "d = √(u + ε) / √(v + ε) g", "u ← ρ u + (1 − ρ) d²", "w ← w − α d"),
        "Zeiler 2012, algorithm 1",
        {"v": "mean_square", "d": "own_step", "u": "mean_square_step"},
        (Relative("sgd", {"epsilon": 1e12, "learning_rate": 0.01}),),
    )

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.95,
        epsilon: float = 1e-7,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, **options)
        self.rho, self.epsilon = rho, epsilon

    def slots(self) -> dict[str, float]:
        """v, the mean squared gradient; u, the mean squared step"""
        return {"v": 0.0, "u": 0.0}

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """What the last line adds to w."""
        v, u = memory["v"].lerp_(g * g, 1 - h.rho), memory["u"]
        step = g.mul_(((u + h.epsilon) / (v + h.epsilon)).sqrt_())
        u.lerp_(step * step, 1 - h.rho)
        return step.mul_(-h.learning_rate)
