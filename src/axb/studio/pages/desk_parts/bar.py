"""Above the pictures: where the code goes at once, the walk between A and B, what the map shows."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.insight.latent import WAYS
from axb.labs.desk import DeskLab
from axb.labs.desk.desk import LAYERS
from axb.studio.follower import Follower
from axb.studio.pages.desk_parts.doing import Do
from axb.studio.visitor import Visitor

Act = Callable[[DeskLab], Any]


class Bar:
    """Buttons and switches."""

    def __init__(self, visitor: Visitor, do: Do, lab: DeskLab) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("div").classes("axb-row axb-bar"):
            self.walk = self._button("walk", "directions_walk", _walk, "unelevated")
            self._button("random", "casino", DeskLab.random)
            self._button("mean", "filter_center_focus", DeskLab.mean)
            self._button("to_a", "", lambda one: one.go("a"))
            self._button("to_b", "", lambda one: one.go("b"))
            self._button("keep_a", "push_pin", lambda one: one.keep("a"))
            self._button("keep_b", "push_pin", lambda one: one.keep("b"))
        with ui.element("div").classes("axb-row axb-bar desk-choices"):
            ways = {name: say(f"studio_desk.way_{name}") for name in WAYS}
            self._toggle("way", ways, lab.way, lambda one, value: one.set_way(value))
            if lab.model.encoder is not None:
                layers = {name: say(f"studio_desk.layers_{name}") for name in LAYERS}
                self._toggle("layers", layers, lab.layers, lambda one, value: one.set_layers(value))
            if lab.model.classes:
                self._classes(lab)

    def refresh(self, lab: DeskLab) -> None:
        """As the lab is now."""
        self.walk.set_text(self.visitor.say("studio_surface.pause" if lab.running else "studio_desk.do_walk"))
        self.walk.set_icon("pause" if lab.running else "directions_walk")
        if lab.model.classes:
            self.label.follow()

    def _classes(self, lab: DeskLab) -> None:
        names = lab.data.labels(self.visitor.language)
        words = {at: names[at] if at < len(names) else str(at) for at in range(lab.model.classes)}
        select = ui.select(words, value=lab.label, label=self.visitor.say("studio_desk.class"))
        self.label = Follower(
            self.visitor, select.classes("axb-select"),
            lambda value: self.do(lambda one: one.set_label(value)), lambda: lab.label,
        )  # fmt: skip

    def _button(self, name: str, icon: str, act: Act, look: str = "outline") -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        button = ui.button(self.visitor.say(f"studio_desk.do_{name}"), icon=icon or None, on_click=pressed)
        return button.props(f"no-caps {look}")

    def _toggle(
        self, name: str, words: dict[str, str], value: str, act: Callable[[DeskLab, Any], Any]
    ) -> None:
        toggle = ui.toggle(words, value=value, on_change=self._does(act))
        toggle.props("no-caps unelevated toggle-color=primary role=group")
        toggle.props["aria-label"] = self.visitor.say(f"studio_desk.choose_{name}")

    def _does(self, act: Callable[[DeskLab, Any], Any]) -> Any:
        async def changed(event: ValueChangeEventArguments[Any]) -> None:
            await self.do(lambda lab: act(lab, event.value))

        return self.visitor.does(changed)


def _walk(lab: DeskLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()
