"""Inside a trained network: its filters, what each part makes of the chosen example and sees of it, what the last layer
makes of all examples, and the loss around its weights."""

from html import escape
from typing import TYPE_CHECKING

import numpy as np
from nicegui import ui

from axb.studio.behind import slowly
from axb.studio.loss_around import LossAround
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.pages.run_after_maps import MOST, Maps, scale, tell_hidden
from axb.studio.save import save_slide_button
from axb.studio.scene import SceneView
from axb.studio.thumbnails import captioned, picture_html, tiles
from axb.studio.visitor import Visitor
from axb.views.looks import laid_over
from axb.views.maps import weight_pictures
from axb.views.palette import NEGATIVE, POSITIVE
from axb.views.pictures import SIDE, scale_for
from axb.views.receptive import caption, growing, seen_pictures, told
from axb.words import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from axb.insight import Filters
    from axb.jobs import Predictor
    from axb.views.scene import Scene


async def build(predictor: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab."""
    inside = Inside(predictor, visitor, example)
    with inside.overview:
        await add_embedding(predictor, visitor)
        LossAround([predictor.name], visitor)
    await example.tell()


async def add_embedding(predictor: "Predictor", visitor: Visitor) -> None:
    """What comes into the last layer, of many examples at once."""
    from axb.jobs.looking import embedded

    try:
        scene = await slowly(lambda: embedded(predictor))
    except InputError:
        return  # it has no weights, too few examples, or numbers that are no longer finite
    ui.html(escape(visitor.say("embedding.title")), sanitize=False, tag="h3")
    ui.label(scene.caption).classes("axb-muted")
    with ui.element("div").classes("axb-scroll"):
        SceneView(visitor, visitor.say("embedding.title"), scene, aspect="3/2").classes("axb-embedding")

    async def scenes() -> "list[Scene]":
        return [scene]

    save_slide_button(visitor, scenes, f"{predictor.name}-embedding")


class Inside:
    """Filters once; feature maps and receptive fields whenever another example is chosen."""

    def __init__(self, predictor: "Predictor", visitor: Visitor, example: Example) -> None:
        self.predictor, self.visitor, self.example = predictor, visitor, example
        self._build_filters()
        self.overview = ui.element("div").classes("axb-overview")
        ui.html(visitor.say("studio_after.maps_title"), sanitize=False, tag="h3")
        ui.label(visitor.say("studio_after.maps_why")).classes("axb-muted")
        with ui.element("div").classes("axb-row"):
            self.picture = ui.html("", sanitize=False)
            example_picker(example, len(predictor.data.x_test), visitor)
        self.maps = Maps(predictor, visitor)
        self.fields = ui.element("div")
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
        scale(f"linear-gradient(90deg, {NEGATIVE}, var(--paper), {POSITIVE})", f"−{most:.2g}", f"{most:.2g}")
        labels = [say("studio_after.filter", number=number + 1) for number in range(min(count, MOST))]
        tiles(weight_pictures(found.weights[:MOST], self.visitor.scheme), labels)
        tell_hidden(count, self.visitor)

    async def show(self) -> None:
        """The chosen example's way through the network."""
        data, example = self.predictor.data, self.example
        values = data.x_test[example.index] if example.index is not None else example.values
        if values is None:
            return
        await self.maps.show(values)
        if data.kind == "images":
            picture = np.asarray(values, np.uint8)
            over = await slowly(lambda: self._under_its_look(picture))
            await self._show_fields(picture)
            label = self.visitor.say("studio_after.chosen")
            self.picture.content = picture_html(picture, label, "axb-seen") + over

    def _under_its_look(self, picture: "NDArray[np.uint8]") -> str:
        """The picture again, coloured where the network looks; nothing where no part of it gives a picture."""
        try:
            over = laid_over(picture, self.predictor.look(picture), 8)
        except InputError:
            return ""
        say = self.visitor.say
        seen = picture_html(over, say("studio_after.looks"), "axb-seen")
        return f' {seen}<p class="axb-muted">{escape(say("views_watch.looks_here"))}</p>'

    async def _show_fields(self, picture: "NDArray[np.uint8]") -> None:
        """What one unit of each layer sees of it; nothing where no layer has a window."""
        from axb.insight import receptive_fields

        try:
            fields = growing(receptive_fields(self.predictor.model), picture.shape, MOST)
        except InputError:
            return
        if not fields:
            return
        shown = await slowly(lambda: seen_pictures(picture, fields, scale_for(picture[None], SIDE)))
        self.fields.clear()  # only now: another example may have been shown meanwhile
        with self.fields:
            ui.html(escape(self.visitor.say("receptive.title")), sanitize=False, tag="h3")
            ui.label(caption(fields, picture.shape)).classes("axb-muted")
            captioned(shown, [told(one, picture.shape) for one in fields])


def _filters_title(found: "Filters", visitor: Visitor) -> str:
    count, height, width, _ = found.weights.shape
    return visitor.say("studio_after.filters_title", name=found.name, count=count, height=height, width=width)
