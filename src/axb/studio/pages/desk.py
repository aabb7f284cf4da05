"""The latent desk: a point on a map of codes, and the picture that follows it, also while the model still learns."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import slowly, with_store
from axb.studio.calm import Calm
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame
from axb.words import InputError, speaking

if TYPE_CHECKING:
    from axb.jobs import Predictor
    from axb.labs.desk import DeskLab

STYLE = Path(__file__).parent / "desk_parts" / "desk.css"
AFTER = Path(__file__).parent.parent / "after.css"
PATIENCE = 30.0  # seconds that a model and its data may take to be loaded
REFRESH = 0.1  # seconds between two looks of words and sliders; pictures come as fast as they can
NEWS = 1.0  # seconds between two looks for newer weights
SPEED = 40.0  # steps of a walk a second
VIEWS = {"plane": "4/3", "made": "1/1", "walk": "7/1"}


def register() -> None:
    """/desk/{name}"""

    @ui.page("/desk/{name}", response_timeout=PATIENCE)
    async def desk(name: str) -> None:
        try:
            with speaking(who().language):
                predictor, lab = await slowly(partial(_loaded, name))
        except InputError as error:
            with frame(who().say("studio_desk.title")) as visitor:
                ui.label(str(error)).classes("axb-lead")
                ui.link(visitor.say("studio_run.all_runs"), "/runs")
            return
        title = who().say("studio_desk.of", name=predictor.name)
        with frame(title, title) as visitor:
            ui.add_css(STYLE)
            ui.add_css(AFTER)
            DeskPage(visitor, predictor, lab)


def _loaded(name: str) -> "tuple[Predictor, DeskLab]":
    from axb.jobs.newest import newest
    from axb.labs.desk import DeskLab
    from axb.studio.predictors import predictor

    found = predictor(name)
    model, step = newest(name)
    return found, DeskLab(model, found.data, step)


class DeskPage:
    """One visitor's desk: the map and what is made of its code, the numbers, what was drawn; the way from A to B."""

    def __init__(self, visitor: Visitor, predictor: "Predictor", lab: "DeskLab") -> None:
        from axb.studio.pages.desk_parts.bar import Bar
        from axb.studio.pages.desk_parts.given import given_tools
        from axb.studio.pages.desk_parts.numbers import Numbers

        self.visitor, self.predictor, self.lab = visitor, predictor, lab
        self._calm, self._captions = Calm(self._refresh, REFRESH), dict[str, str]()
        self.labels: dict[str, ui.label] = {}
        with ui.element("div").classes("axb-row desk-head"):
            self.step = ui.label().props('role="status"')
            ui.link(visitor.say("studio_desk.run"), f"/run/{predictor.name}")
        self.bar = Bar(visitor, self.do, lab)
        shown = {name: VIEWS[name] for name in lab.scenes()}
        with ui.element("div").classes("desk-page"):
            views = {name: self._view(name, aspect) for name, aspect in shown.items()}
            self.numbers = Numbers(visitor, self.do, lab)
            if lab.model.encoder is not None:
                given_tools(visitor, self.do, predictor)
        views["plane"].on_drag(self._drag).on_tap(self._drag)
        self.session = open_lab(lab, visitor, views, self._frame)
        self.session.speed = SPEED
        save_buttons(visitor, self.session, f"{predictor.name}-desk", tuple(shown))
        self.news = ui.timer(NEWS, visitor.does(self._look))

    async def do(self, change: "Callable[[DeskLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _view(self, name: str, aspect: str) -> SceneView:
        title = self.visitor.say(f"studio_lessons.view_{name}")
        with ui.element("div").classes(f"desk-{name}"):
            ui.label(title).props('role="heading" aria-level="2"').classes("axb-card-title")
            view = SceneView(self.visitor, title, aspect=aspect)
            self.labels[name] = ui.label().classes("axb-muted")
        return view

    async def _drag(self, touch: Touch) -> None:
        await self.do(lambda lab: lab.put(touch.x, touch.y, touch.name or "code"))

    async def _look(self) -> None:
        """Newer weights are taken as soon as they are there; a run that is over is looked at no more."""
        try:
            step, going = await with_store(self._standing)
            if step != self.lab.step:
                await self._take()
            elif not going:
                self.news.deactivate()
        except InputError:  # diverged, or gone: said once
            self.news.deactivate()
            raise

    async def _take(self) -> None:
        from axb.jobs.newest import newest

        model, step = await slowly(lambda: newest(self.predictor.name))
        await self.do(lambda lab: lab.take(model, step))

    def _standing(self, store: Store) -> tuple[int, bool]:
        from axb.jobs.newest import newest_step
        from axb.runs.record import ACTIVE

        return newest_step(store, self.predictor.name), store.open(self.predictor.name).shown_status in ACTIVE

    def _frame(self, frame: Frame) -> None:
        self._captions = {name: str(scene["caption"]) for name, scene in frame.scenes.items()}
        self._calm()

    def _refresh(self) -> None:
        for name, caption in self._captions.items():
            self.labels[name].set_text(caption)
        with speaking(self.visitor.language):
            self.step.set_text(self.lab.verdict())
        self.bar.refresh(self.lab)
        self.numbers.refresh(self.lab)
