"""Searches as they stand, read once for all pages that look at the same one, in a thread beside the server's own."""

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from axb.jobs.measuring import results as test_results
from axb.jobs.sweeping import Results
from axb.jobs.sweeping.picture import picture
from axb.jobs.sweeping.sessions import Session, latest
from axb.jobs.sweeping.shelf import existing, sweeps
from axb.runs import Store
from axb.studio.live_figure import Figure, told_figure
from axb.views.swept import Swept
from axb.words import InputError, speaking

if TYPE_CHECKING:
    from axb.jobs.sweeping.search import Search

T = TypeVar("T")
LOOK_SECONDS = 0.5  # who looks sooner after another one sees the same
# Between two figures of a search: as for runs, a browser's tenth of a second is missing where trials are trained.
FIGURE_SECONDS, FIGURE_PATIENCE, FIGURE_AGE = 1.0, 5.0, 0.05
FORGET_SECONDS = 30.0  # after the last look a sweep's file is let go
MOST_LISTED = 20


@dataclass(frozen=True, eq=False)
class Drawn:
    """What there is to draw, and the same as figures in one language: progress, parallel, importance."""

    swept: Swept
    figures: dict[str, Figure]


@dataclass(frozen=True)
class News:
    """A search at one moment. drawn: the same object while nothing new is drawn. test: the best's, where measured."""

    found: Results
    session: Session | None
    drawn: Drawn
    test: dict[str, float] | None

    @property
    def searching(self) -> bool:
        """Whether somebody is at it."""
        return self.session is not None and self.session.searching


@dataclass(eq=False)
class Opened:
    """One sweep's file, held open while somebody looks at it."""

    name: str
    search: "Search"
    found: Results | None = None
    looked: float = -math.inf
    figures: dict[str, tuple[object, float, Drawn]] = field(default_factory=dict)

    def news(self, language: str) -> News:
        """How it stands."""
        if self.found is None or time.monotonic() - self.looked >= LOOK_SECONDS:
            self.found, self.looked = self.search.results(), time.monotonic()
        session = latest(self.name)
        return News(self.found, session, self._drawn(self.found, session, language), _test(self.found))

    def _drawn(self, found: Results, session: Session | None, language: str) -> Drawn:
        key, now = (found.chosen_from, found.best), time.monotonic()
        known = self.figures.get(language)
        searching = session is not None and session.searching
        if known and (known[0] == key or (searching and now < known[1])):
            return known[2]
        with speaking(language):
            drawn = _draw(found)
        age = time.time() - session.began if session and searching else 0.0
        wait = min(max(FIGURE_SECONDS, age * FIGURE_AGE), FIGURE_PATIENCE)
        self.figures[language] = (key, now + wait, drawn)
        return drawn


def _draw(found: Results) -> Drawn:
    from axb.views.sweep import importance, parallel
    from axb.views.sweep_progress import progress

    swept = picture(found)
    figures = {"progress": progress(swept), "parallel": parallel(swept), "importance": importance(swept)}
    return Drawn(swept, {name: told_figure(figure) for name, figure in figures.items()})


def _test(found: Results) -> dict[str, float] | None:
    """What the best's run showed on the test part; its run may have been deleted."""
    if found.best is None:
        return None
    try:
        with Store() as store:
            return test_results(store.open(found.best.run))
    except InputError:
        return None


@dataclass(frozen=True)
class Listed:
    """A line of the list of searches."""

    name: str
    model: str
    data: str
    trials: int
    best: str
    searching: bool


class Sweeps:
    """All of this server's looking at searches."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "axb-sweeps")
        self._opened: dict[str, Opened] = {}

    async def look(self, name: str, language: str) -> News:
        """How the search of that name stands. Raises InputError where there is none."""
        return await self._apart(lambda: self._look(name, language))

    async def listed(self, language: str) -> list[Listed]:
        """The latest searches, newest first."""
        return await self._apart(lambda: _list(language))

    async def _apart(self, act: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, act)

    def _look(self, name: str, language: str) -> News:
        for old in [one for one in self._opened.values() if time.monotonic() - one.looked > FORGET_SECONDS]:
            self._opened.pop(old.name).search.close()
        with speaking(language):
            if name not in self._opened:
                from axb.jobs.sweeping.search import Search

                self._opened[name] = Opened(name, Search(existing(name)))
            return self._opened[name].news(language)


def _list(language: str) -> list[Listed]:
    with speaking(language):
        found = (_listed(name) for name in sweeps()[:MOST_LISTED])
        return [one for one in found if one is not None]


def _listed(name: str) -> Listed | None:
    """None for what is just being begun, or is no sweep's file."""
    from axb.jobs.sweeping import results

    try:
        found, session = results(name), latest(name)
    except InputError:
        return None
    job = found.plan.job
    best = found.plan.score_text(found.best.score) if found.best else "–"
    searching = session is not None and session.searching
    return Listed(name, job.model, job.data_name, found.chosen_from, best, searching)


SWEEPS = Sweeps()
