"""A figure as plain data. Plotly's own objects check every word: a third of a second for the curves of one run."""

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.views.figure import LEGEND_ROOM, layout_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

Axis = dict[str, Any]


class Told:
    """Panels below one another that share their x: `data` and `layout` as plotly.js takes them, arrays as NumPy's.

    `heights` and `between` (pixels) are those of the panels, of the room between two, and of the room `below` them.
    """

    def __init__(self, caption: str, heights: Sequence[float], between: float = 0, below: float = 0) -> None:
        inner = sum(heights) + between * (len(heights) - 1)
        self.data: list[dict[str, Any]] = []
        self.layout = layout_of(caption, round(inner + LEGEND_ROOM + below))
        top = inner
        for row, height in enumerate(heights, 1):
            # Numbers below a panel always have the same room: nothing to be measured, which takes a browser long.
            self.x(row).update(anchor=_name("y", row), automargin=False, ticklabeloverflow="allow")
            self.y(row).update(
                anchor=_name("x", row),
                domain=[max(top - height, 0) / inner, top / inner],
                ticklabeloverflow="allow",
            )
            if row > 1:
                self.x(row)["matches"] = "x"
            top -= height + between

    def x(self, row: int) -> Axis:
        """The lying axis of a panel, from 1."""
        return self._axis("x", row)

    def y(self, row: int) -> Axis:
        """The upright axis of a panel."""
        return self._axis("y", row)

    def _axis(self, letter: str, row: int) -> Axis:
        axis: Axis = self.layout.setdefault(f"{letter}axis{_name(letter, row)[1:]}", {})
        return axis

    def scatter(self, row: int, **trace: Any) -> None:
        """A line or markers on a panel."""
        self.draw("scatter", row, **trace)

    def draw(self, kind: str, row: int, **trace: Any) -> None:
        """A trace of any type on a panel."""
        axes = {"xaxis": _name("x", row), "yaxis": _name("y", row)}
        self.data.append({"type": kind, **axes, **trace})

    def figure(self) -> "go.Figure":
        """As Plotly's object, which checks it."""
        import plotly.graph_objects as go

        return go.Figure({"data": self.data, "layout": self.layout})


def _name(letter: str, row: int) -> str:
    return letter if row == 1 else f"{letter}{row}"


def packed(told: Any) -> Any:
    """The same with each array as plotly.js's typed one: four bytes a number (seven digits), and nothing to parse."""
    if isinstance(told, np.ndarray):
        kind = "i4" if told.dtype.kind == "i" else "f4"
        return {"dtype": kind, "bdata": base64.b64encode(told.astype(f"<{kind}").tobytes()).decode()}
    if isinstance(told, dict):
        return {name: packed(part) for name, part in told.items()}
    return [packed(part) for part in told] if isinstance(told, list | tuple) else told
