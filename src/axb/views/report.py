"""One or several runs as one HTML file: what was trained on what, how it went, what came of it."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from axb.runs import Run
from axb.views import sections
from axb.views.compare import MOST, compare, metrics_of
from axb.views.facts import fact_label, facts
from axb.views.page import document, page, told
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

FACTS = (
    "status", "model", "data", "epochs", "parameters", "seconds", "best_val_accuracy", "best_val_loss",
    "test_accuracy", "test_error", "test_restored", "test_pca", "test_bound", "test_loss",
)  # fmt: skip
CURVES = ("accuracy", "loss")  # that runs are compared by, where they have them


def report(runs: Sequence[Run]) -> str:
    """The report on up to 8 runs in the current language: of one its page; of several a table of all, their curves on
    one pair of axes, then each by itself.

    It holds all it needs, as `axb.views.page.page` does, and Japanese letters where there are any. Raises InputError
    for no run, too many, or one that is named twice.
    """
    if not 0 < len(runs) <= MOST:
        raise InputError("views_report.how_many", most=MOST, got=len(runs))
    seen: set[str] = set()
    for run in runs:
        if run.id in seen:
            raise InputError("views_report.twice", name=run.name)
        seen.add(run.id)
    if len(runs) == 1:
        return page(runs[0], letters=True)
    body, figures = _together(runs)
    for number, run in enumerate(runs):
        parts, own = told(run)
        inside = "\n".join(parts)
        for name in ("data-figure", "data-for"):
            inside = inside.replace(f'{name}="', f'{name}="{_anchor(number)}-')
        body.append(f'<article id="{_anchor(number)}">\n{inside}\n</article>')
        figures |= {f"{_anchor(number)}-{name}": figure for name, figure in own.items()}
    title = say("views_report.title", count=len(runs))
    return document(title, "\n".join([*body, sections.footer(runs[0])]), figures, letters=True)


def _together(runs: Sequence[Run]) -> "tuple[list[str], dict[str, go.Figure]]":
    """All runs beside one another."""
    title, lead = say("views_report.title", count=len(runs)), say("views_report.lead")
    head = f'<header>\n<h1>{escape(title)}</h1>\n<p class="lead">{escape(lead)}</p>\n</header>'
    common = [name for name in CURVES if name in metrics_of(runs)] or metrics_of(runs)[:1]
    figures = {f"compare-{name}": compare(runs, name) for name in common}
    curves = "".join(sections.drawn(key, one) + sections.switches(key, one) for key, one in figures.items())
    parts = [head, sections.section(say("views_report.title_table"), _table(runs))]
    return [
        *parts,
        *([sections.section(say("views_report.title_compared"), curves)] if curves else []),
    ], figures


def _table(runs: Sequence[Run]) -> str:
    """A column for each run, whose name leads to it; a row for each fact that any of them has."""
    known = [facts(run) for run in runs]
    names = [f'<a href="#{_anchor(number)}">{escape(run.name)}</a>' for number, run in enumerate(runs)]
    rows = [
        [escape(fact_label(key)), *(escape(one.get(key, "–")) for one in known)]
        for key in FACTS
        if any(key in one for one in known)
    ]
    return f'<div class="runs">{sections.table([""] * (1 + len(runs)), [["", *names], *rows])}</div>'


def _anchor(number: int) -> str:
    return f"run-{number + 1}"
