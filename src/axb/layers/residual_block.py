"""The block that ResNet repeats: convolutions with batch normalisation, and x around them."""

from typing import Any, Unpack

from axb import regularizers
from axb.graph.composite import Composite
from axb.graph.layer import LayerOptions
from axb.graph.symbolic import SymbolicTensor
from axb.layers.activations import Activation
from axb.layers.affine import Conv2D
from axb.layers.arguments import at_least, check_rank, one_of
from axb.layers.merging import Add
from axb.layers.normalization import BatchNormalization
from axb.layers.shortcuts import padded
from axb.layers.zero_padding import ZeroPadding2D
from axb.registry import registered

EXPANSION = 4  # a bottleneck gives so many times the channels that its middle has


def convolve(
    x: SymbolicTensor,
    filters: int,
    size: int,
    strides: int | tuple[int, int] = 1,
    kernel_regularizer: Any = None,
    use_bias: bool = False,
) -> SymbolicTensor:
    """An odd window that has `size // 2` zeros on all sides, as in the papers' own code.

    Batch normalisation has a bias; what goes without needs its own. (With strides, padding "same" would put an odd zero
    at the end.) Starts as He et al. 2015 say.
    """
    padding = "same" if strides == 1 else "valid"
    if padding == "valid" and size > 1:
        x = ZeroPadding2D(size // 2)(x)
    return Conv2D(
        filters, size, strides, padding, use_bias=use_bias, kernel_initializer="he_normal",
        kernel_regularizer=kernel_regularizer,
    )(x)  # fmt: skip


def normalise(x: SymbolicTensor, batch_norm: bool = True) -> SymbolicTensor:
    """Batch normalisation with the numbers of the authors' code: averages over about ten steps, epsilon 1e-5."""
    return BatchNormalization(momentum=0.9, epsilon=1e-5)(x) if batch_norm else x


def bend(x: SymbolicTensor, activation: Any = "relu", batch_norm: bool = True) -> SymbolicTensor:
    """Batch normalisation, unless it is left out; then the activation."""
    return Activation(activation)(normalise(x, batch_norm))


@registered
class ResidualBlock(Composite):
    """relu(f(x) + x) (He et al. 2016a, figure 5).

    f is two 3x3 convolutions of `filters`; with `bottleneck` 1x1 and 3x3 ones of `filters`, then a 1x1 one of four
    times as many. Batch normalisation follows each, the activation all but the last. `strides` belong to the first
    3x3 convolution. Where shapes differ the way around is a "projection" (a strided 1x1 convolution with batch
    normalisation; option B) or "pad" (every n-th pixel, and channels of zeros; option A, no weights).
    `pre_activation`: f(x) + x with nothing after it; normalisation and activation come before each convolution (He et
    al. 2016b, figure 1b; a projection takes x after the first of them). Without `batch_norm` convolutions have biases.

    Input `(N, H, W, C)`, output `(N, ceil(H / strides), ceil(W / strides), filters)`, with a bottleneck 4 * filters.
    """

    def __init__(
        self,
        filters: int,
        strides: int = 1,
        bottleneck: bool = False,
        activation: Any = "relu",
        pre_activation: bool = False,
        shortcut: str = "projection",
        kernel_regularizer: Any = None,
        batch_norm: bool = True,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.filters, self.strides = at_least(self, "filters", filters), at_least(self, "strides", strides)
        self.bottleneck, self.activation, self.pre_activation = bottleneck, activation, pre_activation
        self.shortcut = one_of(self, "shortcut", shortcut, ("projection", "pad"))
        self.kernel_regularizer, self.batch_norm = regularizers.get(kernel_regularizer), batch_norm

    def check(self, input_shape: Any) -> None:
        """A picture."""
        check_rank(self, input_shape)
        super().check(input_shape)

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """f(x) and what comes around it, added."""
        start = self._bend(x) if self.pre_activation else x
        y = self._through(start)
        total = Add()([y, self._around(x, start, y)])
        return total if self.pre_activation else Activation(self.activation)(total)

    def _convolutions(self) -> list[tuple[int, int, int]]:
        """(filters, window, strides) of each."""
        if self.bottleneck:
            return [(self.filters, 1, 1), (self.filters, 3, self.strides), (EXPANSION * self.filters, 1, 1)]
        return [(self.filters, 3, self.strides), (self.filters, 3, 1)]

    def _through(self, x: SymbolicTensor) -> SymbolicTensor:
        """f, from x or (with pre-activation) from what was normalised and bent already."""
        *before, last = self._convolutions()
        for one in before:
            x = self._bend(self._convolve(x, *one))
        x = self._convolve(x, *last)
        return x if self.pre_activation else normalise(x, self.batch_norm)

    def _convolve(self, x: SymbolicTensor, filters: int, size: int, strides: int) -> SymbolicTensor:
        return convolve(x, filters, size, strides, self.kernel_regularizer, use_bias=not self.batch_norm)

    def _bend(self, x: SymbolicTensor) -> SymbolicTensor:
        return bend(x, self.activation, self.batch_norm)

    def _around(self, x: SymbolicTensor, start: SymbolicTensor, y: SymbolicTensor) -> SymbolicTensor:
        """x itself where it has y's shape."""
        if self.strides == 1 and x.shape[-1] == y.shape[-1]:
            return x
        if self.shortcut == "pad":
            return padded(start, y.shape, self.label)
        projected = self._convolve(start, y.shape[-1] or 1, 1, self.strides)
        return projected if self.pre_activation else normalise(projected, self.batch_norm)
