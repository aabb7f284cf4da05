"""Gradient descent, with momentum."""

from types import SimpleNamespace
from typing import Unpack

import torch
from torch import Tensor

from axb.optimizers.hyper import LEARNING_RATE, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Pieces, Rate
from axb.registry import registered


@registered
class SGD(Optimizer):
    """Plain: w <- w - α g. With momentum (Polyak 1964; Sutskever et al. 2013, equations 1-4), as in Keras:

    v <- μ v - α g;  w <- w + v;  with Nesterov's look ahead  w <- w + μ v - α g.
    """

    hyperparameters = (
        LEARNING_RATE,
        Hyper(
            "momentum",
            "μ",
            "How much of the last step is kept: past gradients carry it through valleys and small traps.",
            "直前の動きをどれだけ残すかです。過去の勾配の勢いで、谷や小さなくぼみを抜けやすくなります。",
            high=1.0,
            high_open=True,
        ),
    )

    def __init__(
        self,
        learning_rate: Rate = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        **options: Unpack[OptimizerOptions],
    ) -> None:
        super().__init__(learning_rate, **options)
        self.momentum, self.nesterov = momentum, nesterov

    def slots(self) -> dict[str, float]:
        """v, where there is momentum"""
        return {"v": 0.0} if self.momentum else {}

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """- α g, or v"""
        step = g.mul_(-h.learning_rate)
        if "v" not in memory:
            return step
        v = memory["v"].mul_(h.momentum).add_(step)
        return step.add_(v * h.momentum) if self.nesterov else v

    def kernel(self, w: Pieces, g: Pieces, t: int, h: SimpleNamespace, memory: dict[str, Pieces]) -> bool:
        """torch's says v <- μ v + (1 - dampening) g;  w <- w - lr v: so lr is -1 and dampening 1 + α."""
        self.shrink(w, h)
        if not self.momentum:
            torch._foreach_add_(w, g, alpha=-h.learning_rate)
            return True
        if self.nesterov and not h.learning_rate:
            return False
        rate = h.learning_rate
        torch._fused_sgd_(
            w, g, memory["v"], momentum=h.momentum, nesterov=self.nesterov, lr=-1.0,
            # torch's look ahead takes g as it is and allows no dampening: there g itself is scaled, to - α g
            dampening=0.0 if self.nesterov else 1 + rate,
            grad_scale=torch.tensor(-1 / rate) if self.nesterov else None,
            weight_decay=0.0, maximize=False, is_first_step=False,
        )  # fmt: skip
        return True
