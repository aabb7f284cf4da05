"""Padding "same" as Keras means it: ceil(size / stride) pixels come out; an odd pixel goes to the end."""

import torch.nn.functional as F
from torch import Tensor


def pad_same(image: Tensor, window: tuple[int, int], strides: tuple[int, int], value: float = 0.0) -> Tensor:
    """`(N, C, H, W)` with `value` around it, so that the window fits ceil(size / stride) times."""
    height, width = (
        max((-(-size // stride) - 1) * stride + span - size, 0)
        for size, span, stride in zip(image.shape[2:], window, strides, strict=True)
    )
    return F.pad(image, (width // 2, width - width // 2, height // 2, height - height // 2), value=value)


def symmetric(window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int] | None:
    """Padding that needs no copy: the same on both sides whatever the image's size, or None."""
    if strides != (1, 1) or not (window[0] % 2 and window[1] % 2):
        return None
    return window[0] // 2, window[1] // 2


def same_padding(
    image: Tensor, window: tuple[int, int], strides: tuple[int, int]
) -> tuple[Tensor, tuple[int, int]]:
    """The image to convolve and the symmetric padding to convolve it with."""
    padding = symmetric(window, strides)
    return (pad_same(image, window, strides), (0, 0)) if padding is None else (image, padding)


def windows(extent: tuple[int, int], window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int]:
    """The pixels under `extent` windows that slide by `strides` without padding."""
    (height, width), (tall, wide), (down, right) = extent, window, strides
    return (height - 1) * down + tall, (width - 1) * right + wide
