"""A code in the hand, and what it was found of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.training import Latent

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Held:
    """A code `(latent,)`. example: what it was encoded from, and its class; None where a hand made the code."""

    code: NDArray[np.float32]
    example: Array | None = None
    label: int | None = None

    @classmethod
    def of(cls, model: Latent, example: Array, label: int | None) -> "Held":
        """The code of an example."""
        return cls(model.encode(example[None], label if model.classes else None)[0], example, label)

    def again(self, model: Latent) -> "Held":
        """The same for a model that has learned more: what was encoded is encoded anew, other codes stay."""
        return self if self.example is None else Held.of(model, self.example, self.label)
