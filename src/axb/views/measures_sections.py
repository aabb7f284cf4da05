"""The parts of a page about what was measured of samples, as HTML. All text in them is escaped."""

from html import escape
from typing import Any

from axb.runs import Run
from axb.views.closest import closest, has_closest
from axb.views.generated_sections import scene_figure
from axb.views.measures import Row, about, generated_rows
from axb.views.palette import class_color
from axb.views.sections import section, table
from axb.words import current_language, say

COLUMNS = ("measure", "value", "beside", "better")
CLASS_COLUMNS = ("class", "samples", "interval", "real")


def sections(run: Run, told: dict[str, Any]) -> list[str]:
    """What was measured, with what each number means; what is nearest to samples; then each class."""
    says = f'<p class="says">{escape(about(told))}</p>\n'
    parts = [section(say("measures.title"), says + measures_table(generated_rows(told)))]
    if has_closest(run):
        parts.append(section(say("measures.title_closest"), scene_figure(closest(run))))
    if told["classes"]:
        says = f'<p class="says">{escape(say("measures.class_shares"))}</p>\n'
        parts.append(section(say("measures.title_classes"), says + class_table(told["classes"])))
    return parts


def measures_table(rows: list[Row]) -> str:
    """A row a measure, and under it what it means."""
    heads = "".join(f"<th>{escape(say(f'measures.column_{key}'))}</th>" for key in COLUMNS)
    inner = f"<thead><tr>{heads}</tr></thead><tbody>{''.join(map(_row, rows))}</tbody>"
    return f'<div class="scroll" tabindex="0"><table class="measured">{inner}</table></div>'


def _row(row: Row) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in (row.name, row.value, row.beside, row.better))
    means = f'<tr class="means"><td colspan="{len(COLUMNS)}"><span>{escape(row.meaning)}</span></td></tr>'
    return f"<tr>{cells}</tr>{means}"


def class_table(told: dict[str, Any]) -> str:
    """A row a class: its share of the samples beside its share of real examples."""
    heads = [say(f"measures.column_{key}") for key in CLASS_COLUMNS]
    asked = told["asked"] or []
    rows = [_class_row(told, label) for label in range(len(told["shares"]))]
    if asked:
        heads.append(say("measures.column_obeyed"))
        rows = [[*row, _percent(one)] for row, one in zip(rows, asked, strict=True)]
    return table(heads, rows)


def _class_row(told: dict[str, Any], label: int) -> list[str]:
    share, name = told["shares"][label], told["names"][current_language()][label]
    dot = f'<span class="dot" style="background:{class_color(label)}"></span>'
    low, high = share["interval"]
    return [dot + escape(name), _percent(share), f"{low:.1%}–{high:.1%}", f"{told['real'][label]:.1%}"]


def _percent(share: dict[str, Any] | None) -> str:
    """A share with its bar; "–" where nothing was asked."""
    if share is None:
        return "–"
    value = f"{share['part'] / share['whole']:.1%}"
    return f'<span class="share" style="--of:{value}">{value}</span>'
