"""The optimizers: which are shown, in which colour, with every hyperparameter on a slider."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.surface import ROSTER, SurfaceLab, default_rate
from axb.labs.surface.roster import title
from axb.optimizers import Hyper, Optimizer
from axb.optimizers.hyper import LEARNING_RATE
from axb.studio.dial import Dial
from axb.studio.follower import Follower
from axb.studio.pages.surface_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.views.palette import OPTIMIZERS
from axb.words import speaking

REACH = 100.0  # the rate's slider reaches that far to both sides of what suits
NEARLY_ONE = 0.999  # where values below 1 end
EPSILONS = 1e-10, 1.0
DECAYS = 0.0, 2.0


class Walkers:
    """A card with one line for each optimizer of the roster; sliders where it is shown."""

    def __init__(self, visitor: Visitor, do: Do, lab: SurfaceLab) -> None:
        say = visitor.say
        with ui.element("section").classes("axb-card surface-walkers"):
            ui.label(say("studio_surface.optimizers")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            with speaking(visitor.language):
                ui.label(LEARNING_RATE.meaning).classes("axb-muted")
                self.walkers = [Walker(visitor, do, lab, name) for name in ROSTER]

    def refresh(self, lab: SurfaceLab) -> None:
        """As the lab is now."""
        for walker in self.walkers:
            walker.refresh(lab)


class Walker:
    """One optimizer: a box to tick, its colour, its sliders with what they mean."""

    def __init__(self, visitor: Visitor, do: Do, lab: SurfaceLab, name: str) -> None:
        self.visitor, self.do, self.name = visitor, do, name
        rule, say = lab.optimizers[name], visitor.say
        with ui.element("div").classes("surface-walker"):
            with ui.element("div").classes("surface-walker-head"):
                ui.element("span").classes("surface-color").style(f"background: {OPTIMIZERS[name]}")
                box = ui.checkbox(title(name), value=name in lab.shown).props("dense")
                self.box = Follower(visitor, box, self._show, lambda: name in lab.shown)
                renew = visitor.does(lambda: do(lambda lab: lab.renew(name)))
                self.renew = ui.button(icon="restart_alt", on_click=renew).props("flat dense round")
                self.renew.props["aria-label"] = say("studio_surface.renew", name=title(name))
            with ui.element("div").classes("axb-hypers") as self.sliders:
                self.dials = {hyper.name: self._dial(hyper, rule) for hyper in rule.hyperparameters}
        self.refresh(lab)

    def refresh(self, lab: SurfaceLab) -> None:
        """Ticked or not, and the values of now."""
        shown, rule = self.name in lab.shown, lab.optimizers[self.name]
        self.box.follow()
        self.sliders.set_visibility(shown)
        self.renew.set_visibility(shown)
        if not shown:
            return
        for hyper in rule.hyperparameters:
            low, high = _range(hyper)
            if hyper is LEARNING_RATE:
                suits = default_rate(lab.surface, self.name)
                low, high = suits / REACH, suits * REACH
            self.dials[hyper.name].follow(getattr(rule, hyper.name), low, high)

    def _dial(self, hyper: Hyper, rule: Optimizer) -> Dial:
        rate = hyper is LEARNING_RATE
        words = f"{hyper.symbol}  {self.visitor.say('studio_surface.rate') if rate else hyper.name}"
        value = getattr(rule, hyper.name)
        low, high = (value / REACH, value * REACH) if rate else _range(hyper)
        with ui.element("div"):
            dial = Dial(
                self.visitor,
                words,
                value,
                low,
                high,
                self._setter(hyper.name),
                log=rate or hyper.name == "epsilon",
            )
            dial.slider.props["aria-label"] = f"{title(self.name)}: {words}"
            if not rate:  # whose meaning stands above, once for all
                ui.label(hyper.meaning).classes("axb-muted surface-meaning")
        return dial

    def _setter(self, hyper: str) -> Callable[[float], Any]:
        return lambda value: self.do(lambda lab: lab.set_hyper(self.name, hyper, value))

    async def _show(self, ticked: bool) -> None:
        def change(lab: SurfaceLab) -> None:
            wanted = {*lab.shown, self.name} if ticked else {*lab.shown} - {self.name}
            if wanted:
                lab.show([name for name in ROSTER if name in wanted])

        await self.do(change)


def _range(hyper: Hyper) -> tuple[float, float]:
    """From where to where a slider goes."""
    if hyper.name == "epsilon":
        return EPSILONS
    return (hyper.low, NEARLY_ONE) if hyper.high <= 1 else DECAYS
