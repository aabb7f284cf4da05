"""Ways around: what brings x to the shape of f(x) where these differ (He et al. 2016, section 3.3)."""

from axb.graph.shapes import ShapeError
from axb.graph.symbolic import Shape, SymbolicTensor
from axb.layers.pooling import AveragePooling2D
from axb.layers.shaping import Reshape
from axb.layers.zero_padding import ZeroPadding2D


def strides_between(before: Shape, after: Shape) -> tuple[int, int]:
    """The steps (down, right) that leave the pixels of `after` of those of `before`, both `(N, H, W, C)`."""
    return _stride(before[1], after[1]), _stride(before[2], after[2])


def _stride(before: int | None, after: int | None) -> int:
    return -(-before // after) if before and after else 1


def padded(x: SymbolicTensor, after: Shape, part: str) -> SymbolicTensor:
    """Option A: every n-th pixel of x, with channels of zeros after its own. No weights.

    For ZeroPadding2D, which pads rows and columns, channels are laid out as columns. Raises ShapeError where H or W
    are open, naming `part`.
    """
    strides = strides_between(x.shape, after)
    if strides != (1, 1):
        x = AveragePooling2D(1, strides, name="every_nth_pixel")(x)
    rows, columns, channels = x.shape[1:]
    if rows is None or columns is None:
        raise ShapeError("layers_blocks.pad_open", part=part, got=x.shape)
    more = (after[-1] or 0) - (channels or 0)
    if more <= 0:
        return x
    x = Reshape((rows * columns, channels or 1, 1), name="channels_as_columns")(x)
    x = ZeroPadding2D(((0, 0), (0, more)), name="zeros")(x)
    return Reshape((rows, columns, after[-1] or 1), name="channels_again")(x)
