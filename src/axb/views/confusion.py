"""Which classes a model takes for which."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.evaluation import ClassEvaluation, evaluation
from axb.views.examples import common_mix_ups
from axb.views.figure import NO_BOX, new_figure, plain, scale
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST = 30  # classes that can be told apart in one picture
WITH_SHARES, WITH_COUNTS = 12, 20  # up to so many classes a cell has room for a percentage, for a count
SCALE_ROOM, NAMES_ROOM = 84, 130  # pixels above the cells for the colours' scale, below them for names
SCALE_NAME = 46  # pixels above the cells: the scale's name
SHORT = 3  # letters of a name that needs no slant
INSET = 0.44  # half a cell, less a little: the frames on the diagonal


def class_evaluation(run: Run) -> ClassEvaluation:
    """The run's test as a classifier. Raises InputError where it has none."""
    found = evaluation(run)
    if not isinstance(found, ClassEvaluation):
        raise InputError("views.no_classes", name=run.name)
    return found


def confusion(run: Run) -> "go.Figure":
    """A row for each true class, a column for each predicted one; counts, and each row's percentages.

    The diagonal (right answers) is framed and has no colour: the colour, cividis, shows the mistakes. Of more
    than 30 classes the 30 with most mistakes are shown. Raises InputError where the run has no such test.
    """
    found = class_evaluation(run)
    shown = shown_classes(found.confusion)
    names = [plain(found.labels[label]) for label in shown]
    counts, shares = found.confusion[np.ix_(shown, shown)], row_shares(found.confusion)[np.ix_(shown, shown)]
    height = SCALE_ROOM + min(max(38 * len(shown), 180), 640) + NAMES_ROOM
    figure = new_figure(_caption(found, len(shown)), height, above=SCALE_ROOM)
    _add_cells(figure, names, counts, shares)
    _frame_diagonal(figure, counts, shares)
    ticks = {"tickvals": list(range(len(shown))), "ticktext": names, "showgrid": False, "zeroline": False}
    figure.update_xaxes(
        title_text=say("views.predicted_class"), tickangle=-45 if max(map(len, names)) > SHORT else 0, **ticks
    )
    edges = [len(shown) - 0.5, -0.5]
    return figure.update_yaxes(title_text=say("views.true_class"), range=edges, **ticks).update_xaxes(
        range=edges[::-1]
    )


def row_shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each cell's share of its row, 0..1; a row without examples is all 0."""
    shares: NDArray[np.float64] = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    return shares


def shown_classes(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The classes with a row and a column: those with most mistakes, where there are too many."""
    wrong = counts.sum(0) + counts.sum(1) - 2 * np.diag(counts)
    return np.sort(np.argsort(-wrong, kind="stable")[:MOST])


def _caption(found: ClassEvaluation, shown: int) -> str:
    said = {"count": f"{found.count:,}", "right": f"{found.accuracy:.1%}"}
    pairs = common_mix_ups(found.confusion)
    if not pairs:
        return say("views.confusion_perfect", **said)
    true, predicted = pairs[0]
    said |= {"true": found.labels[true], "predicted": found.labels[predicted]}
    caption = say("views.confusion", **said, times=f"{found.confusion[true, predicted]:,}")
    hidden = len(found.confusion) - shown
    return (
        caption
        if not hidden
        else f"{caption} {say('views.confusion_part', shown=shown, classes=len(found.confusion))}"
    )


def _add_cells(
    figure: "go.Figure", names: list[str], counts: NDArray[np.int64], shares: NDArray[np.float64]
) -> None:
    """Mistakes, coloured by their share of the row. Plotly's own numbers are pale on mid colours."""
    off = ~np.eye(len(names), dtype=bool)
    most = max(float((shares * off).max()), 0.01)
    true, predicted, count = (f"%{{customdata[{part}]}}" for part in (0, 1, 2))
    hover = say("views.confusion_hover", true=true, predicted=predicted, count=count)
    figure.add_heatmap(
        z=np.where(off, shares * 100, np.nan),
        zmin=0, zmax=most * 100, colorscale="Cividis", xgap=1, ygap=1, hoverongaps=False,
        customdata=[[(true, predicted, int(counts[i, j])) for j, predicted in enumerate(names)]
                    for i, true in enumerate(names)],
        hovertemplate=f"{hover} (%{{z:.1f}}%){NO_BOX}",
        colorbar=scale("", ticksuffix="%", orientation="h", y=1.01, yanchor="bottom"),
    )  # fmt: skip
    # Not the bar's own title: with one on a lying bar, Plotly moves the figure's title out of the picture.
    figure.add_annotation(
        text=say("views.confusion_scale"), font={"size": 14}, showarrow=False,
        xref="paper", x=0.5, yref="paper", y=1, yanchor="bottom", yshift=SCALE_NAME,
    )  # fmt: skip
    rows, columns = np.nonzero(off & (counts > 0))
    figure.add_scatter(
        x=columns, y=rows, mode="text", hoverinfo="skip", showlegend=False,
        text=[_text(counts[i, j], shares[i, j], len(names)) for i, j in zip(rows, columns, strict=True)],
        textfont={"size": 11, "color": np.where(shares[rows, columns] > most / 2, "#000000", "#ffffff")},
    )  # fmt: skip


def _text(count: int, share: float, classes: int) -> str:
    """A count and below it its share of the row, as far as cells have room."""
    if classes > WITH_COUNTS:
        return ""
    rounded = f"{share:.0%}" if share >= 0.01 else "&lt;1%"
    return f"{count:,}<br>{rounded}" if classes <= WITH_SHARES else f"{count:,}"


def _frame_diagonal(figure: "go.Figure", counts: NDArray[np.int64], shares: NDArray[np.float64]) -> None:
    """Right answers: no colour, a frame, bold numbers."""
    right, known = np.diag(counts), np.diag(shares)
    hover = say("views.confusion_right", count="%{customdata[0]:,}", share="%{customdata[1]:.1f}%")
    figure.add_scatter(
        x=np.arange(len(right)), y=np.arange(len(right)), mode="text", textfont={"size": 11},
        text=[f"<b>{_text(count, share, len(right))}</b>" for count, share in zip(right, known, strict=True)],
        customdata=np.stack([right, known * 100], axis=1), hovertemplate=hover + NO_BOX, showlegend=False,
    )  # fmt: skip
    for label in range(len(right)):
        ends = {"x0": label - INSET, "x1": label + INSET, "y0": label - INSET, "y1": label + INSET}
        figure.add_shape(type="rect", line={"width": 1.5}, **ends)
