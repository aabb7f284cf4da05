"""Two questions to the same points: which is it, and what do they look like; a ring asks both models about a place."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.studio.calm import Calm
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame
from axb.words import speaking

if TYPE_CHECKING:
    from axb.labs.two_questions import TwoQuestionsLab

REFRESH = 0.2  # seconds between two looks of words; pictures come as fast as they can
SPEED = 60.0  # steps a second
READINGS = ("step", "right_discriminative", "right_generative")


def register() -> None:
    """/two_questions"""

    @ui.page("/two_questions")
    def two_questions() -> None:
        say = who().say
        with frame(say("studio_two_questions.title"), say("studio_two_questions.heading")) as visitor:
            TwoQuestionsPage(visitor)


class TwoQuestionsPage:
    """One visitor's two models: both planes side by side, and below what they say of the ring's place."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.two_questions import TwoQuestionsLab

        self.visitor, self.lab = visitor, TwoQuestionsLab()
        self._calm = Calm(self._refresh, REFRESH)
        self._latest: Frame
        self._top()
        with ui.element("div").classes("axb-columns"):
            views = {name: self._plane(name) for name in ("border", "density")}
        views["answers"] = SceneView(
            visitor, visitor.say("labs_two_questions.seen_answers"), aspect="4/1"
        ).style("min-height: 14rem")
        ui.label(visitor.say("studio_two_questions.follows")).classes("axb-muted")
        self.session = open_lab(self.lab, visitor, views, self._frame)
        self.session.speed = SPEED
        save_buttons(visitor, self.session, "two_questions", tuple(views))

    async def do(self, change: "Callable[[TwoQuestionsLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _top(self) -> None:
        from axb.labs.two_questions.lab import DATA

        say = self.visitor.say
        with ui.element("div").classes("axb-says"):
            self.sentence = ui.label(say("labs_two_questions.at_start")).props('role="status"')
            with ui.element("div").classes("axb-readings"):
                self.readings = {name: self._reading(name) for name in READINGS}
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("step", "skip_next", _one_step)
            self._button("start_over", "replay", lambda lab: lab.start_over())
            words = {name: say(f"studio_two_questions.data_{name}") for name in DATA}
            self.data = ui.toggle(
                words, value=self.lab.points.name, on_change=self.visitor.does(self._take_data)
            )
            self.data.props('no-caps unelevated toggle-color=primary role="group"')
            self.data.style("flex-wrap: wrap").props["aria-label"] = say("studio_two_questions.data")

    def _plane(self, name: str) -> SceneView:
        say = self.visitor.say

        async def drag(touch: Touch) -> None:
            if touch.name == "probe":
                await self.do(lambda lab: lab.set_probe(touch.x, touch.y))
            else:
                await self.do(lambda lab: lab.move_point(touch.index, touch.x, touch.y))

        async def put(touch: Touch) -> None:
            await self.do(lambda lab: lab.set_probe(touch.x, touch.y))

        with ui.element("div").classes("axb-stack"):
            title = ui.label(say(f"studio_two_questions.question_{name}"))
            title.props('role="heading" aria-level="2"').classes("axb-card-title")
            view = SceneView(self.visitor, say(f"studio_two_questions.question_{name}"), aspect="1/1")
            ui.label(say(f"labs_two_questions.seen_{name}")).classes("axb-muted")
        return view.on_drag(drag).on_tap(put).on_pick(put)

    async def _take_data(self, event: ValueChangeEventArguments[Any]) -> None:
        await self.do(lambda lab: lab.set_data(event.value))

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            ui.label(self.visitor.say(f"studio_two_questions.read_{name}")).classes("axb-muted")
            return ui.label("–")

    def _button(
        self, name: str, icon: str, act: "Callable[[TwoQuestionsLab], Any]", look: str = "outline"
    ) -> ui.button:
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
            label.set_text(f"{numbers[name]:,.0f}" if name == "step" else f"{numbers[name]:.0%}")


def _play_or_pause(lab: "TwoQuestionsLab") -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _one_step(lab: "TwoQuestionsLab") -> None:
    lab.pause()
    lab.advance()
