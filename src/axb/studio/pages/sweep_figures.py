"""The pictures of a search, and its best trials as a table."""

from html import escape
from urllib.parse import quote

from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.studio.live_figure import Figure
from axb.studio.plot import Plot
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor
from axb.views.sweep_page import best_rows
from axb.views.swept import Swept
from axb.words import speaking

BEST = 10  # rows
OPEN = "(e) => e.points[0]?.customdata && emit(e.points[0].customdata)"


class FigurePart:
    """A heading, what the figure says, the figure, and a button that takes it along."""

    def __init__(self, visitor: Visitor, title: str, name: str) -> None:
        self.visitor, self.drawn = visitor, False
        with ui.element("section") as self.place:
            ui.html(title, sanitize=False, tag="h2")
            self.caption = ui.label().classes("axb-caption")
            self.figure = ui.element("div").classes("axb-figure").props('role="figure"')
            with self.figure:
                self.plot = Plot().classes("axb-plot")
            self.save = save_figure_button(visitor, lambda: self.plot, lambda: self.caption.text, name)
        self.plot.on("plotly_click", self._open, js_handler=OPEN)
        self.place.visible = False

    def show(self, figure: Figure, visible: bool = True) -> None:
        """Draw this; where there is nothing in it yet, only what it says is `visible`."""
        self.place.visible = True
        self.caption.text = figure.caption
        self.figure.props["aria-label"] = figure.caption
        self.figure.visible = self.save.visible = visible
        if visible:
            self.plot.style(f"min-height: {figure.layout['height']}px")  # before Plotly is loaded
            self.plot.show(figure.text(self.visitor.scheme))

    def _open(self, event: GenericEventArguments) -> None:
        ui.navigate.to(f"/run/{quote(str(event.args))}")


class BestTrials:
    """The best trials that were trained to their end, each with a way to its run."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.rows = visitor, list[list[str]]()
        with ui.element("section") as self.place:
            ui.html(visitor.say("studio_sweep.best_trials"), sanitize=False, tag="h2")
            self.table = ui.html("", sanitize=False).classes("axb-scroll").props("tabindex=0")
        self.table.props["aria-label"] = visitor.say("studio_sweep.best_trials")
        self.table.props["role"] = "region"
        self.place.visible = False

    def show(self, swept: Swept) -> None:
        """These; the page is left alone where they are the same as before."""
        with speaking(self.visitor.language):
            rows, metric = best_rows(swept, BEST), swept.metric
        if rows == self.rows:
            return
        self.rows = rows
        say = self.visitor.say
        heads = [say("studio_sweep.place"), say("views_sweep.run"), metric]
        heads += [one.name for one in swept.dimensions]
        head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
        body = "".join(_row(place, row) for place, row in enumerate(rows, 1))
        self.table.content = (
            f'<table class="axb-runs axb-best"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        )
        self.place.visible = bool(rows)


def _row(place: int, row: list[str]) -> str:
    run, score, *values = row
    short = run.rpartition(".")[2]  # the rest of its name is the page's
    link = f'<a href="/run/{quote(run)}" aria-label="{escape(run)}">{escape(short)}</a>'
    cells = "".join(f"<td>{escape(one)}</td>" for one in values)
    return (
        f'<tr><td>{place}</td><td class="axb-col-name">{link}</td><td><b>{escape(score)}</b></td>{cells}</tr>'
    )
