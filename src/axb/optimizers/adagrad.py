"""A rate for each parameter, smaller the more it has moved."""

from types import SimpleNamespace
from typing import Unpack

from torch import Tensor

from axb.optimizers.hyper import EPSILON, LEARNING_RATE
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Rate
from axb.registry import registered


@registered
class Adagrad(Optimizer):
    """G <- G + g²;  w <- w - α g / sqrt(G + ε)  (Duchi, Hazan & Singer 2011, figure 1, diagonal form)."""

    hyperparameters = (LEARNING_RATE, EPSILON)

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
        """- α g / sqrt(G + ε)"""
        total = memory["G"].addcmul_(g, g)
        return g.mul_((total + h.epsilon).rsqrt_()).mul_(-h.learning_rate)
