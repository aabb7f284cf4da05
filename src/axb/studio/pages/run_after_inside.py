"""Inside a trained network: its filters, and what each part makes of the chosen example."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from nicegui import ui

from axb.studio.behind import slowly
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.scene import SceneView
from axb.studio.thumbnails import picture_html, tiles
from axb.studio.visitor import Visitor
from axb.views.cividis import cividis
from axb.views.looks import laid_over
from axb.views.maps import activation_pictures, weight_pictures
from axb.views.palette import NEGATIVE, POSITIVE
from axb.words import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from axb.insight import FeatureMaps, Filters
    from axb.jobs import Predictor

MOST = 32  # pictures of one part


async def build(predictor: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab."""
    Inside(predictor, visitor, example)
    await example.tell()


class Inside:
    """Filters once; feature maps whenever another example is chosen."""

    def __init__(self, predictor: "Predictor", visitor: Visitor, example: Example) -> None:
        self.predictor, self.visitor, self.example = predictor, visitor, example
        self._build_filters()
        ui.html(visitor.say("studio_after.maps_title"), sanitize=False, tag="h3")
        ui.label(visitor.say("studio_after.maps_why")).classes("axb-muted")
        with ui.element("div").classes("axb-row"):
            self.picture = ui.html("", sanitize=False)
            example_picker(example, len(predictor.data.x_test), visitor)
        self.way = self._way_view(visitor.say("studio_after.way"))
        self.told = ui.label().classes("axb-muted")
        self.place = ui.element("div").classes("axb-maps")
        example.follow(self.show)

    def _build_filters(self) -> None:
        from axb.insight import filters

        try:
            found = filters(self.predictor.model)
        except InputError:
            return  # it meets no picture: there is nothing to show
        say, count = self.visitor.say, len(found.weights)
        ui.html(escape(_filters_title(found, self.visitor)), sanitize=False, tag="h3")
        ui.label(say("studio_after.filters_why")).classes("axb-muted")
        most = float(np.abs(found.weights).max())
        _scale(f"linear-gradient(90deg, {NEGATIVE}, var(--paper), {POSITIVE})", f"−{most:.2g}", f"{most:.2g}")
        labels = [say("studio_after.filter", number=number + 1) for number in range(min(count, MOST))]
        tiles(weight_pictures(found.weights[:MOST], self.visitor.scheme), labels)
        self._tell_hidden(count)

    def _tell_hidden(self, count: int) -> None:
        if count > MOST:
            ui.label(self.visitor.say("studio_after.more", count=count - MOST)).classes("axb-muted")

    async def show(self) -> None:
        """The chosen example's way through the network."""
        data, example = self.predictor.data, self.example
        values = data.x_test[example.index] if example.index is not None else example.values
        if values is None:
            return
        found = await slowly(lambda: self.predictor.maps(values))
        self.told.set_text(await self._show_way(self.way, values))
        if data.kind == "images":
            picture = np.asarray(values, np.uint8)
            over = await slowly(lambda: self._under_its_look(picture))
            label = self.visitor.say("studio_after.chosen")
            self.picture.content = picture_html(picture, label, "axb-seen") + over
        self.place.clear()
        with self.place:
            for name, parts in _outer(found):
                if len(parts) == 1:
                    self._show_part(parts[0])
                else:
                    self._show_composite(name, parts, values)

    async def _show_way(self, view: SceneView, values: "NDArray[Any]", part: str = "") -> str:
        """Draw it; its caption."""
        from axb.jobs.looking import way

        scene = await slowly(lambda: way(self.predictor, values, part))
        view.show(scene)
        return scene.caption

    def _way_view(self, label: str) -> SceneView:
        with ui.element("div").classes("axb-way"):
            return SceneView(self.visitor, label, aspect="2.05")

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
                    view = self._way_view(title)
                    for part in _that_change_something(parts):
                        self._show_part(part)
                await self._show_way(view, values, name)

        fold.on_value_change(self.visitor.does(fill))

    def _under_its_look(self, picture: "NDArray[np.uint8]") -> str:
        """The picture again, coloured where the network looks; nothing where no part of it gives a picture."""
        try:
            over = laid_over(picture, self.predictor.look(picture), 8)
        except InputError:
            return ""
        say = self.visitor.say
        seen = picture_html(over, say("studio_after.looks"), "axb-seen")
        return f' {seen}<p class="axb-muted">{escape(say("views_watch.looks_here"))}</p>'

    def _show_part(self, part: "FeatureMaps") -> None:
        shape = " × ".join(str(size) for size in part.values.shape)
        ui.html(f"{escape(part.name)} <small>{escape(part.kind)}, {shape}</small>", sanitize=False, tag="h4")
        low, high = float(part.values.min()), float(part.values.max())
        stops = ", ".join("rgb({},{},{})".format(*cividis(share)) for share in np.linspace(0, 1, 7))
        _scale(f"linear-gradient(90deg, {stops})", f"{low:.3g}", f"{high:.3g}")
        if part.values.ndim not in (1, 3):
            return
        pictures = activation_pictures(part.values)
        labels = [f"{part.name} {number + 1}" for number in range(min(len(pictures), MOST))]
        tiles(pictures[:MOST], labels, "axb-units" if part.values.ndim == 1 else "")
        self._tell_hidden(len(pictures))


def _filters_title(found: "Filters", visitor: Visitor) -> str:
    count, height, width, _ = found.weights.shape
    return visitor.say("studio_after.filters_title", name=found.name, count=count, height=height, width=width)


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


def _scale(gradient: str, low: str, high: str) -> None:
    """A strip of colours with the numbers at its ends."""
    ui.html(
        f'<span>{low}</span><i style="background:{gradient}"></i><span>{high}</span>', sanitize=False
    ).classes("axb-scale")
