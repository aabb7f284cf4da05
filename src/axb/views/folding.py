"""The many runs of a race or a sweep as one line of a list."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from axb.runs import Run
from axb.runs.names import composed
from axb.views.facts import STATUSES
from axb.words import say

T = TypeVar("T")
Kind = Literal["race", "sweep"]
KINDS: tuple[Kind, ...] = ("race", "sweep")
COUNTED = {**STATUSES, "diverged": "views_folding.diverged"}  # of many, each at a step of its own


class Group(NamedTuple):
    """A race or a sweep, which many runs belong to."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Fold(Generic[T]):
    """A race or a sweep, and those of its runs that are in a list, in the list's order."""

    group: Group
    runs: tuple[T, ...]


def group_of(run: Run) -> Group | None:
    """The race or the sweep that a run was trained for; None: it was trained by itself."""
    return next((Group(kind, str(run.config[kind])) for kind in KINDS if kind in run.config), None)


def folded(lines: Iterable[T], group: Callable[[T], Group | None]) -> list[T | Fold[T]]:
    """`lines`, where those of the same race or sweep are one, in the place of the first of them."""
    places: dict[Group | int, list[T]] = {}
    for number, line in enumerate(lines):
        places.setdefault(group(line) or number, []).append(line)
    return [
        Fold(place, tuple(several)) if isinstance(place, Group) else several[0]
        for place, several in places.items()
    ]


def folds(runs: Iterable[Run]) -> list[Fold[Run]]:
    """The races and sweeps among `runs`; runs that were trained by themselves are left out."""
    return [one for one in folded(runs, group_of) if isinstance(one, Fold)]


def named(runs: Iterable[Run], name: str) -> list[Fold[Run]]:
    """Those of that name: none, one, or a race and a sweep."""
    return [one for one in folds(runs) if composed(one.group.name) == composed(name)]


def told(kind: Kind, statuses: Iterable[str], whole: int | None = None) -> str:
    """What a fold is, in words: "race of 50: 48 finished, 2 diverged".

    statuses: of its runs, as `Run.shown_status`. whole: how many it has, where these are not all of them.
    """
    counts = Counter(statuses)
    said = [
        say("views_folding.count", count=counts[status], status=say(key))
        for status, key in COUNTED.items()
        if counts[status]
    ]
    count, statuses_said = counts.total(), say("views_folding.between").join(said)
    if whole is None or whole == count:
        return say(f"views_folding.all_of_{kind}", count=count, statuses=statuses_said)
    return say(f"views_folding.part_of_{kind}", count=count, whole=whole, statuses=statuses_said)
