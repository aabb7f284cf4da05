"""Races watched live: read once for all who look at the same one, drawn once a language."""

import time
from dataclasses import dataclass, field, replace

from axb.jobs.errands import ALIVE
from axb.jobs.racing import asking
from axb.jobs.racing.drawing import lanes, standing
from axb.jobs.racing.plan import MOST_SEEDS
from axb.jobs.racing.race import Race
from axb.jobs.racing.reading import Reader
from axb.jobs.racing.results import Results
from axb.jobs.racing.verdict import method, score_text, shown, verdict
from axb.runs import Store
from axb.studio.live_figure import Figure, told_figure
from axb.studio.snapshot import Pace
from axb.views.race import Raced
from axb.views.race import standing as standing_figure
from axb.views.race_curves import race_curves, short_label
from axb.views.race_lanes import marks
from axb.words import InputError, say, speaking

REST = 4.0  # times as long as a look took, nobody looks again: the trainings need the cores
LEAST = 0.7  # seconds between two looks
FINE = 1_000_000  # parts that a race's way is measured in


@dataclass(frozen=True)
class Seat:
    """A setting in the table. short: its values alone. color, sign: as its curve has them. runs: (name, score or what
    else is to be said)."""

    label: str
    short: str
    color: str
    sign: str
    mean: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawn:
    """What a language has of a race; no standing and empty sentences where no seed is whole yet."""

    curves: Figure
    standing: Figure | None
    verdict: str
    method: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, eq=False)
class RaceNow:
    """How a race is doing. status: "waiting", "running", "finished", "stopped", "failed" (`problem` says why).

    left: seconds. found: None where nothing is in the store yet. more: so many seeds may be added that would help to
    tell; 0 where none would. here: a process hears where it is asked to stop.
    """

    name: str
    status: str
    part: float
    left: float | None
    problem: str
    found: Results | None
    more: int
    here: bool
    drawn: dict[str, Drawn] = field(default_factory=dict)

    @property
    def alive(self) -> bool:
        """Whether somebody is at it."""
        return self.status in ALIVE

    @property
    def whole(self) -> int:
        """At how many seeds all settings have ended."""
        return self.found.race.plan.seeds if self.found and self.found.race else 0

    def told(self, language: str) -> Drawn:
        """Its figures and sentences; drawn when they are first asked for."""
        assert self.found is not None
        if language not in self.drawn:
            with speaking(language):
                self.drawn[language] = _draw(self.found)
        return self.drawn[language]


class Watched:
    """One race. A look costs next to nothing where nothing has changed."""

    def __init__(self, name: str) -> None:
        self.name, self.reader, self.pace = name, Reader(name), Pace()
        self.now: RaceNow | None = None
        self._next, self._seen = 0.0, (-1, "")

    def look(self, store: Store, language: str) -> RaceNow:
        """How it is doing. Raises InputError where there is no such race."""
        begin = time.monotonic()
        if self.now is not None and begin < self._next:
            return self.now
        asked = asking.find(self.name)
        seen = (store.changes(), repr(asked))
        if self.now is None or seen != self._seen or self.now.alive:  # a process that dies changes nothing
            self._seen, self.now = seen, self._read(store, asked)
            if self.now.found is not None:
                self.now.told(language)
        self._next = time.monotonic() + max(LEAST, REST * (time.monotonic() - begin))
        return self.now

    def _read(self, store: Store, asked: asking.Asked | None) -> RaceNow:
        try:
            found: Results | None = self.reader.read(store)
        except InputError:
            if asked is None:
                raise
            found = None
        if found is not None and asked is not None:
            found = replace(found, seeds=max(found.seeds, asked.seeds))
        status = _status(found, asked)
        part = max(found.part if found else 0.0, asked.part if asked and asked.is_alive else 0.0)
        speed = self.pace.speed(round(part * FINE), status == "running")
        left = (1 - part) * FINE / speed if speed else None
        problem = asked.problem if asked and status == "failed" else ""
        kept = self.now.drawn if self.now and found and _same(self.now.found, found) else {}
        more, here = _more(found, status), asked is not None and asked.is_alive
        return RaceNow(self.name, status, part, left, problem, found, more, here, kept)


def _same(before: Results | None, now: Results) -> bool:
    """Whether there is nothing new to draw."""
    return before is not None and _key(before) == _key(now)


def _key(found: Results) -> tuple[object, ...]:
    """Another one where there is."""
    members = ((place, len(one.values), one.status) for place, one in sorted(found.runners.items()))
    return (found.seeds, found.metric, *members)


def _status(found: Results | None, asked: asking.Asked | None) -> str:
    if asked is not None and asked.is_alive:
        return asked.status
    if found is not None and found.active:
        return "running"  # somebody else is at it
    if asked is not None and asked.status == "failed":
        return "failed"
    return "finished" if found is not None and found.finished else "stopped"


def _more(found: Results | None, status: str) -> int:
    """The seeds that would tell, where they can be added."""
    if found is None or found.race is None or status != "finished" or found.job is None or found.halving:
        return 0  # at more seeds successive halving might have kept others
    more = found.race.standing.more_seeds or 0
    return more if found.seeds + more <= MOST_SEEDS else 0


def _draw(found: Results) -> Drawn:
    race, drawn = found.race, lanes(found)
    stands = standing(found)
    return Drawn(
        told_figure(race_curves(drawn)), told_figure(standing_figure(_short(stands))) if stands else None,
        _verdict(race), method(race) if race else "", _seats(found, marks(drawn)),
    )  # fmt: skip


def _verdict(race: Race | None) -> str:
    if race is None:
        return ""
    if race.plan.seeds > 1 or race.standing.racing < 2:
        return verdict(race)
    best = race.standing.order[0]
    score = shown(race, float(race.standing.means[best]))
    return say("studio_race.one_seed", best=race.plan.label(best), score=score)


def _short(stands: Raced) -> Raced:
    """Its labels without the names of what varies: the table below has them, and a phone has no room."""
    return replace(stands, labels=tuple(map(short_label, stands.labels)))


def _seats(found: Results, looks: list[tuple[str, str]]) -> tuple[Seat, ...]:
    """Best first."""
    seats = []
    for one in found.order:
        members = found.of(one)
        over = (
            score_text(member.score, found.metric) if member.ended or member.diverged else "…"
            for member in members
        )
        known = any(len(member.values) or member.diverged for member in members)
        mean = score_text(found.mean(one), found.metric) if known else ""
        runs = tuple(zip((member.run for member in members), over, strict=True))
        seats.append(Seat(found.labels[one], short_label(found.labels[one]), *looks[one], mean, runs))
    return tuple(seats)


_WATCHED: dict[str, Watched] = {}
MOST_KEPT = 20


def look(store: Store, name: str, language: str) -> RaceNow:
    """How the race is doing, for a page in that language. Raises InputError where there is no such race."""
    watched = _WATCHED.pop(name, None) or Watched(name)
    _WATCHED[name] = watched  # what was looked at last is kept longest
    while len(_WATCHED) > MOST_KEPT:
        _WATCHED.pop(next(iter(_WATCHED)))
    now = watched.look(store, language)
    if now.found is not None:
        now.told(language)
    return now
