"""Parts made of parts: the skip of ResNet, the branches of Inception."""

from collections import deque
from functools import partial
from typing import Any, Unpack

from axb import regularizers
from axb.graph.composite import Composite, chain, parts_of
from axb.graph.layer import LayerOptions
from axb.graph.shapes import ShapeError, shown
from axb.graph.symbolic import Shape, SymbolicTensor
from axb.layers.activations import Activation
from axb.layers.affine import Conv2D, Dense
from axb.layers.arguments import at_least, check_rank, raise_argument
from axb.layers.merging import Add, Concatenate
from axb.layers.normalization import BatchNormalization
from axb.layers.pooling import MaxPooling2D
from axb.layers.shortcuts import padded, strides_between
from axb.registry import registered
from axb.words import InputError

BY_SHAPE = ("auto", "pad")  # shortcuts that follow from the shapes


@registered
class Residual(Composite):
    """y = f(x) + x: the parts only learn what to add, and the gradient has a way around them (He et al. 2016).

    f is the parts one after another. f(x) must have x's shape, unless a `shortcut` brings x to f(x)'s: a part, a list
    of parts, "auto", which puts a linear projection where the shapes differ (a 1x1 convolution with strides for
    pictures, the paper's option B; a Dense for rows), or "pad", which puts zeros there (option A, pictures only).
    """

    def __init__(self, *parts: Any, shortcut: Any = None, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        if not parts:
            raise InputError("layers_blocks.no_parts", part=self.label)
        if isinstance(shortcut, str) and shortcut not in BY_SHAPE:
            raise_argument(self, "shortcut", 'None | "auto" | "pad" | a part | [parts]', shortcut)
        self._way = deque(parts_of(parts))
        self.shortcut = shortcut if shortcut is None or shortcut in BY_SHAPE else deque(parts_of(shortcut))

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """f(x) + shortcut(x)"""
        y = chain(self._way, x)
        skip = self._around(x, y.shape)
        if y.shape != skip.shape:
            raise ShapeError("layers_blocks.residual_shapes", part=self.label, got=y.shape, needs=skip.shape)
        return Add()([y, skip])

    def _around(self, x: SymbolicTensor, after: Shape) -> SymbolicTensor:
        """The shortcut; one that goes by shapes lets x itself through where these agree."""
        if self.shortcut not in BY_SHAPE:
            return chain(self.shortcut or (), x)
        if x.shape == after or after[-1] is None:
            return x
        if self.shortcut == "pad":
            check_rank(self, x.shape)
            return padded(x, after, self.label)
        if len(x.shape) != 4 or len(after) != 4:
            return Dense(after[-1], name="projection")(x)
        strides = strides_between(x.shape, after)
        return Conv2D(after[-1], 1, strides, padding="same", name="projection")(x)


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
    stand in the order of the paper's table 1. `batch_norm` puts batch normalisation before each activation, instead of
    a bias (Ioffe & Szegedy 2015). Input `(N, H, W, C)`; output the same H and W, with
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
        batch_norm: bool = False,
        kernel_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.activation, self.batch_norm = activation, batch_norm
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
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
            self._convolved(x, "filters_1x1", 1),
            self._convolved(self._convolved(x, "reduce_3x3", 1), "filters_3x3", 3),
            self._convolved(self._convolved(x, "reduce_5x5", 1), "filters_5x5", 5),
            self._convolved(pooled, "filters_pool", 1),
        ]
        return Concatenate()(branches)

    def _convolved(self, x: SymbolicTensor, name: str, size: int) -> SymbolicTensor:
        convolve = partial(
            Conv2D,
            self.filters[name],
            size,
            padding="same",
            kernel_regularizer=self.kernel_regularizer,
            name=name,
        )
        if not self.batch_norm:
            return convolve(activation=self.activation)(x)
        x = convolve(use_bias=False, kernel_initializer="he_normal")(x)
        return Activation(self.activation)(BatchNormalization(momentum=0.9)(x))
