"""What every part of a trained network makes of one example: its whole way as a picture, then part by part."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from nicegui import ui

from axb.studio.behind import slowly
from axb.studio.save import save_slide_button
from axb.studio.scene import SceneView
from axb.studio.thumbnails import tiles
from axb.studio.visitor import Visitor
from axb.views.cividis import cividis
from axb.views.maps import activation_pictures
from axb.views.scene import Scene
from axb.views.way import SLIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from axb.insight import FeatureMaps
    from axb.jobs import Predictor

MOST = 32  # pictures of one part


class Maps:
    """The way of the example that is shown, and every part; composite ones open."""

    def __init__(self, predictor: "Predictor", visitor: Visitor) -> None:
        self.predictor, self.visitor = predictor, visitor
        self.way, self.scenes = self._view(visitor.say("studio_after.way")), list[Scene]()
        self.told = ui.label().classes("axb-muted")
        save_slide_button(visitor, self._scenes, f"{predictor.name}-maps")
        self.place = ui.element("div").classes("axb-maps")

    async def _scenes(self) -> list[Scene]:
        return self.scenes

    async def show(self, values: "NDArray[Any]") -> None:
        """Another example."""
        scene = await self._draw(self.way, values)
        self.scenes = [scene]
        self.told.set_text(scene.caption)
        found = await slowly(lambda: self.predictor.maps(values))
        self.place.clear()
        with self.place:
            for name, parts in _outer(found):
                if len(parts) == 1:
                    self._show_part(parts[0])
                else:
                    self._show_composite(name, parts, values)

    async def _draw(self, view: SceneView, values: "NDArray[Any]", part: str = "") -> Scene:
        from axb.jobs.way import way

        scene = await slowly(lambda: way(self.predictor, values, part))
        view.show(scene)
        return scene

    def _view(self, label: str) -> SceneView:
        with ui.element("div").classes("axb-way"):
            return SceneView(self.visitor, label, aspect=str(SLIDE))

    def _show_composite(self, name: str, parts: "Sequence[FeatureMaps]", values: "NDArray[Any]") -> None:
        """What comes out of it; what is inside where one opens it."""
        kind = type(self.predictor.model.get_layer(name)).__name__
        self._show_part(parts[-1]._replace(name=name, kind=kind))
        title = self.visitor.say("studio_after.within", name=name, count=len(parts))
        with ui.expansion(title, icon="account_tree").classes("axb-fold axb-wide") as fold:
            inner = ui.element("div")

        async def fill() -> None:
            if not list(inner):
                with inner:
                    view = self._view(title)
                    for part in _that_change_something(parts):
                        self._show_part(part)
                await self._draw(view, values, name)

        fold.on_value_change(self.visitor.does(fill))

    def _show_part(self, part: "FeatureMaps") -> None:
        shape = " × ".join(str(size) for size in part.values.shape)
        ui.html(f"{escape(part.name)} <small>{escape(part.kind)}, {shape}</small>", sanitize=False, tag="h4")
        low, high = float(part.values.min()), float(part.values.max())
        stops = ", ".join("rgb({},{},{})".format(*cividis(share)) for share in np.linspace(0, 1, 7))
        scale(f"linear-gradient(90deg, {stops})", f"{low:.3g}", f"{high:.3g}")
        if part.values.ndim not in (1, 3):
            return
        pictures = activation_pictures(part.values)
        labels = [f"{part.name} {number + 1}" for number in range(min(len(pictures), MOST))]
        tiles(pictures[:MOST], labels, "axb-units" if part.values.ndim == 1 else "")
        tell_hidden(len(pictures), self.visitor)


def _outer(maps: "Sequence[FeatureMaps]") -> "list[tuple[str, Sequence[FeatureMaps]]]":
    """The network's own parts, those inside composite ones together, by name; without those that change nothing."""
    kept: list[tuple[str, Sequence[FeatureMaps]]] = []
    for name, group in groupby(maps, key=lambda one: one.name.split(".")[0]):
        parts = list(group)
        if len(parts) > 1 or not kept or _differ(kept[-1][1][-1], parts[0]):
            kept.append((name, parts))
    return kept


def _differ(before: "FeatureMaps", after: "FeatureMaps") -> bool:
    return not np.array_equal(before.values.ravel(), after.values.ravel())


def _that_change_something(maps: "Sequence[FeatureMaps]") -> "list[FeatureMaps]":
    """Without the parts that only reshape, or pass everything on as it is."""
    kept: list[FeatureMaps] = []
    for one in maps:
        if not kept or _differ(kept[-1], one):
            kept.append(one)
    return kept


def scale(gradient: str, low: str, high: str) -> None:
    """A strip of colours with the numbers at its ends."""
    ui.html(
        f'<span>{low}</span><i style="background:{gradient}"></i><span>{high}</span>', sanitize=False
    ).classes("axb-scale")


def tell_hidden(count: int, visitor: Visitor) -> None:
    """How many of so many pictures are not shown."""
    if count > MOST:
        ui.label(visitor.say("studio_after.more", count=count - MOST)).classes("axb-muted")
