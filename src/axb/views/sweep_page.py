"""A sweep as one HTML file, like a run's."""

from html import escape
from pathlib import Path

from axb.runs.files import write_whole
from axb.views import sections
from axb.views.page import document
from axb.views.sweep import importance, parallel
from axb.views.sweep_progress import progress
from axb.views.swept import Swept, short
from axb.words import say

ROWS = 20  # of the table


def write_sweep_page(swept: Swept, path: Path) -> None:
    """Write `sweep_page(swept)` to `path`, whole or not at all."""
    write_whole(path, sweep_page(swept).encode())


def sweep_page(swept: Swept) -> str:
    """The report on a sweep in the current language: what was best, all trials, what decided, what to type next."""
    figures = {
        "progress": progress(swept),
        "parallel": parallel(swept),
        "importance": importance(swept),
    }
    titles = {
        "progress": say("views_sweep.title_progress"),
        "parallel": say("views_sweep.title_parallel"),
        "importance": say("views_sweep.title_importance"),
    }
    drawn = [sections.section(titles[name], sections.drawn(name, figure)) for name, figure in figures.items()]
    return document(swept.name, "\n".join([_header(swept), *drawn, _table(swept), _commands(swept)]), figures)


def _header(swept: Swept) -> str:
    best = swept.best
    reached = {"metric": swept.metric, "score": swept.score_text(best.score)} if best else {}
    headline = say("views_sweep.headline", **reached) if best else swept.name
    finished = sum(one.finished for one in swept.tried)
    counts = {"finished": finished, "pruned": len(swept.tried) - finished}
    lead = say("views_sweep.lead", model=swept.model, data=swept.data, **counts)
    note = say("views_sweep.optimistic" if best else "views_sweep.nothing_yet", count=len(swept.tried))
    return f"""<header>
<p class="run">{escape(say("views_sweep.report_on", name=swept.name))}</p>
<h1>{escape(headline)}</h1>
<p class="lead">{escape(lead)}</p>
<p class="note">{escape(note)}</p>
</header>"""


def _table(swept: Swept) -> str:
    names = [one.name for one in swept.dimensions]
    heads = [say("views_sweep.run"), swept.metric, *names]
    rows = [[escape(cell) for cell in row] for row in best_rows(swept, ROWS)]
    return sections.section(say("views_sweep.title_best"), sections.table(heads, rows)) if rows else ""


def best_rows(swept: Swept, most: int) -> list[list[str]]:
    """Run, score and values of the best trials that were trained to their end."""
    finished = [one for one in swept.tried if one.finished][:most]
    names = [one.name for one in swept.dimensions]
    return [
        [one.name, swept.score_text(one.score), *(short(one.setting[name]) for name in names)]
        for one in finished
    ]


def _commands(swept: Swept) -> str:
    told = [(f"axb sweep --resume {swept.name}", say("views_sweep.command_more"))]
    if swept.best is not None:
        told.insert(0, (f"axb resume {swept.best.name}", say("views_sweep.command_final")))
    return sections.section(say("views.title_commands"), sections.commands_list(told))
