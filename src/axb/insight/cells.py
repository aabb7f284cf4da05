"""The way of one example through a network in few cells: parts that belong together as one, branches side by side."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.insight.feature_maps import FeatureMaps
from axb.insight.receptive import POINTWISE
from axb.layers import Add, Concatenate
from axb.words import InputError

FOLLOWING = {
    one.__name__ for one in POINTWISE if one not in (Add, Concatenate)
}  # they stay in the cell before them
PASSED = {
    "Flatten",
    "Permute",
    "Reshape",
    "ZeroPadding2D",
}  # the same numbers in another form: they are no cell
INPUT_NAME = "input"
COLUMNS, ROWS = 9, 8  # of a picture that holds all: columns of a line, lines times the branches side by side


class Cell(NamedTuple):
    """What the part `name` gives, with what follows it place by place (normalisation, its bend).

    values: (height, width, channels) or (units,), of this `shape` unless somebody left channels out. sources: cells
    that it reads, by their places in the list. The first cell is the example. column: how many steps from it; lane: 0
    on the middle line, up is positive.
    """

    name: str
    values: NDArray[np.float32]
    sources: tuple[int, ...] = ()
    column: int = 0
    lane: float = 0.0
    shape: tuple[int, ...] = ()


def cells(maps: Sequence[FeatureMaps], example: ArrayLike, part: str = "") -> list[Cell]:
    """What `feature_maps` told of `example`, laid out; where `part` is named, what is inside it and what it reads.

    A network too large for one picture is told by the outputs of its outer parts, and a longer one by some of them.
    Raises InputError where there is no such part.
    """
    whole = _gathered(maps, np.asarray(example, np.float32))
    if part:
        return laid_out(_within(whole, part))
    for chosen in (whole, _outer(whole)):
        if rows(placed := laid_out(chosen)) <= ROWS:
            return placed
    return laid_out(_thinned(_outer(whole)))


def rows(placed: Sequence[Cell]) -> int:
    """How many rows a picture of these has: lines of so many columns, each as high as its lanes."""
    lines = -(-(1 + max(one.column for one in placed)) // COLUMNS)
    return lines * lanes(placed)


def lanes(placed: Sequence[Cell]) -> int:
    """How many rows a line has."""
    return 1 + round(max(one.lane for one in placed) - min(one.lane for one in placed))


def _gathered(maps: Sequence[FeatureMaps], example: NDArray[np.float32]) -> list[Cell]:
    """Each part as a cell, or in the cell before it."""
    read = Counter(source for one in maps for source in one.sources)
    found, at = [Cell(INPUT_NAME, example, shape=example.shape)], {-1: 0}
    for number, one in enumerate(maps):
        sources = tuple(dict.fromkeys(at[source] for source in one.sources))
        before = found[sources[0]]
        same = one.kind in PASSED or _equal(one.values, before.values)
        alone = len(one.sources) == 1 and read[one.sources[0]] == 1
        if len(sources) == 1 and (same or (alone and one.kind in FOLLOWING)):
            at[number] = sources[0]
            found[sources[0]] = before if same else before._replace(values=one.values)
        else:
            at[number] = len(found)
            found.append(Cell(one.name, one.values, sources, shape=one.values.shape))
    return found


def _equal(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """The same numbers, unless all are alike: what makes 0 of 0 may make more of other pictures."""
    return bool(np.ptp(other) > 0) and np.array_equal(one.ravel(), other.ravel())


def _within(whole: Sequence[Cell], part: str) -> list[Cell]:
    inner = [n for n, one in enumerate(whole) if f"{one.name}.".startswith(f"{part}.")]
    if not inner or not part:
        known = ", ".join(dict.fromkeys(one.name.split(".")[0] for one in whole[1:]))
        raise InputError("insight_pictures.no_such_part", name=part, known=known)
    before = dict.fromkeys(source for n in inner for source in whole[n].sources)
    return _kept(whole, sorted({0, *before, *inner}))


def _outer(whole: Sequence[Cell]) -> list[Cell]:
    """The last cell of each outer part, under its name."""
    last = {one.name.split(".")[0]: n for n, one in enumerate(whole)}
    kept = _kept(whole, sorted(last.values()))
    return [one._replace(name=one.name.split(".")[0]) for one in kept]


def _thinned(chain: Sequence[Cell]) -> list[Cell]:
    """As many as fit, evenly, the first and the last among them."""
    places = np.linspace(0, len(chain) - 1, COLUMNS * ROWS // 2)
    return _kept(chain, sorted({*np.rint(places).astype(int).tolist()}))


def _kept(whole: Sequence[Cell], places: Sequence[int]) -> list[Cell]:
    """These alone; one that read another cell reads the last kept one before that."""
    new = {n: number for number, n in enumerate(places)}

    def at(source: int) -> tuple[int, ...]:
        if source in new:
            return (new[source],)
        return tuple(one for before in whole[source].sources for one in at(before))

    return [
        whole[n]._replace(sources=tuple(dict.fromkeys(one for s in whole[n].sources for one in at(s))))
        for n in places
    ]


def laid_out(chain: Sequence[Cell]) -> list[Cell]:
    """Each behind all that it reads; where ways part they get lanes, and where they meet again it is in the middle."""
    placed = list[Cell]()
    forks = Counter(one.sources[0] for one in chain if len(one.sources) == 1)
    taken = Counter[int]()
    for one in chain:
        before = [placed[source] for source in one.sources]
        lane = sum(source.lane for source in before) / max(len(before), 1)
        if len(before) == 1:
            lane += (forks[one.sources[0]] - 1) / 2 - taken[one.sources[0]]
            taken[one.sources[0]] += 1
        column = 1 + max((source.column for source in before), default=-1)
        placed.append(one._replace(column=column, lane=lane))
    return _apart(placed)


def _apart(placed: list[Cell]) -> list[Cell]:
    """In no column two closer than a lane: there they are spread anew, in their order."""
    columns: dict[int, list[int]] = {}
    for number, one in enumerate(placed):
        columns.setdefault(one.column, []).append(number)
    for members in columns.values():
        order = sorted(members, key=lambda number: -placed[number].lane)
        heights = [placed[number].lane for number in order]
        if any(high - low < 0.99 for high, low in pairwise(heights)):
            for place, number in enumerate(order):
                placed[number] = placed[number]._replace(lane=(len(order) - 1) / 2 - place)
    return placed
