"""Runs watched live: one thread reads the store, once for all who look at the same run.

It sleeps nearly always: it looks at the store's counter of changes seven times a second, reads a few numbers where it
has moved, and makes a figure now and then.
"""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from axb.runs import Run, Store
from axb.studio.live_figure import Figure, figure_of
from axb.studio.snapshot import Pace, Snapshot, snapshot
from axb.words import InputError

LOOK_SECONDS = 0.15  # between two looks at the counter: a trainer writes twice a second
ANYWAY_SECONDS = 2.0  # a process that dies changes nothing in the store
# Between two figures of a run: a browser needs a tenth of a second to draw one, which a training on the same machine
# then lacks; and the longer a curve, the less it changes in a second.
FIGURE_SECONDS, FIGURE_PATIENCE = 1.0, 5.0
FIGURE_AGE = 0.05  # of the run's age

Show = Callable[[Snapshot, Figure | None], None]


@dataclass(eq=False)
class Watcher:
    """One page. `show` is called on its event loop: with how the run is doing, and its figure where that is new."""

    run: str
    language: str
    loop: asyncio.AbstractEventLoop
    show: Show
    seen: Figure | None = None

    def tell(self, now: Snapshot, figure: Figure | None) -> None:
        """Hand over, if the page's event loop still runs."""
        new = figure if figure is not self.seen else None
        self.seen = figure
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.show, now, new)


@dataclass(eq=False)
class Watched:
    """A run that somebody looks at: how fast it is, and its latest figure in each language."""

    run: Run
    pace: Pace = field(default_factory=Pace)
    now: Snapshot | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    next_figure: float = 0.0

    def look(self, store: Store, watchers: list[Watcher]) -> None:
        """Read what is new, and tell those who look."""
        self.run = store.open(self.run.id)  # a run that begins becomes more than a job
        before, self.now = self.now, snapshot(store, self.run, self.pace)
        self._draw({one.language for one in watchers}, self.now)
        for one in watchers:
            figure = self.figures.get(one.language)
            if self.now != before or figure is not one.seen:
                one.tell(self.now, figure)

    def _draw(self, languages: set[str], now: Snapshot) -> None:
        """Figures in these languages, of what is new; the seldomer, the older the run."""
        due = time.monotonic() >= self.next_figure or now.has_ended
        stale = [
            one for one in languages if one not in self.figures or (due and self.figures[one].key != now.key)
        ]
        for language in stale:
            self.figures[language] = figure_of(self.run, language, now.key)
        if stale:
            age = time.time() - self.run.created
            self.next_figure = time.monotonic() + min(max(FIGURE_SECONDS, age * FIGURE_AGE), FIGURE_PATIENCE)


class Live:
    """The thread, which begins with the first who looks."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._runs: dict[str, Watched] = {}
        self._bell = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, run: str, language: str, show: Show) -> Callable[[], None]:
        """Look at the run of that name or id for a page, until the function that is returned is called."""
        watcher = Watcher(run, language, asyncio.get_running_loop(), show)
        self._watchers = [*self._watchers, watcher]
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="axb-live", daemon=True)
            self._thread.start()
        self._bell.set()
        return lambda: self._leave(watcher)

    def hurry(self) -> None:
        """Something was done to a run: look now."""
        self._bell.set()

    def _leave(self, watcher: Watcher) -> None:
        self._watchers = [one for one in self._watchers if one is not watcher]

    def _work(self) -> None:
        with Store() as store:
            changes, looked = -1, 0.0
            while True:
                rung = self._bell.wait(LOOK_SECONDS if self._watchers else None)
                self._bell.clear()
                now = time.monotonic()
                if rung or (seen := store.changes()) != changes or now - looked >= ANYWAY_SECONDS:
                    changes, looked = seen if not rung else -1, now
                    self._look(store)

    def _look(self, store: Store) -> None:
        watchers = self._watchers
        names = {one.run for one in watchers}
        self._runs = {name: one for name, one in self._runs.items() if name in names}
        for name in names:
            try:
                if name not in self._runs:
                    self._runs[name] = Watched(store.open(name))
                self._runs[name].look(store, [one for one in watchers if one.run == name])
            except InputError:
                continue  # it has gone to the bin, or for good: its page stays as it was
            except Exception:
                logging.getLogger("axb.studio").exception("looking at a run failed")


LIVE = Live()
