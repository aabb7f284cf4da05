"""Axes in another order, rows again and again, and nothing at all."""

from collections.abc import Sequence
from typing import Any, Unpack

from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import at_least, check_rank, raise_argument
from axb.registry import registered


@registered
class Permute(Layer):
    """The axes of each example in the order `dims`, counted from 1: (2, 1) turns `(N, L, C)` into `(N, C, L)`."""

    def __init__(self, dims: Sequence[int], **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.dims = tuple(dims)
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise_argument(self, "dims", "1, 2, ... in some order", dims)

    def check(self, input_shape: Any) -> None:
        """As many axes as there are dims."""
        check_rank(self, input_shape, len(self.dims) + 1, f"(batch, {len(self.dims)} more)")

    def call(self, inputs: Tensor) -> Tensor:
        """a view with the axes so"""
        return inputs.permute(0, *self.dims)

    def torch_form(self) -> TorchForm:
        """permute"""
        return TorchForm(f"{{x}}.permute(0, {', '.join(map(str, self.dims))})")


@registered
class RepeatVector(Layer):
    """A row n times: `(N, F)` -> `(N, n, F)`."""

    def __init__(self, n: int, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.n = at_least(self, "n", n)

    def check(self, input_shape: Any) -> None:
        """Rows."""
        check_rank(self, input_shape, 2, "(batch, features)", "row")

    def call(self, inputs: Tensor) -> Tensor:
        """the row, one below the other"""
        return inputs.unsqueeze(1).expand(-1, self.n, -1)

    def torch_form(self) -> TorchForm:
        """expand"""
        return TorchForm(f"{{x}}.unsqueeze(1).expand(-1, {self.n}, -1)")


@registered
class Identity(Layer):
    """x itself: where a choice of parts may be none."""

    def call(self, inputs: Any) -> Any:
        """x"""
        return inputs

    def torch_form(self) -> TorchForm:
        """x"""
        return TorchForm("{x}")
