"""Tensors that answer to what Keras's variables are asked for: `assign`, `value`, `numpy`."""

from typing import Any, Self

import numpy as np
import torch
from torch import nn


class Weight(nn.Parameter):
    """A parameter that a part made, or a sum that a metric keeps."""

    @property
    def value(self) -> Self:
        """Itself: in Keras a variable holds a tensor, here it is one."""
        return self

    @torch.no_grad()
    def assign(self, value: Any) -> Self:
        """Become these numbers, in place."""
        self.copy_(torch.as_tensor(value))
        return self

    def assign_add(self, value: Any) -> Self:
        """Become this much more."""
        return self.assign(self.detach() + value)

    def assign_sub(self, value: Any) -> Self:
        """Become this much less."""
        return self.assign(self.detach() - value)

    def numpy(self, *, force: bool = True) -> np.ndarray[Any, Any]:
        """Its numbers as an array, whatever its device and whether it learns."""
        array: np.ndarray[Any, Any] = super().numpy(force=force)
        return array
