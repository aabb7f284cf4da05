"""Convolutions one after another on a map, and what they cost."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Way:
    """channels: what comes in, and behind each convolution. sizes: the windows. side: of the map."""

    channels: tuple[int, ...]
    sizes: tuple[int, ...]
    side: int

    @property
    def kernels(self) -> list[int]:
        """The numbers of each kernel: size x size x channels in x channels out."""
        return [
            size**2 * before * after
            for size, (before, after) in zip(self.sizes, pairwise(self.channels), strict=True)
        ]

    @property
    def weights(self) -> int:
        """Of all kernels; the b are left out."""
        return sum(self.kernels)

    @property
    def multiply_adds(self) -> int:
        """Each number of a kernel is multiplied and added once a pixel."""
        return self.side**2 * self.weights
