"""The laboratory: windows are laid down one after another, and each pixel counts how many lie on it.

Odena, Dumoulin & Olah 2016, "Deconvolution and checkerboard artifacts": a transposed convolution lays its window over
the output at every input pixel, `STRIDE` apart. Where the window is no multiple of it, some pixels get more windows.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import one_of, read_whole, whole
from axb.data.spec import check_options
from axb.labs.overlap.picture import counts_scene, untrained_scene
from axb.views.scene import Scene
from axb.words import say

SIDE, STRIDE = 6, 2  # input pixels a side, and how far apart their windows begin
WAYS = {"transposed": STRIDE, "resize": 1}  # copied pixels are convolved at every place
PATCHES = (2, 3, 4, 5)  # pixels a side of a window


class OverlapLab:
    """`patch`: how many pixels a side a window has. `up`: "transposed", or "resize", where pixels are copied to twice
    the side first, and each gets a window. Raises InputError for what can't be used, here and in every method."""

    def __init__(self, patch: int = 3, up: str = "transposed") -> None:
        self.patch, self.up = whole("patch", patch, PATCHES[0], PATCHES[-1]), one_of("up", up, WAYS)
        self.start_over()

    def set_patch(self, patch: int) -> None:
        """Windows of so many pixels a side; the ground is empty again."""
        self.patch = whole("patch", patch, PATCHES[0], PATCHES[-1])
        self.start_over()

    def set_up(self, up: str) -> None:
        """The other way up; the ground is empty again."""
        self.up = one_of("up", up, WAYS)
        self.start_over()

    def start_over(self) -> None:
        """No window lies there."""
        self.laid, self.running = 0, False

    def learn(self) -> None:
        """Let windows be laid down, from the first where all lie."""
        if self.laid >= self.many**2:
            self.start_over()
        self.running = True

    @property
    def many(self) -> int:
        """Windows a side."""
        return SIDE * STRIDE // WAYS[self.up]

    def advance(self) -> None:
        """A row of windows more."""
        self.laid = min(self.laid + self.many, self.many**2)
        self.running = self.running and self.laid < self.many**2

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many windows lie over each pixel of the output."""
        step = WAYS[self.up]
        side = (self.many - 1) * step + self.patch
        found = np.zeros((side, side), np.int64)
        for place in range(self.laid):
            top, left = (step * one for one in divmod(place, self.many))
            found[top : top + self.patch, left : left + self.patch] += 1
        return found

    @property
    def inside(self) -> NDArray[np.int64]:
        """The counts without the margin, where windows are missing in any case."""
        return self.counts[self.patch : -self.patch, self.patch : -self.patch]

    def verdict(self) -> str:
        """One sentence: whether pixels are treated alike."""
        if self.laid < self.many**2:
            return say("labs_overlap.at_start")
        low, high = int(self.inside.min()), int(self.inside.max())
        return say(f"labs_overlap.windows_{'even' if low == high else 'uneven'}", low=low, high=high)

    def numbers(self) -> dict[str, float]:
        """How many windows lie over the pixel with the "fewest" and over that with the "most", margins left out; how
        many are "laid"."""
        return {
            "fewest": float(self.inside.min()), "most": float(self.inside.max()), "laid": float(self.laid),
        }  # fmt: skip

    def scenes(self) -> dict[str, Scene]:
        """ "overlap": how many windows lie over each pixel. "untrained": what a decoder draws before it has learned
        anything, both ways up."""
        return {"overlap": counts_scene(self.counts, self.up, self.patch), "untrained": untrained_scene()}


def overlap_lab(options: Mapping[str, str]) -> OverlapLab:
    """patch, up. Raises InputError for another option, or a value of no use."""
    check_options("overlap", options, ("patch", "up"))
    patch = read_whole("patch", options["patch"]) if "patch" in options else 3
    return OverlapLab(patch, options.get("up", "transposed"))
