"""Parts made of parts: the skip of ResNet, the branches of Inception."""

from collections import deque
from typing import Any, Unpack

from axb.graph.composite import Composite, chain, parts_of
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError, shown
from axb.graph.symbolic import Shape, SymbolicTensor
from axb.layers.affine import Conv2D, Dense
from axb.layers.arguments import at_least, check_rank, raise_argument
from axb.layers.merging import Add, Concatenate
from axb.layers.pooling import MaxPooling2D
from axb.registry import registered
from axb.words import InputError


@registered
class Residual(Composite):
    """y = f(x) + x: the parts only learn what to add, and the gradient has a way around them (He et al. 2016).

    f is the parts one after another. f(x) must have x's shape, unless a `shortcut` brings x to f(x)'s: a part, a list
    of parts, or "auto", which puts a linear projection where the shapes differ: a 1x1 convolution with strides for
    pictures (the paper's option B), a Dense for rows.
    """

    def __init__(self, *parts: Any, shortcut: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not parts:
            raise InputError("layers_blocks.no_parts", part=self.label)
        if isinstance(shortcut, str) and shortcut != "auto":
            raise_argument(self, "shortcut", 'None | "auto" | a part | [parts]', shortcut)
        self._way = deque(parts_of(parts))
        self.shortcut = shortcut if shortcut in (None, "auto") else deque(parts_of(shortcut))

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """f(x) + shortcut(x)"""
        y = chain(self._way, x)
        around = self._projection(x.shape, y.shape) if self.shortcut == "auto" else self.shortcut
        skip = chain(around or (), x)
        if y.shape != skip.shape:
            raise ShapeError("layers_blocks.residual_shapes", part=self.label, got=y.shape, needs=skip.shape)
        return Add()([y, skip])

    def _projection(self, before: Shape, after: Shape) -> list[Layer]:
        """What brings x to f(x)'s shape: nothing where it has that already."""
        if before == after or after[-1] is None:
            return []
        if len(before) != 4 or len(after) != 4:
            return [Dense(after[-1], name="projection")]
        strides = _stride(before[1], after[1]), _stride(before[2], after[2])
        return [Conv2D(after[-1], 1, strides, padding="same", name="projection")]


def _stride(before: int | None, after: int | None) -> int:
    """The step that leaves `after` of `before` pixels."""
    return -(-before // after) if before and after else 1


@registered
class Parallel(Composite):
    """The same x through several branches, their outputs side by side on the last axis.

    A branch is a part or a list of parts; an empty list lets x itself through (as in DenseNet; Huang et al. 2017).
    """

    def __init__(self, *branches: Any, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if len(branches) < 2:
            raise InputError("layers_blocks.few_branches", part=self.label, got=len(branches))
        self._branches = deque(deque(parts_of(branch)) for branch in branches)

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """Every branch, then all of them end to end."""
        ends = [chain(branch, x) for branch in self._branches]
        if len({end.shape[:-1] for end in ends}) > 1:
            raise ShapeError(
                "layers_blocks.branch_shapes", part=self.label, got=shown([end.shape for end in ends])
            )
        return Concatenate()(ends)


@registered
class Inception(Composite):
    """Windows of 1, 3 and 5 pixels and a pooling side by side (Szegedy et al. 2015, figure 2b).

    1x1 convolutions go before the large windows, to keep them cheap, and after the pooling. The numbers of filters
    stand in the order of the paper's table 1. Input `(N, H, W, C)`; output the same H and W, with
    `filters_1x1 + filters_3x3 + filters_5x5 + filters_pool` channels.
    """

    def __init__(
        self,
        filters_1x1: int,
        reduce_3x3: int,
        filters_3x3: int,
        reduce_5x5: int,
        filters_5x5: int,
        filters_pool: int,
        activation: Any = "relu",
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.activation = activation
        self.filters = {
            name: at_least(self, name, value)
            for name, value in {
                "filters_1x1": filters_1x1, "reduce_3x3": reduce_3x3, "filters_3x3": filters_3x3,
                "reduce_5x5": reduce_5x5, "filters_5x5": filters_5x5, "filters_pool": filters_pool,
            }.items()
        }  # fmt: skip

    def check(self, input_shape: Any) -> None:
        """A picture."""
        check_rank(self, input_shape)
        super().check(input_shape)

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """Four branches, end to end on the channels."""
        pooled = MaxPooling2D(3, strides=1, padding="same", name="pool_3x3")(x)
        branches = [
            self._convolution("filters_1x1", 1)(x),
            self._convolution("filters_3x3", 3)(self._convolution("reduce_3x3", 1)(x)),
            self._convolution("filters_5x5", 5)(self._convolution("reduce_5x5", 1)(x)),
            self._convolution("filters_pool", 1)(pooled),
        ]
        return Concatenate()(branches)

    def _convolution(self, name: str, size: int) -> Conv2D:
        return Conv2D(self.filters[name], size, padding="same", activation=self.activation, name=name)
