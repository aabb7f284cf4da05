"""Two questions to the same points or pictures: which is it, and what do they look like; a mark asks both models."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.studio.calm import Calm
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame
from axb.words import InputError, speaking

if TYPE_CHECKING:
    from axb.labs.two_questions import TwoQuestionsLab
    from axb.labs.two_questions.pictured import PicturesLab

    AnyLab = TwoQuestionsLab | PicturesLab

REFRESH = 0.2  # seconds between two looks of words; pictures come as fast as they can
SPEED = 60.0  # steps a second
READINGS = ("step", "right_discriminative", "right_generative")


ROWS = {  # the scenes beside one another, and their shapes
    "points": ({"border": "1/1", "density": "1/1"}, {"answers": "4/1"}),
    "pictures": (
        {"border": "3/2", "density": "3/2"},
        {"answers": "4/1"},
        {"odd": "3.4/1"},
        {"new": "2.5/1"},
    ),
}


def register() -> None:
    """/two_questions; the query may choose: ?data=digits, or a folder of pictures"""

    @ui.page("/two_questions")
    def two_questions() -> None:
        from axb.labs.two_questions import two_questions_lab

        say, data = who().say, ui.context.client.request.query_params.get("data")
        with frame(say("studio_two_questions.title"), say("studio_two_questions.heading")) as visitor:
            try:
                lab = two_questions_lab({} if data is None else {"data": data})
            except InputError as error:
                ui.label(str(error)).classes("axb-lead").props('role="alert"')
                ui.link(say("studio_two_questions.title"), "/two_questions")
                return
            TwoQuestionsPage(visitor, lab)


class TwoQuestionsPage:
    """One visitor's two models: both side by side, and below what they say of what the mark is at."""

    def __init__(self, visitor: Visitor, lab: "AnyLab") -> None:
        from axb.labs.two_questions.lab import DATA
        from axb.labs.two_questions.pictured.asked import DATA as PICTURES

        self.visitor, self.lab = visitor, lab
        self.kinds = {**dict.fromkeys(DATA, "points"), **dict.fromkeys(PICTURES, "pictures")}
        self.kind = self.kinds.get(self._name, "pictures")
        self._calm = Calm(self._refresh, REFRESH)
        self._latest: Frame
        self._top()
        views = dict[str, SceneView]()
        for row in ROWS[self.kind]:
            wide = "axb-samples-wide" if set(row) & {"odd", "new"} else "axb-columns"
            with ui.element("div").classes(wide):
                views |= {name: self._view(name, aspect) for name, aspect in row.items()}
        ui.label(visitor.say("studio_two_questions.follows")).classes("axb-muted")
        if self.kind == "pictures":
            ui.link(visitor.say("studio_two_questions.whole"), f"/lab/two_questions?data={quote(self._name)}")
        self.session = open_lab(self.lab, visitor, views, self._frame)
        self.session.speed = SPEED
        save_buttons(visitor, self.session, f"two_questions:data={self._name}", tuple(views))

    @property
    def _name(self) -> str:
        """What they learn from."""
        lab: Any = self.lab
        return str(lab.plan.data if hasattr(lab, "plan") else lab.points.name)

    async def do(self, change: "Callable[[Any], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _top(self) -> None:
        say = self.visitor.say
        with ui.element("div").classes("axb-says"):
            self.sentence = ui.label(self.lab.verdict()).props('role="status"')
            with ui.element("div").classes("axb-readings"):
                self.readings = {name: self._reading(name) for name in READINGS}
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("step", "skip_next", _one_step)
            self._button("start_over", "replay", lambda lab: lab.start_over())
            words = {name: say(f"studio_two_questions.data_{name.replace('-', '_')}") for name in self.kinds}
            self.data = ui.toggle(
                words,
                value=self._name if self._name in words else None,
                on_change=self.visitor.does(self._take_data),
            )
            self.data.props('no-caps unelevated toggle-color=primary role="group"')
            self.data.style("flex-wrap: wrap").props["aria-label"] = say("studio_two_questions.data")
            own = "" if self._name in self.kinds else self._name
            self.own = ui.input(say("studio_two_questions.own"), value=own).props("dense outlined")
            self.own.on("keydown.enter", lambda: self._go(self.own.value)).style("width: min(16rem, 100%)")

    def _view(self, name: str, aspect: str) -> SceneView:
        """A scene; whose first ones are questions, and have a mark that is dragged."""
        say = self.visitor.say
        if name not in ("border", "density"):
            title = say(f"studio_two_questions.view_{name}")
            if name != "answers":
                ui.label(title).props('role="heading" aria-level="2"').classes("axb-card-title")
                ui.label(say(f"labs_two_questions.seen_{name}")).classes("axb-muted")
            view = SceneView(self.visitor, title, aspect=aspect)
            return view.style("min-height: 14rem") if name == "answers" else view

        async def drag(touch: Touch) -> None:
            if touch.name == "probe":
                await self.do(lambda lab: lab.set_probe(touch.x, touch.y))
            else:
                await self.do(lambda lab: lab.move_point(touch.index, touch.x, touch.y))

        async def put(touch: Touch) -> None:
            await self.do(lambda lab: lab.set_probe(touch.x, touch.y))

        title, points = say(f"studio_two_questions.question_{name}"), self.kind == "points"
        seen = say(f"labs_two_questions.seen_{name}") if points else say(f"labs_two_questions.way_{name}")
        with ui.element("div").classes("axb-stack"):
            ui.label(title).props('role="heading" aria-level="2"').classes("axb-card-title")
            view = SceneView(self.visitor, title, aspect=aspect)
            ui.label(seen).classes("axb-muted")
        return view.on_drag(drag).on_tap(put).on_pick(put)

    async def _take_data(self, event: ValueChangeEventArguments[Any]) -> None:
        if event.value is None:
            return
        if self.kinds[event.value] != self.kind:
            self._go(event.value)
        else:
            await self.do(lambda lab: lab.set_data(event.value))

    def _go(self, data: str) -> None:
        """The same page on other data."""
        if data.strip():
            ui.navigate.to(f"/two_questions?data={quote(data.strip())}")

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            ui.label(self.visitor.say(f"studio_two_questions.read_{name}")).classes("axb-muted")
            return ui.label("–")

    def _button(self, name: str, icon: str, act: "Callable[[Any], Any]", look: str = "outline") -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        words = self.visitor.say(f"studio_two_questions.do_{name}")
        return ui.button(words, icon=icon, on_click=pressed).props(f"no-caps {look}")

    def _frame(self, frame: Frame) -> None:
        self._latest = frame
        self._calm()

    def _refresh(self) -> None:
        self._follow(self._latest.numbers)
        with speaking(self.visitor.language):
            self.sentence.set_text(self.lab.verdict())
        running = self.lab.running
        self.play.set_text(self.visitor.say(f"studio_two_questions.do_{'pause' if running else 'play'}"))
        self.play.set_icon("pause" if running else "play_arrow")

    def _follow(self, numbers: Mapping[str, float]) -> None:
        for name, label in self.readings.items():
            label.set_text(_shown(name, numbers[name]))


def _play_or_pause(lab: "AnyLab") -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _one_step(lab: "AnyLab") -> None:
    lab.pause()
    lab.advance()


def _shown(name: str, value: float) -> str:
    if value != value:
        return "–"
    return f"{value:,.0f}" if name == "step" else f"{value:.0%}"
