"""Some runs beside one another: their curves in one picture, their facts in one table."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import with_store
from axb.studio.live_figure import Figure, told_figure
from axb.studio.loss_around import LossAround
from axb.studio.plot import Plot, expect_plots
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor
from axb.views.compare import compare, metrics_of
from axb.views.facts import fact_label, facts
from axb.views.landscape import MOST
from axb.views.palette import class_color
from axb.words import InputError

STYLE = Path(__file__).parent.parent / "runs.css"
SHOWN = (
    "status", "model", "data", "epochs", "parameters", "optimizer", "learning_rate", "batch_size", "seconds",
    "best_val_accuracy", "best_val_loss", "test_accuracy", "test_error", "seed",
)  # fmt: skip
Told = list[tuple[str, dict[str, str]]]  # name and facts of each run


async def compare_page(names: Sequence[str], visitor: Visitor) -> None:
    """The page's main part; where runs cannot be compared, a sentence says why."""
    ui.add_css(STYLE)
    expect_plots()
    try:
        metrics, told = await with_store(lambda store: _read(store, names))
        figure = await with_store(lambda store: _figure(store, names, None))
    except InputError as error:
        ui.label(str(error)).classes("axb-lead")
        ui.link(visitor.say("studio_runs.all"), "/runs")
        return
    toggle = ui.toggle(metrics, value=next(iter(metrics), None)).props(
        f'no-caps unelevated role=group aria-label="{visitor.say("studio_runs.metric")}"'
    )
    caption = ui.label(figure.caption).classes("axb-caption")
    plot = Plot(figure.text(visitor.scheme)).classes("axb-wide")

    save_figure_button(visitor, lambda: plot, lambda: caption.text, "compared")

    async def change() -> None:
        found = await with_store(lambda store: _figure(store, names, str(toggle.value)))
        caption.text = found.caption
        plot.show(found.text(visitor.scheme))

    toggle.on_value_change(visitor.does(change))
    _show_facts(told)
    if len(names) <= MOST:
        LossAround(names, visitor)
    ui.link(visitor.say("studio_runs.all"), "/runs")


def _read(store: Store, names: Sequence[str]) -> tuple[dict[str, str], Told]:
    from axb.views.compare import title_of

    opened = [store.open(name) for name in names]
    return {name: title_of(name) for name in metrics_of(opened)}, [(run.name, facts(run)) for run in opened]


def _figure(store: Store, names: Sequence[str], metric: str | None) -> Figure:
    return told_figure(compare([store.open(name) for name in names], metric))


def _show_facts(told: Told) -> None:
    """A column for each run, a row for what at least one of them knows; what differs is bold."""
    heads = "".join(_head(number, name) for number, (name, _) in enumerate(told))
    known = {key: [one.get(key, "–") for _, one in told] for key in SHOWN}
    rows = "".join(_row(key, cells) for key, cells in known.items() if set(cells) != {"–"})
    table = f"<table class=axb-compared><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    ui.html(table, sanitize=False).classes("axb-scroll").props("tabindex=0")


def _head(number: int, name: str) -> str:
    dot = f'<i style="background:{class_color(number)}"></i>'
    return f'<th scope="col">{dot}<a href="/run/{quote(name)}">{escape(name)}</a></th>'


def _row(key: str, cells: list[str]) -> str:
    kind = ' class="axb-differs"' if len(set(cells)) > 1 else ""
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr{kind}><th scope="row">{escape(fact_label(key))}</th>{inner}</tr>'
