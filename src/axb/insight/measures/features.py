"""Pictures as the frozen classifier sees them: features, and a class."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from axb.insight.measures.classifier import SIDE, frozen_classifier
from axb.insight.measures.finite import check_finite
from axb.words import InputError

BATCH = 512
SCALE = 10.0  # features are told so many times as large: real pictures are then about 1 from one another, and not 0.01
LUMA = 0.299, 0.587, 0.114  # how bright red, green and blue are (ITU-R BT.601)
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Looked:
    """What the classifier makes of N pictures: features (N, 128), ten times what its layer before the last says, and
    the probabilities (N, 10) of the classes of clothes."""

    features: Array
    probabilities: Array


def look(pictures: Array) -> Looked:
    """Pictures (N, H, W, C) of 0..255, see `as_seen`."""
    features, probabilities = frozen_classifier().predict(as_seen(pictures), batch_size=BATCH, verbose=0)
    return Looked(SCALE * features, probabilities)


def features(pictures: Array) -> Array:
    """The features (N, 128) of pictures (N, H, W, C) of 0..255."""
    return look(pictures).features


def as_seen(pictures: Array) -> Array:
    """uint8 (N, 28, 28, 1): rounded as a file would hold them, colours as their brightness, other sizes resized.

    Raises InputError for what is no picture, or holds numbers that are not finite.
    """
    if pictures.ndim != 4 or not len(pictures):
        raise InputError("measures.no_pictures", got=pictures.shape)
    parts = [_seen(pictures[start : start + BATCH]) for start in range(0, len(pictures), BATCH)]
    return np.concatenate(parts)


def _seen(pictures: Array) -> Array:
    check_finite(pictures)
    if pictures.shape[1:] == (SIDE, SIDE, 1):
        return _bytes(pictures)
    x = _bytes(pictures).astype(np.float32)
    grey = x[..., :3] @ np.array(LUMA, np.float32) if x.shape[3] >= 3 else x[..., 0]
    resized = F.interpolate(
        torch.from_numpy(grey)[:, None], (SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False
    )
    return _bytes(resized.permute(0, 2, 3, 1).numpy())


def _bytes(pictures: Array) -> Array:
    return pictures if pictures.dtype == np.uint8 else np.rint(pictures).clip(0, 255).astype(np.uint8)
