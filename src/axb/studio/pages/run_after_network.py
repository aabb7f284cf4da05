"""A run's network as a picture: its parts, and what reads what."""

from html import escape
from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.behind import slowly
from axb.studio.save import save_picture_button
from axb.studio.visitor import Visitor
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

    from axb.jobs import Predictor

WIDE = 900.0  # pixels; smaller screens scroll


async def add_network(predictor: "Predictor", visitor: Visitor) -> None:
    """The picture, and a button that saves it; nothing where the model is a program of somebody's own."""
    from axb.jobs.drawn_network import drawn_network, network_slide, sentence
    from axb.views.graph_picture import graph_svg

    try:
        drawn = await slowly(lambda: drawn_network(predictor.model, WIDE))
    except InputError:
        return
    ui.html(escape(visitor.say("views_network.title")), sanitize=False, tag="h3")
    said = sentence(predictor.model)
    ui.label(said).classes("axb-muted")
    picture = ui.html(graph_svg(drawn.shapes, visitor.scheme), sanitize=False).classes("axb-scroll axb-graph")
    picture.props["role"], picture.props["aria-label"], picture.props["tabindex"] = "img", said, "0"

    def slide() -> "Image":
        return network_slide(predictor.name, scheme=visitor.scheme)

    save_picture_button(visitor, slide, f"{predictor.name}-network")
