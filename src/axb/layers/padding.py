"""Padding "same" as Keras means it: ceil(size / stride) pixels come out; an odd pixel goes to the end."""

import torch.nn.functional as F
from torch import Tensor

Sizes = tuple[int, ...]  # one an axis: (height, width), or (length,)


def pad_same(image: Tensor, window: tuple[int, ...], strides: tuple[int, ...], value: float = 0.0) -> Tensor:
    """`(N, C, ...)` with `value` margins it: the window fits ceil(size / stride) times along each axis."""
    margins: list[int] = []  # the last axis first
    for size, span, stride in zip(image.shape[2:], window, strides, strict=True):
        missing = max((-(-size // stride) - 1) * stride + span - size, 0)
        margins = [missing // 2, missing - missing // 2, *margins]
    return F.pad(image, margins, value=value)


def symmetric(window: Sizes, strides: Sizes) -> Sizes | None:
    """Padding that needs no copy: the same on both sides whatever the image's size, or None."""
    even = any(span % 2 == 0 for span in window)
    return None if even or max(strides) > 1 else tuple(span // 2 for span in window)


def same_padding(image: Tensor, window: Sizes, strides: Sizes) -> tuple[Tensor, Sizes]:
    """The image to convolve and the padding to convolve it with, which copies nothing where both sides get the same."""
    missing = [
        max((-(-size // stride) - 1) * stride + span - size, 0)
        for size, span, stride in zip(image.shape[2:], window, strides, strict=True)
    ]
    if any(one % 2 for one in missing):
        return pad_same(image, window, strides), (0,) * len(window)
    return image, tuple(one // 2 for one in missing)


def windows(extent: tuple[int, int], window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int]:
    """The pixels under `extent` windows that slide by `strides` without padding."""
    (height, width), (tall, wide), (down, right) = extent, window, strides
    return (height - 1) * down + tall, (width - 1) * right + wide
