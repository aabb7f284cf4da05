"""A lesson's laboratory, live in place: pictures, a few controls, numbers, the goal."""

from collections.abc import Awaitable, Callable
from contextlib import nullcontext

from nicegui import ui

from axb.data.spec import parse_spec
from axb.labs.catalogue import EXPERIMENTS
from axb.lessons import Bench
from axb.lessons.hands import Hands
from axb.lessons.telling import shown, wanted
from axb.studio.lab_view import open_lab
from axb.studio.pages.lesson_controls import Controls
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame
from axb.words import say, speaking

# Of a view, by its height; others look at their scene.
WIDTHS = {
    "network": 16 / 9, "losses": 3 / 2, "pass": 8 / 3, "ladder": 2.0, "ladders": 5 / 2, "accuracy": 4.0,
    "timeline": 5 / 2, "work": 5 / 3, "seconds": 5 / 3,
    "picture": 1.0, "patch": 1.0, "map": 1.0, "pooled": 1.0, "channels": 1.2, "matrix": 1.5,
    "plane": 4 / 3, "made": 1.2, "drawn": 4 / 3, "walk": 7.0,
    "maps": 2.05, "counts": 1.6, "odd": 2.3, "new": 3.4,
}  # fmt: skip
LEAST = 12.5  # rem that a view is high, at least; then it moves below the one before


class LessonBench:
    """One visitor's laboratory of one step."""

    def __init__(self, visitor: Visitor, bench: Bench) -> None:
        self.visitor, self.bench, self.hands = visitor, bench, Hands(bench)
        self.reached = False
        with (
            ui.element("section")
            .classes("axb-lesson-bench")
            .props(f'aria-label="{visitor.say("studio_lessons.experiment")}"')
        ):
            with ui.element("p").classes("axb-lesson-do"):
                ui.icon("touch_app").props("aria-hidden=true")
                ui.label(bench.action)
            views = self._views()
            self.session = open_lab(self.hands.lab, visitor, views, self._frame)
            self.session.speed = self.hands.kind.speed
            self.controls = Controls(visitor, bench, self.hands, self.session)
            self._readings()
            self.says = ui.label().classes("axb-lesson-says").props('role="status"')
            name = parse_spec(bench.lab)[0]
            save_buttons(visitor, self.session, name, bench.views)
            if name in EXPERIMENTS:
                ui.link(say("studio_lessons.whole_experiment"), f"/lab/{name}")

    def _views(self) -> dict[str, SceneView]:
        """Side by side and equally high where there is room: each grows with how wide it is."""
        scenes, views = self.hands.lab.scenes(), dict[str, SceneView]()
        with ui.element("div").classes("axb-lesson-views"):
            for name in self.bench.views:
                scene = scenes[name]
                wide = WIDTHS.get(name, 1.1 if scene.square and name == "surface" else 4 / 3)
                with ui.element("div").classes("axb-lesson-wide") if scene.wide else nullcontext():
                    view = SceneView(self.visitor, say(f"studio_lessons.view_{name}"), scene, f"{wide:.3f}")
                view.style(f"flex: {wide:.3f} 1 {wide * LEAST:.2f}rem")
                view.on_drag(self._drag).on_pick(self._pick).on_tap(self._tapped(name))
                views[name] = view
        return views

    def _readings(self) -> None:
        numbers, self.readings = self.hands.lab.numbers(), dict[str, ui.label]()
        with ui.element("div").classes("axb-lesson-numbers"):
            for name in (one for one in self.bench.numbers if one not in self.controls.dials):
                with ui.element("div").classes("axb-lesson-number"):
                    ui.label(say(f"lessons.number_{name}")).classes("axb-muted")
                    self.readings[name] = ui.label(shown(numbers[name]))
            if self.bench.goal is not None:
                with ui.element("span").classes("axb-lesson-goal").props('role="status"') as self.goal:
                    self.flag = ui.icon("flag").props("aria-hidden=true")
                    ui.label(say("studio_lessons.goal", goal=wanted(self.bench.goal)))

    async def _drag(self, touch: Touch) -> None:
        await self.session.do(lambda _: self.hands.drag(touch.name, touch.index, touch.x, touch.y))

    async def _pick(self, touch: Touch) -> None:
        if touch.key == "Delete":
            await self.session.do(lambda _: self.hands.remove(touch.name, touch.index))

    def _tapped(self, view: str) -> Callable[[Touch], Awaitable[None]]:
        async def act(touch: Touch) -> None:
            await self.session.do(lambda _: self.hands.tap(view, touch.x, touch.y))

        return act

    def _frame(self, frame: Frame) -> None:
        """Numbers, sliders, goal and sentence follow the pictures."""
        for name, label in self.readings.items():
            label.set_text(shown(frame.numbers[name]))
        self.controls.follow(frame.numbers)
        with speaking(self.visitor.language):
            self.says.set_text(self.hands.says())
        goal = self.bench.goal
        if goal is not None and not self.reached and goal.reached(frame.numbers):
            self.reached = True
            self.goal.classes("axb-done")
            self.flag.set_name("check_circle")
