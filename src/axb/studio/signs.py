"""What a person sees where a hyperparameter is too small, and where it is too large, side by side."""

from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.optimizers.explained import HyperExplained
    from axb.optimizers.hyper import Hyper


def signs(visitor: Visitor, hyper: "Hyper | HyperExplained") -> None:
    """Two small columns; say it where the visitor's language is spoken."""
    with ui.element("dl").classes("axb-signs"):
        for key, text in (
            ("optimizers.too_small", hyper.too_small),
            ("optimizers.too_large", hyper.too_large),
        ):
            with ui.element("div"):
                ui.element("dt")._text = visitor.say(key)
                ui.element("dd")._text = text
