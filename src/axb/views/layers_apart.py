"""Where the boxes of a graph go: in ranks, few crossings, wires that bend around what lies between.

After Sugiyama, Tagawa & Toda 1981, "Methods for visual understanding of hierarchical system structures": ranks by the
longest way, places in a rank by the mean of the neighbours' (their barycentre), a wire over several ranks given a place
of its own in each. Everything is computed for ranks below one another; whoever wants them side by side turns it.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

SWEEPS = 8  # up and down over all ranks
WIRE = 14.0  # pixels: the room of a wire that passes


@dataclass
class Spot:
    """A box, or where a wire passes a rank: how much room it takes, and the middle that it was given."""

    width: float
    height: float
    rank: int = 0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Layout:
    """spots: of the boxes, in the order they came in; wires: of each edge the spots it passes, its ends among them."""

    spots: list[Spot]
    wires: list[list[Spot]]
    width: float
    height: float


def lay_out(
    sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], gap: float, between: float
) -> Layout:
    """Places for boxes of these (width, height); an edge (from, to) leads to a later box.

    gap: pixels between neighbours in a rank; between: from rank to rank.
    """
    spots = [Spot(*size) for size in sizes]
    for number in range(len(spots)):
        above = [spots[one].rank + 1 for one, other in edges if other == number]
        spots[number].rank = max(above, default=0)
    wires = [_wire(spots[one], spots[other]) for one, other in edges]
    everything = [*spots, *(spot for wire in wires for spot in wire[1:-1])]
    ranks = [
        [one for one in everything if one.rank == rank] for rank in range(1 + max(one.rank for one in spots))
    ]
    near = _neighbours(wires)
    for sweep in range(SWEEPS):
        for rank in ranks if sweep % 2 == 0 else reversed(ranks):
            _order(rank, near, down=sweep % 2 == 0, gap=gap)
    _align(ranks, near, gap)
    return Layout(spots, wires, *_settle(ranks, between))


def _wire(start: Spot, end: Spot) -> list[Spot]:
    """From one box to another, with a place in each rank between."""
    return [start, *(Spot(WIRE, 0, rank) for rank in range(start.rank + 1, end.rank)), end]


def _neighbours(wires: Sequence[Sequence[Spot]]) -> dict[int, tuple[list[Spot], list[Spot]]]:
    """Of each spot by its id: those above, those below."""
    near: dict[int, tuple[list[Spot], list[Spot]]] = {}
    for wire in wires:
        for one, other in itertools.pairwise(wire):
            near.setdefault(id(one), ([], []))[1].append(other)
            near.setdefault(id(other), ([], []))[0].append(one)
    return near


def _wanted(spot: Spot, near: dict[int, tuple[list[Spot], list[Spot]]], down: bool) -> float:
    """The mean of its neighbours in the rank that was placed before."""
    others = near.get(id(spot), ([], []))[0 if down else 1]
    return fmean(one.x for one in others) if others else spot.x


def _order(rank: list[Spot], near: dict[int, tuple[list[Spot], list[Spot]]], down: bool, gap: float) -> None:
    rank.sort(key=lambda spot: _wanted(spot, near, down))
    left = -(sum(one.width for one in rank) + gap * (len(rank) - 1)) / 2
    for one in rank:
        one.x = left + one.width / 2
        left += one.width + gap


def _align(ranks: list[list[Spot]], near: dict[int, tuple[list[Spot], list[Spot]]], gap: float) -> None:
    """Move each towards its neighbours as far as the order and the gaps allow: straight ways become straight."""
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for rank in ranks if down else reversed(ranks):
            wanted = [_wanted(one, near, down) for one in rank]
            least = [0.0] * len(rank)  # as far left as those on its left allow
            for place, one in enumerate(rank):
                room = rank[place - 1].width / 2 + gap + one.width / 2 if place else 0.0
                least[place] = max(wanted[place], least[place - 1] + room) if place else wanted[0]
            shift = fmean(want - got for want, got in zip(wanted, least, strict=True))
            for one, got in zip(rank, least, strict=True):
                one.x = got + shift


def _settle(ranks: list[list[Spot]], between: float) -> tuple[float, float]:
    """Heights of the ranks, the leftmost edge at 0; returns the whole width and height."""
    left = min(one.x - one.width / 2 for rank in ranks for one in rank)
    top = 0.0
    for rank in ranks:
        high = max(one.height for one in rank)
        for one in rank:
            one.x, one.y = one.x - left, top + high / 2
        top += high + between
    return max(one.x + one.width / 2 for rank in ranks for one in rank), top - between
