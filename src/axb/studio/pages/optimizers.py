"""The optimizers, each explained by its own declaration: /optimizers for all, /optimizers?rule=adam for one."""

import re
from html import escape
from typing import TYPE_CHECKING

from nicegui import run, ui

from axb.studio.frame import frame, who
from axb.studio.signs import signs
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

if TYPE_CHECKING:
    from axb.optimizers.explained import Explanation, HyperExplained, RelativeExplained

ADDRESS = "/optimizers"
PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk
RAISED, LOWERED = dict(zip("²ᵗ", "2t", strict=True)), dict(zip("₁₂ₜ₊", "12t+", strict=True))
MARK = re.compile(
    f"(?P<raised>[{''.join(RAISED)}])|(?P<lowered>[{''.join(LOWERED)}])|(?P<letter>[A-Za-zα-ω])"
)


def register() -> None:
    """/optimizers"""

    @ui.page(ADDRESS, response_timeout=PATIENCE)
    async def page(rule: str = "") -> None:
        await run.io_bound(_import_what_is_heavy)
        visitor = who()
        try:
            told = _explain(rule, visitor) if rule else None
        except InputError as error:
            _all(str(error))
            return
        _one(told) if told else _all(visitor.say("studio_optimizers.lead"))


def address(rule: str = "") -> str:
    """Where a rule is explained; "" is all of them."""
    return f"{ADDRESS}?rule={rule}" if rule else ADDRESS


def _import_what_is_heavy() -> None:
    import axb.optimizers  # noqa: F401


def _explain(rule: str, visitor: Visitor) -> "Explanation":
    from axb.optimizers import explain

    with speaking(visitor.language):
        return explain(rule)


def _all(lead: str) -> None:
    from axb.optimizers import NAMES

    with frame(who().say("studio_optimizers.title")) as visitor:
        ui.label(lead).classes("axb-lead")
        with ui.element("div").classes("axb-doors"):
            for told in (_explain(name, visitor) for name in NAMES):
                with ui.link(target=address(told.name)).classes("axb-card axb-rule"):
                    ui.html(f"<b>{told.title}</b>", sanitize=False)
                    ui.label(told.idea)
                    _equation(told)


def _one(told: "Explanation") -> None:
    with frame(told.title) as visitor:
        _ways(visitor, told.name)
        ui.label(told.idea).classes("axb-lead")
        with ui.element("div").classes("axb-columns"):
            with ui.element("section").classes("axb-card"):
                _equation(told)
                ui.label(told.source).classes("axb-muted")
            _symbols(told)
        _head(visitor, "studio_optimizers.hyperparameters")
        with ui.element("div").classes("axb-columns axb-even"):
            for hyper in told.hyperparameters:
                _hyper(visitor, hyper)
        _head(visitor, "optimizers.relatives")
        with ui.element("div").classes("axb-columns axb-even"):
            for relative in told.relatives:
                _relative(relative)


def _ways(visitor: Visitor, here: str) -> None:
    """To the other rules."""
    from axb.optimizers import NAMES

    titles = {
        "": visitor.say("studio_optimizers.all"),
        **{name: named.title for name, named in NAMES.items()},
    }
    label = visitor.say("studio_optimizers.title")
    with ui.element("nav").classes("axb-ways axb-rules").props(f'aria-label="{label}"'):
        for name, title in titles.items():
            ui.link(title, address(name)).props('aria-current="page"' if name == here else "")


def _head(visitor: Visitor, key: str) -> None:
    ui.html(visitor.say(key), sanitize=False, tag="h2")


def _equation(told: "Explanation") -> None:
    for line in told.equations:
        ui.html(typeset(line), sanitize=False).classes("axb-equation")


def _symbols(told: "Explanation") -> None:
    with ui.element("section").classes("axb-card"), ui.element("dl").classes("axb-symbols"):
        hypers = [(hyper.symbol, hyper.name) for hyper in told.hyperparameters]
        for symbol, meaning in (*told.symbols, *hypers):
            ui.html(typeset(symbol), sanitize=False, tag="dt")
            ui.element("dd")._text = meaning


def _hyper(visitor: Visitor, hyper: "HyperExplained") -> None:
    with ui.element("section").classes("axb-card"):
        ui.html(f"<i>{typeset(hyper.symbol)}</i> {hyper.name}", sanitize=False, tag="h3")
        ui.label(hyper.meaning)
        usual = visitor.say("studio_optimizers.usual", default=hyper.default, range=hyper.range)
        ui.label(usual).classes("axb-muted")
        signs(visitor, hyper)


def _relative(relative: "RelativeExplained") -> None:
    """A door to the other rule, with the settings under which both are the same."""
    with ui.link(target=address(relative.name)).classes("axb-card axb-relative"):
        ui.html(f"<b>{relative.title}</b>", sanitize=False)
        for spec in (relative.spec, f"→ {relative.other_spec}"):
            ui.html(_breakable(spec), sanitize=False, tag="code")
        ui.label(relative.meaning).classes("axb-muted")


def _breakable(spec: str) -> str:
    """May go on in the next line behind a comma."""
    return escape(spec).replace(":", ":<wbr>").replace(",", ",<wbr>")


def typeset(line: str) -> str:
    """A line of an equation as HTML: letters slanted, raised and lowered ones really raised and lowered."""

    def mark(found: re.Match[str]) -> str:
        sign = found.group()
        if found["letter"]:
            return f"<i>{sign}</i>"
        return f"<sup>{RAISED[sign]}</sup>" if found["raised"] else f"<sub>{LOWERED[sign]}</sub>"

    return MARK.sub(mark, escape(line))
