"""A lab on a page: its scenes in their views, kept going by the worker for as long as the page is open."""

from collections.abc import Callable
from typing import TypeVar

from nicegui import ui

from axb.labs.lab import Lab
from axb.studio.scene import SceneView
from axb.studio.visitor import Visitor
from axb.studio.worker import WORKER, Frame, Session

L = TypeVar("L", bound=Lab)


def open_lab(
    lab: L, visitor: Visitor, views: dict[str, SceneView], on_frame: Callable[[Frame], None] | None = None
) -> Session[L]:
    """Show the lab's scenes in `views` (by name) from now on; `on_frame` hears of every picture's numbers.

    The session ends when the visitor leaves the page.
    """

    def show(frame: Frame) -> None:
        for name, view in views.items():
            if name in frame.scenes and frame.scenes[name] != view.told:
                view.show(frame.scenes[name])
        if on_frame is not None:
            with client:
                on_frame(frame)
        if not any(name in frame.scenes for name in views):
            session.drawn()

    client = ui.context.client
    session = WORKER.open(lab, visitor.language, visitor.id, show)
    for view in views.values():
        view.on_drawn(session.drawn)
    client.on_delete(session.close)
    return session
