"""A live picture: `Scene`s drawn on a canvas in the browser, that answer mouse, finger and keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.studio.visitor import Visitor
from axb.views.scene import Scene, color_table

Told = dict[str, Any]  # a scene as JSON's types


@dataclass(frozen=True)
class Touch:
    """What a hand did: `name` and `index` of the mark (index -1: none), where in the axes' coordinates, which key."""

    name: str
    index: int
    x: float
    y: float
    key: str = ""


class SceneView(ui.element, component="scene.js"):
    """The picture `scene`; `label` names it for those who do not see it."""

    def __init__(self, visitor: Visitor, label: str, scene: Scene | None = None, aspect: str = "4/3") -> None:
        super().__init__()
        self._props["label"], self._props["keys"] = label, visitor.say("studio.picture_keys")
        self._props["colors"], self._props["letters"] = (
            color_table(visitor.scheme),
            1.5 if visitor.large else 1,
        )
        self.classes("axb-scene").style(f"aspect-ratio: {aspect}")
        self._visitor = visitor
        self.told: Told | None = None
        self._number = 0  # of the scene that was told last
        self.on("lost", lambda _: self._tell_whole(), [])
        self.aspect = aspect
        if scene is not None:
            self.show(scene)

    def show(self, scene: "Scene | Told") -> None:
        """Draw this from now on."""
        told = scene.to_dict() if isinstance(scene, Scene) else scene
        before, self.told = self.told, told
        self._number += 1
        if before is None:
            self._props["first"] = {**told, "number": self._number}  # there when the page appears
            self._tell_whole()
            return
        marks = news(before["marks"], told["marks"])
        self.run_method("show", {**told, "marks": marks, "number": self._number, "base": self._number - 1})

    def _tell_whole(self) -> None:
        """For a browser that has not seen the scene before."""
        if self.told is not None:
            self.run_method("show", {**self.told, "number": self._number})

    def on_drag(self, act: Callable[[Touch], Any]) -> "SceneView":
        """A mark that can be grabbed is being dragged: called with each new place."""
        return self._hear("drag", act)

    def on_drop(self, act: Callable[[Touch], Any]) -> "SceneView":
        """It was let go."""
        return self._hear("drop", act)

    def on_pick(self, act: Callable[[Touch], Any]) -> "SceneView":
        """A named mark was clicked, or a key was pressed on it (`key`: "Enter", "Delete")."""
        return self._hear("pick", act)

    def on_tap(self, act: Callable[[Touch], Any]) -> "SceneView":
        """The ground was clicked, in a scene with `taps`."""
        return self._hear("tap", act)

    def on_drawn(self, act: Callable[[], Any]) -> "SceneView":
        """The browser has drawn what it was last sent."""
        self.on("drawn", lambda _: act(), [])
        return self

    def _hear(self, kind: str, act: Callable[[Touch], Any]) -> "SceneView":
        def heard(event: GenericEventArguments) -> Any:
            args = event.args
            touch = Touch(
                str(args["name"]), int(args["index"]), float(args["x"]), float(args["y"]), str(args["key"])
            )
            return act(touch)

        self.on(kind, self._visitor.does(heard))
        return self


def news(before: list[Told], now: list[Told]) -> list[Told | None]:
    """Marks; None for one that is at its place as it was: a large picture under what moves is sent once."""
    old = [*before, *[None] * len(now)]
    return [None if mark is was or mark == was else mark for mark, was in zip(now, old, strict=False)]
