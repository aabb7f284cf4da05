"""Buttons that take a picture or a film along: "save for a slide" (PNG, 16:9), "save as film" (MP4 or GIF)."""

import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.labs.lab import Lab
from axb.studio.behind import slowly
from axb.studio.frame import LETTERS
from axb.studio.plot import Plot
from axb.studio.save_film import FilmDialog
from axb.studio.visitor import Visitor
from axb.studio.worker import Session
from axb.views.letters import FAMILY
from axb.views.palette import THEMES
from axb.views.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

SCRIPT = Path(__file__).with_name("save_figure.js").read_text("utf-8")
WIDTH, HEIGHT = 1920, 1080
Scenes = Callable[[], Awaitable[Sequence[Scene]]]


def save_slide_button(visitor: Visitor, scenes: Scenes, name: str) -> ui.button:
    """For pictures made of scenes (at most four go on one slide): `NAME.png`, in the page's colours and language."""

    async def save() -> None:
        from axb.views.paint import paint_side_by_side
        from axb.views.pictures import png

        wanted = await scenes()
        data = await slowly(lambda: png(paint_side_by_side(wanted, WIDTH, HEIGHT, visitor.scheme)))
        ui.download.content(data, f"{name}.png", "image/png")

    return _button(visitor, "studio_save.slide", "photo_camera", save)


def save_picture_button(visitor: Visitor, picture: Callable[[], "Image"], name: str) -> ui.button:
    """For what is no scene: `picture` makes the slide, in a thread."""

    async def save() -> None:
        from axb.views.pictures import png

        ui.download.content(await slowly(lambda: png(picture())), f"{name}.png", "image/png")

    return _button(visitor, "studio_save.slide", "photo_camera", save)


def scenes_of(session: Session[Any], shown: Sequence[str] = ()) -> Scenes:
    """What a lab shows at the moment: all its scenes, or those of these names, the first the largest."""

    async def now() -> Sequence[Scene]:
        from axb.labs.filming import chosen_scenes

        found: list[Scene] = await session.do(lambda lab: chosen_scenes(lab, shown))
        return found

    return now


def save_figure_button(
    visitor: Visitor, plot: Callable[[], Plot | None], caption: Callable[[], str], name: str
) -> ui.button:
    """For a Plotly figure on the page, drawn anew by the visitor's own browser with what is zoomed there."""

    def save() -> None:
        figure = plot()
        if figure is None:
            return
        theme = THEMES[visitor.scheme]
        told = {
            "id": figure.id, "caption": caption(), "file": f"{name}.png", "language": visitor.language,
            "paper": theme.paper, "ink": theme.ink, "family": FAMILY, "letters": LETTERS,
        }  # fmt: skip
        ui.run_javascript(f"({SCRIPT})({json.dumps(told)})")

    return _button(visitor, "studio_save.slide", "photo_camera", save)


def save_film_button(
    visitor: Visitor, session: Session[Any], name: str, shown: Sequence[str] = ()
) -> ui.button:
    """For a lab: asks for the form and the length, films in a process of its own, and sends `NAME.mp4`.

    What is filmed is a copy, from where its learning began.
    """

    async def copy() -> Lab:
        from copy import deepcopy

        lab: Lab = await session.do(deepcopy)
        lab.start_over()
        return lab

    return _button(
        visitor, "studio_save.film", "movie", lambda: FilmDialog(visitor, copy, name, tuple(shown)).open()
    )


def save_run_film_button(visitor: Visitor, name: str) -> ui.button:
    """The same for a run: what it made while it learned, where it kept that, else its curves."""

    async def run() -> str:
        return name

    return _button(visitor, "studio_save.film", "movie", lambda: FilmDialog(visitor, run, name, ()).open())


def save_buttons(visitor: Visitor, session: Session[Any], name: str, shown: Sequence[str]) -> None:
    """A lab's pictures of these names for a slide, and its learning as a film."""
    with ui.element("div").classes("axb-row"):
        save_slide_button(visitor, scenes_of(session, shown), name)
        save_film_button(visitor, session, name, shown)


def _button(visitor: Visitor, key: str, icon: str, act: Callable[[], Any]) -> ui.button:
    return ui.button(visitor.say(key), icon=icon, on_click=visitor.does(act)).props("no-caps flat")
