"""The laboratory: a convolution with and without a 1x1 convolution before it, and what either costs."""

from axb.data.ranges import one_of, whole
from axb.labs.reduction.picture import counts_scene
from axb.labs.reduction.way import Way
from axb.views.scene import Scene
from axb.words import say

SIZES = (1, 3, 5, 7)
MOST, FEWEST = 512, 4  # channels; where the reduction stops of itself


class ReductionLab:
    """`channels` come in, `filters` make as many go out, with a `window` so many pixels a side, on a map of
    side x side; a 1x1 convolution before them leaves `reduce` channels (None, or as many as come in: there is none).

    The first numbers are those of GoogLeNet's first module (Szegedy et al. 2015, table 1, row 3a).
    Raises InputError for what can't be used, here and in every method.
    """

    def __init__(
        self,
        channels: int = 192,
        filters: int = 32,
        window: int = 5,
        reduce: int | None = None,
        side: int = 28,
    ) -> None:
        self.running, self.reduce = False, 0
        self.channels = whole("channels", channels, 1, MOST)
        self.filters = whole("filters", filters, 1, MOST)
        self.side = whole("side", side, 1, 224)
        self.set_window(window)
        self.set_reduce(self.channels if reduce is None else reduce)

    def set_channels(self, channels: int) -> None:
        """So many come in; what is left of them is no more than that."""
        none = self.reduce == self.channels
        self.channels = whole("channels", channels, 1, MOST)
        self.reduce = self.channels if none else min(self.reduce, self.channels)

    def set_window(self, window: int) -> None:
        """The window has 1, 3, 5 or 7 pixels a side."""
        self.window = one_of("window", window, SIZES)

    def set_reduce(self, reduce: int) -> None:
        """So many channels are left by the 1x1 convolution."""
        self.reduce = whole("reduce", reduce, 1, self.channels)

    def learn(self) -> None:
        """Let the 1x1 convolution leave less and less."""
        if self.reduce <= FEWEST:
            self.start_over()
        self.running = True

    def advance(self) -> None:
        """Half as many channels are left, but for a few."""
        if self.reduce > FEWEST:
            self.reduce = max(self.reduce // 2, FEWEST)
        self.running = self.running and self.reduce > FEWEST

    def start_over(self) -> None:
        """No 1x1 convolution."""
        self.reduce, self.running = self.channels, False

    @property
    def ways(self) -> tuple[Way, Way]:
        """Without and with the 1x1 convolution."""
        direct = Way((self.channels, self.filters), (self.window,), self.side)
        if self.reduce == self.channels:
            return direct, direct
        return direct, Way((self.channels, self.reduce, self.filters), (1, self.window), self.side)

    def verdict(self) -> str:
        """One sentence: what the 1x1 convolution saves, or costs."""
        direct, reduced = self.ways
        if reduced == direct:
            return say("labs_reduction.direct", count=f"{direct.multiply_adds / 1e6:.1f}")
        share = direct.multiply_adds / reduced.multiply_adds
        key = "saves" if share > 1 else "costs"
        return say(f"labs_reduction.ratio_{key}", times=f"{max(share, 1 / share):.1f}", left=self.reduce)

    def numbers(self) -> dict[str, float]:
        """Of the way that is chosen: multiply_adds in millions for one picture, its kernels' numbers (kernel), and its
        share of the multiply-adds without a reduction; reduce."""
        direct, reduced = self.ways
        return {
            "multiply_adds": reduced.multiply_adds / 1e6, "kernel": float(reduced.weights),
            "cost_share": reduced.multiply_adds / direct.multiply_adds, "reduce": float(self.reduce),
        }  # fmt: skip

    def scenes(self) -> dict[str, Scene]:
        """ "counts": both ways, channels as high blocks, and their multiply-adds as bars."""
        return {"counts": counts_scene(*self.ways)}
