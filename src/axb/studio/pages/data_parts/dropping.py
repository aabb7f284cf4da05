"""Where files are dropped: what comes is bounded, kept apart, and then handed on all together."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from nicegui import ui
from nicegui.events import UploadEventArguments

from axb.data.unpacking import MOST_FILES, clean
from axb.studio.notices import notice
from axb.studio.own import Dropped
from axb.studio.safety import LARGER
from axb.studio.visitor import Visitor
from axb.words import InputError

STUDIO = Path(__file__).parents[2]
MOST_BYTES = 500 * 2**20  # of all that comes at once
ACCEPTED = ".zip,.csv,.npz,image/*"
Taken = Callable[[Dropped], Awaitable[None]]


class Dropping:
    """A place to drop files, and a button beside it. `taken` gets them, and they are gone when it has ended."""

    def __init__(self, visitor: Visitor, taken: Taken) -> None:
        self.visitor, self.taken = visitor, taken
        self.folder: Path | None = None
        self.dropped: Dropped = []
        self.size = self.coming = 0
        ui.add_head_html(f"<script>{(STUDIO / 'data.js').read_text('utf-8')}</script>")
        limits = {"size": MOST_BYTES // 2**20, "files": f"{MOST_FILES:,}"}
        box = ui.upload(
            multiple=True, auto_upload=True, on_upload=visitor.does(self._arrived), max_total_size=MOST_BYTES,
            max_files=MOST_FILES, on_rejected=lambda: notice(visitor.say("studio_data.refused", **limits)),
        ).props(f'accept="{ACCEPTED}"').style("display: none")  # fmt: skip
        box.on("finish", visitor.does(self._finished), args=[])
        self.box = box
        self._let_in(str(box.props["url"]))
        uploader = f"getElement({box.id}).$refs.qRef"
        with ui.element("div").classes("axb-drop") as place:
            ui.icon("upload_file").props("aria-hidden=true")
            ui.label(visitor.say("studio_data.drop")).classes("axb-card-title")
            ui.label(visitor.say("studio_data.drop_what")).classes("axb-muted")
            button = ui.button(visitor.say("studio_data.choose"), icon="folder_open").props(
                "no-caps unelevated"
            )
            button.on("click", js_handler=f"() => {uploader}.pickFiles()")
            ui.label(visitor.say("studio_data.limits", **limits)).classes("axb-muted")
        place.on(
            "dragover", js_handler="(e) => { e.preventDefault(); e.currentTarget.classList.add('axb-over'); }"
        )
        place.on("dragleave", js_handler="(e) => e.currentTarget.classList.remove('axb-over')")
        place.on(
            "drop",
            js_handler="(e) => { e.preventDefault(); e.currentTarget.classList.remove('axb-over'); "
            f"axbData.drop(e, {uploader}, {MOST_FILES}); }}",
        )

    def _let_in(self, address: str) -> None:
        """Only as long as this page is open, this one address takes more than a page's usual few MB."""
        LARGER[address] = MOST_BYTES
        ui.context.client.on_delete(lambda: self._leave(address))

    async def _arrived(self, event: UploadEventArguments) -> None:
        """One file; a browser need not keep to the bounds that it was told."""
        size = event.file.size()
        if len(self.dropped) >= MOST_FILES or self.size + size > MOST_BYTES:
            limits = {"size": MOST_BYTES // 2**20, "files": f"{MOST_FILES:,}"}
            raise InputError("studio_data.refused", **limits)
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="axb-dropped-"))
        parts = tuple(part for part in event.file.name.split("|") if part) or ("-",)
        place = self.folder / str(len(self.dropped))
        place.mkdir()
        last = Path(parts[-1])
        path = place / f"{clean(last.stem)}{last.suffix.lower()}"
        self.dropped.append((parts, path))
        self.size += size
        self.coming += 1
        try:
            await event.file.save(path)
        finally:
            self.coming -= 1

    async def _finished(self) -> None:
        """All that was dropped together is here."""
        while self.coming:
            await asyncio.sleep(0.02)
        self.box.reset()
        dropped, folder = self.dropped, self.folder
        self.dropped, self.folder, self.size = [], None, 0
        if folder is None:
            return
        try:
            await self.taken(sorted(dropped))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _leave(self, address: str) -> None:
        LARGER.pop(address, None)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
