"""Adam that looks ahead, as Nesterov's momentum does."""

from itertools import accumulate
from operator import mul
from types import SimpleNamespace

import torch
from torch import Tensor

from axb.optimizers.adam import Adam
from axb.optimizers.formula import Formula, Relative
from axb.registry import registered

WARMING = 0.96  # of Dozat's momentum schedule
WARM = 1000  # steps after which it changes nothing that a number could tell
# At t: the product of (1 - 0.96^i / 2) for i = 1 ... t.
WARMTH = (1.0, *accumulate((1 - WARMING**i / 2 for i in range(1, WARM + 1)), mul))


@registered
class Nadam(Adam):
    """The momentum β₁ comes in slowly, over some fifty steps; p needs no memory, since it follows from t."""

    formula = Formula(
        (
            "m ← β₁ m + (1 − β₁) g",
            "v ← β₂ v + (1 − β₂) g²",
            "μₜ = β₁ (1 − 0.96ᵗ / 2)",
            "p ← p μₜ",
            "n = μₜ₊₁ m / (1 − p μₜ₊₁) + (1 − μₜ) g / (1 − p)",
            "w ← w − α n / (√(v / (1 − β₂ᵗ)) + ε)",
        ),
        "Dozat 2016, algorithm 2",
        {
            "m": "mean_gradient",
            "v": "mean_square",
            "μₜ": "warming_momentum",
            "p": "momentum_product",
            "n": "ahead",
        },
        (
            Relative("adam", {"beta_1": 0.0, "epsilon": 1e-20}, {"beta_1": 0.0, "epsilon": 1e-20}),
            Relative("sgd", {"beta_1": 0.0, "beta_2": 0.0, "epsilon": 1e9, "learning_rate": 1e7}),
        ),
    )

    def rule(self, g: Tensor, t: int, h: SimpleNamespace, **memory: Tensor) -> Tensor:
        """What the last line adds to w."""
        m = memory["m"].lerp_(g, 1 - h.beta_1)
        v = memory["v"].lerp_(g * g, 1 - h.beta_2)
        now, then = (h.beta_1 * (1 - WARMING**step / 2) for step in (t, t + 1))
        product = h.beta_1**t * WARMTH[min(t, WARM)]
        n = m * (then / (1 - product * then)) + g.mul_((1 - now) / (1 - product))
        size = (v / (1 - h.beta_2**t)).sqrt_().add_(h.epsilon)
        return torch.div(n, size, out=n).mul_(-h.learning_rate)
