"""Where the panels of a landscape stand: beside one another, or on a narrow page below one another."""

from typing import Any

from axb.views.figure import plain
from axb.views.palette import class_color
from axb.words import say

ACROSS = 0.1  # between panels beside one another, as a share of the whole
NARROW, BETWEEN = 340, 60  # pixels: of a panel on a narrow page, between two
Layout = dict[str, Any]


def laid_out(names: list[str], span: float, losses: Layout) -> tuple[Layout, Layout]:
    """The layout of wide pages and of narrow ones: slices (upright: `losses`), then a plane for each name."""
    titles = [say("landscape.slice"), *(_title(name, number) for number, name in enumerate(names))]
    wide, narrow = (_panels(titles, span, losses, across) for across in (True, False))
    for number in range(3, len(titles) + 1):
        wide[f"yaxis{number}"].update(showticklabels=False, title=None)  # they stand beside the one before
    return wide, {**narrow, "height": len(titles) * NARROW}


def _title(name: str, number: int) -> str:
    """With the colour of its slice."""
    return f'<span style="color:{class_color(number)}">━━</span> {plain(name)}'


def _panels(titles: list[str], span: float, losses: Layout, across: bool) -> Layout:
    count = len(titles)
    gap = ACROSS if across else BETWEEN / (count * NARROW)
    look = {"xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "bottom", "showarrow": False}
    layout: Layout = {"annotations": []}
    for panel, title in enumerate(titles):
        begin, end = _domain(panel, count, gap)
        x, y = ([begin, end], [0, 1]) if across else ([0, 1], [1 - end, 1 - begin])
        axis, name = {"range": [-span, span], "zeroline": panel == 0}, "" if panel == 0 else str(panel + 1)
        first, second = (
            {"title": {"text": one}} for one in (say("landscape.first"), say("landscape.second"))
        )
        named = first if across or panel == count - 1 else {}
        upright = {**axis, **second} if panel else losses
        layout[f"xaxis{name}"] = {**axis, **named, "domain": x, "anchor": f"y{name}"}
        layout[f"yaxis{name}"] = {**upright, "domain": y, "anchor": f"x{name}", "zeroline": False}
        layout["annotations"].append(
            {**look, "x": sum(x) / 2, "y": y[1], "text": title, "font": {"size": 14}}
        )
    return layout


def _domain(panel: int, panels: int, gap: float) -> tuple[float, float]:
    """The share of the room that a panel has, in reading order."""
    width = (1 - gap * (panels - 1)) / panels
    return panel * (width + gap), min(panel * (width + gap) + width, 1.0)
