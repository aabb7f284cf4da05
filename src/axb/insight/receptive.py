"""The receptive field: which pixels of the input a value inside a network can see at all."""

from typing import NamedTuple

from axb.graph import Layer, Network
from axb.insight.route import route
from axb.layers import (
    Activation,
    Add,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dropout,
    LeakyReLU,
    Normalization,
    ReLU,
    Rescaling,
    ZeroPadding2D,
)
from axb.layers.augmentation import RandomPicture
from axb.layers.pooling import GlobalPooling2D, Pooling2D
from axb.words import InputError

POINTWISE = (
    Activation, Add, BatchNormalization, Concatenate, Dropout, LeakyReLU, Normalization, RandomPicture, ReLU, Rescaling,
)  # fmt: skip
Pair = tuple[int, int]


class ReceptiveField(NamedTuple):
    """A value at (i, j) of layer `name` sees `size` rows and columns of the input, from `offset + stride * (i, j)` on.

    Pairs are (rows, columns). What lies outside of the picture is padding.
    """

    name: str
    size: Pair
    stride: Pair
    offset: Pair


class _Axis(NamedTuple):
    """One axis of a field, and of the layer's output: how many values it has."""

    size: int
    stride: int
    offset: int
    values: int

    def padded(self, before: int, after: int) -> "_Axis":
        """With zeros around."""
        offset, values = self.offset - before * self.stride, self.values + before + after
        return self._replace(offset=offset, values=values)

    def through(self, taps: int, dilation: int, step: int, same: bool) -> "_Axis":
        """Behind a window. r' = r + (k - 1) d j, j' = j s, o' = o - p j (Araujo et al. 2019, equations 2 to 5)."""
        span, n = (taps - 1) * dilation + 1, self.values
        values = -(-n // step) if same else (n - span) // step + 1
        before = max((values - 1) * step + span - n, 0) // 2 if same else 0
        return _Axis(
            self.size + (span - 1) * self.stride,
            self.stride * step,
            self.offset - before * self.stride,
            values,
        )


def receptive_fields(model: Network) -> list[ReceptiveField]:
    """The receptive field of every layer on the main path, up to the first one that is no picture any more.

    In closed form, from kernel sizes, strides, dilation and padding. Raises InputError where the model isn't a graph
    whose input is a picture.
    """
    shape = model.input_shape if model.graph is not None else None
    if not isinstance(shape, tuple) or len(shape) != 4 or None in shape[1:3]:
        raise InputError("insight_watch.no_picture", part=model.label)
    axes = [_Axis(1, 1, 0, int(size or 0)) for size in shape[1:3]]
    fields: list[ReceptiveField] = []
    found = route(model)
    for place in found.path or ():
        name, part = found.places[place]
        behind = _behind(part, axes) if isinstance(part, Layer) else None
        if behind is None:
            break
        axes = behind
        rows, columns = axes
        fields.append(
            ReceptiveField(
                name, (rows.size, columns.size), (rows.stride, columns.stride), (rows.offset, columns.offset)
            )
        )
    return fields


def _behind(part: Layer, axes: list[_Axis]) -> list[_Axis] | None:
    """The axes behind a part; None where it is no window. Augmentation moves pictures in training alone."""
    if isinstance(part, POINTWISE):
        return axes
    if isinstance(part, GlobalPooling2D):
        return [axis.through(axis.values, 1, 1, False) for axis in axes]
    if isinstance(part, ZeroPadding2D):
        return [axis.padded(*sides) for axis, sides in zip(axes, (part.rows, part.columns), strict=True)]
    if isinstance(part, Conv2D):
        windows = zip(axes, part.kernel_size, part.dilation, part.strides, strict=True)
    elif isinstance(part, Pooling2D):
        windows = zip(axes, part.pool_size, (1, 1), part.strides, strict=True)
    else:
        return None
    return [
        axis.through(taps, dilation, step, part.padding == "same") for axis, taps, dilation, step in windows
    ]
