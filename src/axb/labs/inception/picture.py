"""What was found, drawn: the branches' maps of one picture, the errors at an equal count, what is lost without each."""

from collections.abc import Iterator, Sequence

import numpy as np

from axb.data import load
from axb.labs.inception.networks import BRANCHES, MODULES, NETWORKS, SIZES
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.plan import Plan
from axb.labs.inception.verdict import SEVERAL, grouped, median, percent, switched_off, window_of
from axb.labs.panels import bar
from axb.views.scene import Axis, Boxes, Line, Mark, Scene, Text
from axb.views.way import way_scene
from axb.words import say

ASPECT = 3.2  # of the maps' picture, width over height: on a slide it has the upper half
HEAD, FOOT, ICON = (
    0.5,
    0.16,
    0.3,
)  # above and below the bars, as shares of the highest one: icons and numbers, names; an icon
LOW = 0.01  # the highest error where nobody makes any
BAR = 0.56  # of the room that a bar has
PIXEL, APART = 0.05, 0.04  # of an icon, and between two of them: as shares of the room of one of four bars
BESIDE = 1.9  # bars that have room to the left for what is written there
SMALL = 11.5


def maps_scene(outcomes: Sequence[Outcome], plan: Plan, aspect: float = ASPECT) -> Scene:
    """What each branch of the first module makes of one picture, in the first network of several sizes."""
    seen = next((one.cells for one in outcomes if one.seen), [])
    if not seen:
        nothing = Axis(low=0, high=1, shown=False)
        return Scene(nothing, nothing, [], say("labs_inception.no_maps"), wide=True)
    data = load(plan.data)
    label = data.labels()[int(data.y_test[plan.picture - 1])]
    return way_scene(seen, say("labs_inception.maps", label=label), aspect)


def errors_scene(outcomes: Sequence[Outcome], plan: Plan) -> Scene:
    """For each network its windows, below them the wrong answers of 100 test pictures: bars are medians, dots seeds."""
    groups = grouped(outcomes)
    found = {name: [one.error for one in seeds] for name, seeds in groups.items()}
    high = max((max(errors) for errors in found.values()), default=0.5) or LOW
    marks = list[Mark]()
    for place, name in enumerate(NETWORKS):
        marks += _windows(place, NETWORKS[name].sizes, high, len(NETWORKS))
        marks.append(_foot(place, NETWORKS[name].title, high))
        if name in found:
            marks += _bar(place, found[name], high, "accent" if name == SEVERAL else "muted")
    counts = [one.parameters for one in outcomes]
    about = f"{round(np.mean(counts), -2) if counts else plan.parameters:,.0f}"
    caption = say("labs_inception.errors", parameters=about)
    return Scene(_across(len(NETWORKS)), _up(high), marks, caption)


def without_scene(outcomes: Sequence[Outcome]) -> Scene:
    """The wrong answers while one branch is off; dashed: with all of them on."""
    off = switched_off(outcomes)
    whole = [one.error for one in outcomes if one.without]
    high = max((max(errors) for errors in off.values()), default=1.0) or LOW
    marks, places = list[Mark](), len(MODULES) * len(BRANCHES)
    for number, module in enumerate(MODULES):
        for branch, last in enumerate(BRANCHES):
            place, name = number * len(BRANCHES) + branch, f"{module}.{last}"
            marks.append(_foot(place, window_of(last), high))
            if name in off:
                marks += _bar(place, off[name], high, "accent")
        middle = (number + 0.5) * len(BRANCHES)
        title = say("labs_inception.module", number=number + 1)
        marks.append(Text(x=middle, y=high * 1.3, text=title, align="center", bold=True, size=SMALL))
    if whole:
        level, words = median(whole), say("labs_inception.all_on", error=percent(median(whole)))
        marks.append(Line(x=[0, places], y=[level, level], color="ink", width=1.5, dashed=True))
        marks.append(Text(x=-BESIDE, y=level, text=words, size=SMALL))
    marks.append(Line(x=[places / 2] * 2, y=[0, high * 1.2], color="grid", width=1.5))
    x = Axis(low=-BESIDE, high=places, shown=False)
    return Scene(x, _up(high), marks, say("labs_inception.without"))


def _across(places: int) -> Axis:
    return Axis(low=0, high=places, shown=False)


def _up(high: float) -> Axis:
    return Axis(low=-FOOT * high, high=high * (1 + HEAD), shown=False)


def _foot(place: int, words: str, high: float) -> Text:
    return Text(x=place + 0.5, y=-0.5 * FOOT * high, text=words, size=SMALL, align="center")


def _bar(place: int, errors: Sequence[float], high: float, color: str) -> Iterator[Mark]:
    """The seeds' median, written above it, and every seed as a dot."""
    middle, level = place + 0.5, median(errors)
    yield from bar(middle, BAR / 2, errors, color)
    yield Text(
        x=middle,
        y=max(level, *errors) + 0.09 * high,
        text=percent(level),
        size=SMALL,
        align="center",
        bold=True,
    )


def _windows(place: int, sizes: Sequence[int], high: float, places: int) -> Iterator[Mark]:
    """Small grids above a bar, one beside another: one pixel, 3 x 3, 5 x 5."""
    wide, tall = PIXEL * places / 4, ICON * high / max(SIZES)
    gap = APART * places / 4
    left = place + 0.5 - (sum(sizes) * wide + gap * (len(sizes) - 1)) / 2
    for size in sizes:
        bottom = high * (1 + HEAD) - (ICON * high + size * tall) / 2
        at = [(left + column * wide, bottom + row * tall) for row in range(size) for column in range(size)]
        x0, y0 = [x for x, _ in at], [y for _, y in at]
        x1, y1 = [x + wide for x in x0], [y + tall for y in y0]
        yield Boxes(x0=x0, y0=y0, x1=x1, y1=y1, color="accent", fill=0.3, width=1.0)
        left += size * wide + gap
