"""Gradient descent, with momentum."""

from types import SimpleNamespace
from typing import ClassVar, Unpack

import torch
from torch import Tensor

from axb.optimizers.formula import Formula, Relative
from axb.optimizers.hyper import LEARNING_RATE, MOMENTUM, Hyper
from axb.optimizers.optimizer import Optimizer, OptimizerOptions, Pieces, Rate
from axb.registry import registered


@registered
class SGD(Optimizer):
    """Plain, with momentum, or with momentum and Nesterov's look ahead; as in Keras, the velocity holds the rate."""

    hyperparameters: ClassVar[tuple[Hyper, ...]] = (LEARNING_RATE, MOMENTUM)
    formula = Formula(
        ("w ← w − α g",),
        "Robbins & Monro 1951",
        relatives=(
            Relative("momentum", {"momentum": 0.9}),
            Relative("nesterov", {"momentum": 0.9, "nesterov": True}),
        ),
    )
    with_momentum = Formula(
        ("v ← μ v − α g", "w ← w + v"),
        "Polyak 1964; Sutskever et al. 2013, equations 1 and 2",
        {"v": "velocity"},
        (Relative("sgd", {"momentum": 0.0}), Relative("nesterov", {"nesterov": True})),
    )
    with_nesterov = Formula(
        ("v ← μ v − α g", "w ← w + μ v − α g"),
        "Nesterov 1983; Sutskever et al. 2013, equations 3 and 4",
        {"v": "velocity"},
        (Relative("sgd", {"momentum": 0.0}), Relative("momentum", {"nesterov": False})),
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
        """What the last line adds to w."""
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
