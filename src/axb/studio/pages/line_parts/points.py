"""The card of points: starts, a table from a file and into one, changes taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from nicegui import ui
from nicegui.events import UploadEventArguments

from axb.labs.line import STARTS, LineLab
from axb.labs.line.table import from_csv, to_csv
from axb.studio.notices import notice
from axb.studio.pages.line_parts.doing import Do
from axb.studio.visitor import Visitor

LARGEST_FILE = 2  # MiB


class PointsCard:
    """What is done to all points, and to the chosen one."""

    def __init__(self, visitor: Visitor, do: Do) -> None:
        self.visitor, self.do = visitor, do
        say, does = visitor.say, visitor.does
        with ui.element("section").classes("axb-card axb-points"):
            ui.label(say("studio_line.points")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            ui.label(say("studio_line.points_why")).classes("axb-muted")
            with ui.element("div").classes("axb-row"):
                for name in STARTS:
                    ui.button(
                        say(f"studio_line.start_{name}"), on_click=does(partial(self._start, name))
                    ).props("outline no-caps")
            with ui.element("div").classes("axb-row"):
                self.undo = self._button("undo", "undo", self._undo)
                self.remove = self._button("remove", "delete", self._remove)
                self._upload()
                self._button("download", "download", self._download)

    def refresh(self, lab: LineLab) -> None:
        """What can be done now."""
        self.undo.set_enabled(lab.cloud.can_undo)
        self.remove.set_enabled(lab.chosen is not None)

    def _button(self, name: str, icon: str, act: Callable[[], Any]) -> ui.button:
        button = ui.button(
            self.visitor.say(f"studio_line.do_{name}"), icon=icon, on_click=self.visitor.does(act)
        )
        return button.props("flat no-caps")

    def _upload(self) -> None:
        """A button in place of the browser's own box for files."""
        say = self.visitor.say
        upload = ui.upload(
            on_upload=self.visitor.does(self._read), auto_upload=True, max_file_size=LARGEST_FILE * 2**20,
            on_rejected=lambda: notice(say("studio_line.upload_refused", limit=LARGEST_FILE)),
        ).props('accept=".csv,text/csv"').style("display: none")  # fmt: skip
        button = ui.button(say("studio_line.upload"), icon="upload_file").props("flat no-caps")
        button.on("click", js_handler=f"() => getElement({upload.id}).$refs.qRef.pickFiles()")
        self.box = upload

    async def _start(self, name: str) -> None:
        await self.do(lambda lab: lab.set_points(name))

    async def _undo(self) -> None:
        await self.do(LineLab.undo)

    async def _remove(self) -> None:
        await self.do(_remove_chosen)

    async def _read(self, event: UploadEventArguments) -> None:
        self.box.reset()
        name = Path(event.file.name.replace("\\", "/")).name
        points = from_csv(Path(name), await event.file.read())
        await self.do(lambda lab: lab.set_points(points))
        notice(self.visitor.say("studio_line.opened", name=name, count=f"{len(points):,}"), good=True)

    async def _download(self) -> None:
        points = await self.do(lambda lab: lab.cloud.points)
        ui.download.content(to_csv(points), "points.csv", "text/csv")


def _remove_chosen(lab: LineLab) -> None:
    if lab.chosen is not None:
        lab.remove_point(lab.chosen)
