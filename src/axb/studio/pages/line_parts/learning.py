"""How it learns: the rate with its limit, the optimizer with its hyperparameters explained in place."""

from functools import partial

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.labs.line import LineLab
from axb.optimizers import NAMES, Hyper
from axb.optimizers.hyper import LEARNING_RATE
from axb.studio.dial import Dial
from axb.studio.pages.line_parts.doing import Do
from axb.studio.pages.optimizers import address
from axb.studio.visitor import Visitor
from axb.views.numbers import number
from axb.words import say, speaking

REACH = 1000.0  # the rate's slider reaches that far below and a tenth of it above what suits


class RateDial:
    """The learning rate, with the limit above which gradient descent diverges, and what it means."""

    def __init__(self, visitor: Visitor, do: Do, lab: LineLab) -> None:
        self.visitor, rate = visitor, lab.optimizer.rate

        async def change(rate: float) -> None:
            await do(lambda lab: lab.set_hyper("learning_rate", rate))

        self.dial = Dial(
            visitor, visitor.say("studio_line.rate"), rate, rate / 10, rate * 10, change, log=True
        )
        self.refresh(lab)
        with speaking(visitor.language):
            one = LEARNING_RATE
            told = say("optimizers.told", meaning=one.meaning, small=one.too_small, large=one.too_large)
            ui.label(told).classes("axb-muted")

    def refresh(self, lab: LineLab) -> None:
        """The rate and its limit of now."""
        suits, limit = lab.default_rate(lab.optimizer), lab.highest_rate
        marks = [] if limit is None else [(limit, self.visitor.say("studio_line.limit", rate=number(limit)))]
        self.dial.follow(lab.optimizer.rate, suits / REACH, suits * REACH / 10, marks)


class LearningCard:
    """By which rule the line learns."""

    def __init__(self, visitor: Visitor, do: Do, lab: LineLab) -> None:
        self.visitor, self.do, self.shown = visitor, do, lab.optimizer
        with ui.element("section").classes("axb-card"):
            ui.label(visitor.say("studio_line.learning")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            self.optimizer = ui.select(
                {name: rule.title for name, rule in NAMES.items()}, value=self.shown.name,
                label=visitor.say("studio_line.optimizer"), on_change=visitor.does(self._optimizer),
            ).classes("axb-wide")  # fmt: skip
            self.box = ui.element("div").classes("axb-hypers")
            self.what = ui.link(visitor.say("studio_optimizers.what"), new_tab=True)
            ui.link(visitor.say("studio_line.all_optimizers"), "/surface")
        self._tell()

    def refresh(self, lab: LineLab) -> None:
        """Other fields, where the optimizer is another."""
        if lab.optimizer is not self.shown:
            self.shown = lab.optimizer
            self._tell()

    def _tell(self) -> None:
        """What each hyperparameter means, as its declaration says."""
        self.what.props(f'href="{address(self.shown.name)}"')
        self.box.clear()
        with speaking(self.visitor.language), self.box:
            for hyper in self.shown.hyperparameters:
                if hyper is not LEARNING_RATE:  # which stands beside the surface
                    self._field(hyper)

    def _field(self, hyper: Hyper) -> None:
        with ui.element("div"):
            ui.number(
                f"{hyper.symbol}  {hyper.name}", value=getattr(self.shown, hyper.name), format="%.12g",
                step=0.01 if hyper.high <= 1 else None,
                on_change=self.visitor.does(partial(self._hyper, hyper.name)),
            ).classes("axb-wide").props("debounce=300")  # fmt: skip
            ui.label(hyper.meaning).classes("axb-muted")

    async def _optimizer(self, event: ValueChangeEventArguments[str]) -> None:
        await self.do(lambda lab: lab.set_optimizer(event.value))

    async def _hyper(self, name: str, event: ValueChangeEventArguments[float | None]) -> None:
        value = event.value
        if value is not None:
            await self.do(lambda lab: lab.set_hyper(name, value))
