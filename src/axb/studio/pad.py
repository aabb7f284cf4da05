"""A sheet to draw on."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

import numpy as np
from nicegui import ui
from nicegui.events import GenericEventArguments
from numpy.typing import NDArray

from axb.studio.visitor import Visitor

SIDE = 64  # pixels of what is told, as in pad.js
USUAL_PEN = 0.1  # of the side


class Pad(ui.element, component="pad.js"):
    """A dark sheet on which one draws in white, with a pen whose width is a share of the side."""

    def __init__(self, visitor: Visitor, label: str, hint: str, pen: float = USUAL_PEN) -> None:
        """`label` is for those who do not see it, `hint` stands on the empty sheet."""
        super().__init__()
        self._props["label"], self._props["hint"], self._props["pen"] = label, hint, pen
        self.classes("axb-pad")
        self._visitor = visitor

    def drops_to(self, pick: ui.element) -> None:
        """Files that are dropped on the sheet go to an element with a method "send"."""
        self._props["pick"] = pick.id

    def clear_sheet(self) -> None:
        """Wipe it."""
        self.run_method("clear")

    def erase(self, on: bool) -> None:
        """The pen rubs out from now on, or draws again."""
        self.run_method("erase", on)

    def on_ink(self, act: Callable[[NDArray[np.uint8]], Any]) -> "Pad":
        """Called with the drawing, uint8 (64, 64), bright on black, while it changes: 15 times a second at most."""

        def told(event: GenericEventArguments) -> Any:
            drawing = read_ink(event.args)
            return None if drawing is None else act(drawing)

        self.on("ink", self._visitor.does(told))
        return self


def read_ink(told: object) -> NDArray[np.uint8] | None:
    """The drawing in what a browser sent; None where it is none."""
    try:
        data = base64.b64decode(told, validate=True) if isinstance(told, str) else b""
    except binascii.Error:
        return None
    return np.frombuffer(data, np.uint8).reshape(SIDE, SIDE) if len(data) == SIDE * SIDE else None
