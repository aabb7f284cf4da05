"""The searches that there are, each with a way to its page."""

from html import escape
from urllib.parse import quote

from nicegui import ui

from axb.studio.live_sweep import SWEEPS, Listed
from axb.studio.visitor import Visitor

COLUMNS = ("name", "what", "trials", "best")


async def show_list(visitor: Visitor) -> None:
    """The latest, newest first."""
    say = visitor.say
    ui.html(say("studio_sweep.earlier"), sanitize=False, tag="h2")
    found = await SWEEPS.listed(visitor.language)
    if not found:
        ui.label(say("studio_sweep.none")).classes("axb-muted")
        return
    head = "".join(f'<th scope="col">{escape(say(f"studio_sweep.column_{one}"))}</th>' for one in COLUMNS)
    body = "".join(_row(one, visitor) for one in found)
    table = f'<table class="axb-runs axb-best"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    place = ui.html(table, sanitize=False).classes("axb-scroll").props("tabindex=0 role=region")
    place.props["aria-label"] = say("studio_sweep.earlier")


def _row(one: Listed, visitor: Visitor) -> str:
    link = f'<a href="/sweep/{quote(one.name)}">{escape(one.name)}</a>'
    note = f" · {visitor.say('studio_sweep.is_searching')}" if one.searching else ""
    active = ' class="axb-active"' if one.searching else ""
    cells = (f"{one.model} · {one.data}", f"{one.trials}{note}", one.best)
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr{active}><td class="axb-col-name">{link}</td>{inner}</tr>'
