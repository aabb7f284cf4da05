"""A rate for each parameter, smaller the more it has moved."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Unpack

import torch
from torch import Tensor

from axb.optimizers.formula import Formula, Relative
from axb.optimizers.hyper import EPSILON, LEARNING_RATE
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Pieces, Rate
from axb.registry import registered


@registered
class Adagrad(Optimizer):
    """The diagonal form; G starts at `initial_accumulator_value`, as in Keras."""

    hyperparameters = (
        LEARNING_RATE,
        replace(
            EPSILON,
            small_en="Nothing is seen of it here, since G starts at 0.1 and only grows.",
            small_ja="G は 0.1 から始まって増えるだけなので、ここでは何も起こりません。",
        ),
    )
    formula = Formula(
        ("G ← G + g²", "w ← w − α g / √(G + ε)"),
        "Duchi, Hazan & Singer 2011, figure 1",
        {"G": "sum_of_squares"},
        (
            Relative(
                "rmsprop",
                {"initial_accumulator_value": 0.0},
                {"rho": 0.999999, "learning_rate": 1e-6, "epsilon": 1e-13},
            ),
            Relative("sgd", {"epsilon": 1e12, "learning_rate": 1e4}),
        ),
    )

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, **options)
        self.initial_accumulator_value, self.epsilon = initial_accumulator_value, epsilon

    def slots(self) -> dict[str, float]:
        """G, the sum of squared gradients"""
        return {"G": self.initial_accumulator_value}

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """What the last line adds to w."""
        total = memory["G"].addcmul_(g, g)
        return g.mul_((total + h.epsilon).rsqrt_()).mul_(-h.learning_rate)

    def kernel(self, w: Pieces, g: Pieces, t: int, h: SimpleNamespace, memory: dict[str, Pieces]) -> bool:
        """torch's says sqrt(G) + ε. Where ε is below a millionth of what G starts at, sqrt(G + ε) is sqrt(G) to the
        seventh digit, which no float32 weight can tell: there its kernel serves, without ε."""
        if h.epsilon > 1e-6 * self.initial_accumulator_value:
            return False
        self.shrink(w, h)
        torch._fused_adagrad_(
            w, g, memory["G"], [torch.tensor(float(t))] * len(w),
            lr=h.learning_rate, lr_decay=0.0, weight_decay=0.0, eps=0.0, maximize=False,
        )  # fmt: skip
        return True
