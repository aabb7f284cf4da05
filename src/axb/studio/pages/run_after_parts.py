"""Inside a generative model: each of the models that it is made of, looked into like any other."""

from functools import partial
from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.behind import slowly
from axb.studio.pages.run_after_example import Example
from axb.studio.pages.run_after_inside import Inside, add_embedding
from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.jobs import Predictor


async def build(predictor: "Predictor", visitor: Visitor) -> None:
    """The tab: which one, and what is inside it."""
    from axb.jobs.inner import parts_of

    known = parts_of(predictor)
    ui.label(visitor.say("studio_after.parts_why")).classes("axb-muted")
    choice = ui.toggle({name: visitor.say(f"studio_after.part_{name}") for name in known}, value=known[0])
    choice.props("no-caps unelevated toggle-color=primary role=group").style("flex-wrap: wrap")
    choice.props["aria-label"] = visitor.say("studio_after.parts")
    place = ui.element("div").classes("axb-wide")

    async def show() -> None:
        await _show(predictor, str(choice.value), place, visitor)

    choice.on_value_change(visitor.does(show))
    await show()


async def _show(predictor: "Predictor", name: str, place: ui.element, visitor: Visitor) -> None:
    from axb.jobs.inner import Inner

    inner, example = await slowly(partial(Inner, predictor, name)), Example()
    place.clear()
    with place:
        inside = Inside(inner, visitor, example)
        with inside.overview:
            if inner.embeds:
                await add_embedding(inner, visitor)
    await example.tell()
