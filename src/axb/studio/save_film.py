"""A lab or a run filmed in a process of its own: pages stay quick, and one film is made at a time."""

import asyncio
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from nicegui import ui

from axb.labs.lab import Lab
from axb.studio.visitor import Visitor
from axb.views.palette import Scheme
from axb.words import InputError, speaking

FPS = {".mp4": 30, ".gif": 15}
WIDTHS = {".mp4": 1280, ".gif": 960}
LENGTHS = (5, 10, 20)  # seconds
LONGEST = 600.0  # seconds that the making of one may take
LOOK = 0.2  # seconds between two looks at how far it is


@dataclass(frozen=True)
class Order:
    """What is to be filmed: a lab as it learns, or the run of a name told again."""

    what: Lab | str
    path: Path
    seconds: int
    shown: tuple[str, ...]
    language: str
    scheme: Scheme


class Films:
    """One film at a time; the others wait for their turn."""

    def __init__(self) -> None:
        self._waiting: list[object] = []
        self._turn = asyncio.Lock()

    async def make(self, order: Order, told: Callable[[float, int], None]) -> None:
        """Film it. `told` hears which share is done, and how many come first. Raises InputError as `film_lab` does."""
        self._waiting.append(order)
        try:
            while self._turn.locked() or self._waiting[0] is not order:
                told(0.0, self._waiting.index(order))
                await asyncio.sleep(LOOK)
            async with self._turn:
                await _follow(order, told)
        finally:
            self._waiting.remove(order)


async def _follow(order: Order, told: Callable[[float, int], None]) -> None:
    """Until its process has ended; whoever no longer waits for it ends it."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=film, args=(order, there), daemon=True)
    process.start()
    there.close()
    try:
        async with asyncio.timeout(LONGEST):
            while process.is_alive() or here.poll():
                while here.poll():
                    news = here.recv()
                    if isinstance(news, str):
                        raise InputError("studio_save.failed", problem=news)
                    told(news, 0)
                await asyncio.sleep(LOOK)
    except (TimeoutError, EOFError):
        pass  # told below
    finally:
        process.terminate()
        process.join()
        here.close()
    if not order.path.exists():
        raise InputError("studio_save.failed", problem=order.path.name)


def film(order: Order, news: Connection) -> None:
    """In the process of its own: sends the share that is done, or the sentence that says what went wrong."""
    import torch

    torch.set_num_threads(1)
    if hasattr(os, "nice"):
        os.nice(5)
    ending = order.path.suffix
    count = order.seconds * FPS[ending]
    try:
        with speaking(order.language):
            _write(order, FPS[ending], WIDTHS[ending], lambda done: news.send(done / count))
    except InputError as error:
        news.send(str(error))


def _write(order: Order, fps: int, width: int, told: Callable[[int], None]) -> None:
    if isinstance(order.what, str):
        from axb.runs import Store
        from axb.views.run_film import film_run

        with Store() as store:
            run = store.open(order.what)
            film_run(run, order.path, order.seconds, fps, None, width, order.scheme, progress=told)
        return
    from axb.labs.filming import film_lab

    film_lab(
        order.what,
        order.path,
        order.seconds,
        fps,
        shown=order.shown,
        width=width,
        scheme=order.scheme,
        progress=told,
    )


FILMS = Films()


class FilmDialog:
    """Asks for form and length, shows how far it is, and sends the file."""

    def __init__(
        self, visitor: Visitor, copy: Callable[[], Awaitable[Lab | str]], name: str, shown: tuple[str, ...]
    ) -> None:
        self.visitor, self.copy, self.name, self.shown = visitor, copy, name, shown
        self.making: asyncio.Task[None] | None = None
        say, does = visitor.say, visitor.does
        title = say("studio_save.film")
        with ui.dialog() as self.dialog, ui.card().props(f'role="dialog" aria-label="{title}"'):
            ui.label(title).classes("axb-status")
            self.ending = ui.toggle({".mp4": "MP4", ".gif": "GIF"}, value=".mp4").props(
                f'no-caps role="group" aria-label="{say("studio_save.form")}"'
            )
            lengths = {seconds: say("studio_save.seconds", count=seconds) for seconds in LENGTHS}
            self.seconds = ui.toggle(lengths, value=10).props(
                f'no-caps role="group" aria-label="{say("studio_save.length")}"'
            )
            self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
                f'aria-label="{title}"'
            )
            self.status = ui.label().props('role="status"')
            with ui.element("div").classes("axb-row"):
                self.start = ui.button(say("studio_save.make"), icon="movie", on_click=does(self._make))
                self.start.props("no-caps unelevated")
                ui.button(say("studio_save.cancel"), on_click=self.dialog.close).props("no-caps flat")
        self.dialog.on("hide", self._leave)
        ui.context.client.on_delete(self._stop)

    def open(self) -> None:
        """Show it."""
        self.bar.set_visibility(False)
        self.dialog.open()

    async def _make(self) -> None:
        for control in (self.start, self.ending, self.seconds):
            control.disable()
        self.bar.set_visibility(True)
        self.making = asyncio.current_task()
        folder = Path(tempfile.mkdtemp(prefix="axb-film-"))
        try:
            path = folder / f"{self.name}{self.ending.value}"
            order = Order(await self.copy(), path, int(self.seconds.value or 10), self.shown,
                          self.visitor.language, self.visitor.scheme)  # fmt: skip
            await FILMS.make(order, self._told)
            ui.download.content(path.read_bytes(), path.name)
        finally:
            self.making = None
            shutil.rmtree(folder, ignore_errors=True)
            self.dialog.close()

    def _told(self, share: float, before: int) -> None:
        self.bar.value = share
        key = "studio_save.waiting" if before else "studio_save.making"
        self.status.text = self.visitor.say(key, count=before, share=f"{share:.0%}")

    def _stop(self) -> None:
        if self.making is not None:
            self.making.cancel()

    def _leave(self) -> None:
        self._stop()
        self.dialog.delete()
