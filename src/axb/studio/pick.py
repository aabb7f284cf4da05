"""A button with which one chooses a picture's file, or takes a photo."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.events import UploadEventArguments

from axb.studio.notices import notice
from axb.studio.visitor import Visitor


class Pick(ui.upload, component="pick.js"):
    """`act` is called with the file's bytes, which nobody has looked at yet."""

    def __init__(
        self, visitor: Visitor, label: str, icon: str, act: Callable[[bytes], Any], camera: bool = False
    ) -> None:
        super().__init__(label=label)
        self._props["icon"], self._props["camera"] = icon, camera

        async def uploaded(event: UploadEventArguments) -> None:
            await act(await event.file.read())

        self.on_upload(visitor.does(uploaded))
        self.on("rejected", lambda: notice(visitor.say("studio_after.not_sent")), [])
