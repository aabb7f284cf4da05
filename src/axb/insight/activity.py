"""What a layer gives, in a few numbers: mean, spread, ends, dead and saturated units, a histogram."""

from typing import Any

import torch
from torch import Tensor, nn

from axb.graph import Layer

BINS = 32
PIXELS = 4  # every fourth row and column of a picture: a sixteenth of its pixels
SMALLEST = 8  # pictures smaller than this are taken whole
NUMBERS = 2**16  # of more than these only every so manieth example is taken
FLAT = 0.05  # a curve is saturated where its slope is less than this share of its steepest
RECTIFIERS = ("relu", "relu6")
KERAS = ("keras.", "tf_keras.")

Activity = tuple[dict[str, Tensor | float], Tensor | None]


def activity(module: nn.Module, output: Tensor) -> Activity:
    """Numbers by name, and the histogram (BINS counts from `low` to `high`; None where a number isn't finite).

    From a sample: a sixteenth of the pixels, and no more than about NUMBERS numbers. dead: the share of units (the last
    axis; of pictures the channels) that were never above 0, of a layer that ends in a ReLU. saturated: the share of
    outputs where the slope of tanh or sigmoid is below 5% of its steepest. NaN for other layers.
    """
    rows = sample(output, has_channels_last(module))
    mean = rows.mean()
    spread = (
        torch.linalg.vector_norm(rows - mean) / rows.numel() ** 0.5
    )  # torch.var_mean takes twenty times as long
    low, high = torch.aminmax(rows)
    curve, missing = curve_of(module), float("nan")
    told: dict[str, Tensor | float] = {
        "mean": mean,
        "std": spread,
        "low": low,
        "high": high,
        "dead": 1 - (rows > 0).any(0).float().mean() if curve in RECTIFIERS else missing,
        "saturated": _saturated(curve, rows),
    }
    try:
        return told, torch.histc(rows, BINS)
    except RuntimeError:  # torch refuses a range that isn't finite
        return told, None


def sample(output: Tensor, channels_last: bool) -> Tensor:
    """Some of the outputs as float32 `(many, units)`."""
    x = output.detach() if output.ndim else output.detach()[None]
    if x.ndim == 4:
        x = x if channels_last else x.movedim(1, -1)
        if min(x.shape[1:3]) >= SMALLEST:
            x = x[:, ::PIXELS, ::PIXELS]
    x = x[:: max(1, x.numel() // NUMBERS)]
    return x.reshape(-1, x.shape[-1] if x.ndim > 1 else 1).float()


def has_channels_last(module: nn.Module) -> bool:
    """Whether its pictures are (N, H, W, C): axb's and Keras's are, torch's aren't."""
    if isinstance(module, Layer):
        return True
    return is_keras(module) and getattr(module, "data_format", "channels_last") != "channels_first"


def is_keras(module: nn.Module) -> bool:
    """Whether it is Keras's own, on its PyTorch backend."""
    return any(kind.__module__.startswith(KERAS) for kind in type(module).__mro__)


def curve_of(module: nn.Module) -> str:
    """The name of the activation that its output went through, as far as that can be told ("relu", "tanh", ...)."""
    given: Any = getattr(module, "activation", None)
    if isinstance(given, str):
        return given
    return str(getattr(given, "__name__", type(module if given is None else given).__name__.lower()))


def _saturated(curve: str, rows: Tensor) -> Tensor | float:
    """tanh' = 1 - y^2, at most 1; sigmoid' = y (1 - y), at most 1/4."""
    if curve == "tanh":
        slope = 1 - rows.square()
    elif curve == "sigmoid":
        slope = 4 * rows * (1 - rows)
    else:
        return float("nan")
    return (slope < FLAT).float().mean()
