"""What one filter makes of one picture: the layer itself, its map, the map pooled, and the layer as one matrix."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

from axb.insight.affine import affine
from axb.labs.convolution.kernels import KERNELS
from axb.layers import AveragePooling2D, Conv2D, Layer, MaxPooling2D
from axb.layers.padding import pad_same

Floats = NDArray[np.float32]
POOLINGS = {"max": MaxPooling2D, "average": AveragePooling2D}


@dataclass(frozen=True)
class Seen:
    """`picture` float32 `(side, side)`, `a` float32 `(size, size)`; the rest as `Conv2D` takes it."""

    picture: Floats
    a: Floats
    b: float
    stride: int
    padding: str
    relu: bool
    pool: str

    @cached_property
    def layer(self) -> Conv2D:
        """One filter with these numbers."""
        part = Conv2D(1, len(self.a), self.stride, self.padding, activation="relu" if self.relu else None)
        part.build_from((None, *self.picture.shape, 1))
        with torch.no_grad():
            part.kernel.copy_(torch.from_numpy(self.a)[:, :, None, None])
            part.get_parameter("bias").fill_(self.b)
        return part

    @cached_property
    def padded(self) -> Floats:
        """The picture with the zeros around it that the padding gives it."""
        if self.padding == "valid":
            return self.picture
        size = len(self.a), len(self.a)
        image = pad_same(torch.from_numpy(self.picture)[None, None], size, (self.stride, self.stride))
        padded: Floats = image[0, 0].numpy()
        return padded

    @property
    def before(self) -> int:
        """Rows of zeros above the picture, and columns to its left."""
        return (len(self.padded) - len(self.picture)) // 2

    @cached_property
    def map(self) -> Floats:
        """What the layer answers at every place, `(rows, columns)`."""
        return self._through(self.layer, self.picture)

    @cached_property
    def pooled(self) -> Floats:
        """The map in windows of 2 x 2, one number each; an odd last row or column is left out."""
        return self._through(POOLINGS[self.pool](2), self.map)

    @cached_property
    def matrix(self) -> Floats:
        """The layer's a as one matrix: a row for each place of the map, a column for each pixel."""
        a, _ = affine(self.layer, (*self.picture.shape, 1))
        dense: Floats = a.to_dense().numpy()
        return dense

    @cached_property
    def channels(self) -> dict[str, Floats]:
        """The map of each filter that has a name, with everything else as here; its window has neighbours."""
        size = max(len(self.a), 3)
        return {name: replace(self, a=kernel(size)).map for name, kernel in KERNELS.items()}

    def patch(self, place: int) -> Floats:
        """The pixels under the window at a place of the map, counted from 0 in reading order."""
        row, column = (self.stride * at for at in divmod(place, self.map.shape[1]))
        size = len(self.a)
        return self.padded[row : row + size, column : column + size]

    def total(self, place: int) -> float:
        """The products of patch and a, added up."""
        return float((self.patch(place) * self.a).sum())

    @staticmethod
    @torch.no_grad()
    def _through(part: Layer, image: Floats) -> Floats:
        out: Floats = part(torch.from_numpy(image)[None, ..., None])[0, ..., 0].numpy()
        return out
