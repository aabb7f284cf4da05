"""Two ways from many channels to a few: blocks as high as their channels, and a bar for what each way costs."""

from collections.abc import Iterator

from axb.labs.reduction.way import Way
from axb.views.scene import Axis, Boxes, Mark, Scene, Segments, Text
from axb.words import say

LEFT, RIGHT, BLOCK = (
    0.06,
    0.94,
    0.05,
)  # of the picture's width: the first block, the last one's end, a block's width
ROW, MIDDLE, TALL = 1.0, 0.62, 0.5  # of a way: its height, where its blocks' middle is, the highest block
BAR, THICK = 0.16, 0.09  # where a way's bar lies, and how thick it is
LETTERS = 12.0


def counts_scene(direct: Way, reduced: Way) -> Scene:
    """Above without, below with the 1x1 convolution; the same scale for both."""
    ways = [direct] if reduced == direct else [direct, reduced]
    marks = list[Mark]()
    for row, way in enumerate(ways):
        marks += _way(way, ROW * (1 - row), max(direct.channels), direct.multiply_adds)
    y = Axis(low=0 if len(ways) == 2 else ROW / 2, high=2 * ROW, shown=False)
    caption = say("labs_reduction.caption", side=direct.side)
    return Scene(Axis(low=0, high=1, shown=False), y, marks, caption)


def _way(way: Way, floor: float, most: int, dearest: int) -> Iterator[Mark]:
    step = (RIGHT - LEFT - BLOCK) / (len(way.channels) - 1)
    lefts = [LEFT + place * step for place in range(len(way.channels))]
    for left, channels in zip(lefts, way.channels, strict=True):
        half = TALL * (channels / most) ** 0.5 / 2  # roots, so that few channels are still seen
        yield Boxes(
            x0=[left], y0=[floor + MIDDLE - half], x1=[left + BLOCK], y1=[floor + MIDDLE + half],
            color="accent", fill=0.35, width=1.5,
        )  # fmt: skip
        yield Text(
            x=left + BLOCK / 2, y=floor + MIDDLE + half + 0.06, text=str(channels), size=LETTERS, align="center",
            bold=True,
        )  # fmt: skip
    for left, size, kernel in zip(lefts, way.sizes, way.kernels, strict=False):
        start, end = left + BLOCK + 0.01, left + step - 0.01
        height, middle = floor + MIDDLE, (start + end) / 2
        yield Segments(x0=[start], y0=[height], x1=[end], y1=[height], color="muted", width=2, arrow=True)
        yield Text(
            x=middle, y=height + 0.09, text=f"{size} × {size}", size=LETTERS, align="center", bold=True
        )
        numbers = say("labs_reduction.numbers", count=f"{kernel:,}")
        yield Text(
            x=middle, y=height - 0.09, text=numbers, size=0.85 * LETTERS, align="center", color="muted"
        )
    yield from _bar(way, floor, dearest)


def _bar(way: Way, floor: float, dearest: int) -> Iterator[Mark]:
    """As long as it costs, or as wide as the picture where the reduction costs more than it saves."""
    share = min(way.multiply_adds / dearest, 1.0)
    right, bottom = LEFT + (RIGHT - LEFT) * share, floor + BAR - THICK / 2
    yield Boxes(x0=[LEFT], y0=[bottom], x1=[right], y1=[bottom + THICK], color="positive", fill=0.6, width=1)
    words = say("labs_reduction.cost", count=f"{way.multiply_adds / 1e6:.1f}")
    yield Text(x=LEFT, y=bottom - 0.06, text=words, size=LETTERS)
