"""What has become of each path by a certain step: arrived, caught, held at a pass, gone, or on its way."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.labs.surface.paths import Array, Paths
from axb.labs.surface.surfaces import Surface

State = Literal["open", "arrived", "caught", "held", "gone"]
REST = 40  # who is in the trap, or about a pass, for so many steps is caught, or held
PASS = 3.0  # times what is near: so far around a pass one is on it


class Fate(NamedTuple):
    """step: since when the state holds. escaped: at which step it came out of the trap, None where it did not."""

    state: State
    step: int
    loss: float
    distance: float
    escaped: int | None


def fates(surface: Surface, paths: Paths, now: int) -> list[Fate]:
    """Of each path, `now` steps after the start."""
    return [
        _fate(surface, places[: now + 1], float(losses[now]), int(left))
        for places, losses, left in zip(paths.places, paths.losses, paths.left, strict=True)
    ]


def _fate(surface: Surface, places: Array, loss: float, left: int) -> Fate:
    away = np.linalg.norm(places[:, None] - np.array(surface.minima), axis=-1).min(axis=1)
    escaped = _escaped(surface, places)
    if left < len(places):
        return Fate("gone", left, loss, float(away[-1]), None)  # which is no way out of a trap
    since = _since(away <= surface.near)
    if since is not None:
        return Fate("arrived", since, loss, float(away[-1]), escaped)
    return Fate(_state(surface, places), len(places) - 1, loss, float(away[-1]), escaped)


def _state(surface: Surface, places: Array) -> State:
    """Of one that has neither arrived nor left."""
    latest = places[-REST:]
    if len(latest) < REST:
        return "open"
    if surface.trap is not None and _in_trap(surface, latest).all():
        return "caught"
    if surface.saddle is not None:
        far = np.linalg.norm(latest - np.array(surface.saddle), axis=1)
        return "held" if (far <= PASS * surface.near).all() else "open"
    return "open"


def _in_trap(surface: Surface, places: Array) -> NDArray[np.bool_]:
    assert surface.trap is not None
    x, y, wide = surface.trap
    inside: NDArray[np.bool_] = np.hypot(places[:, 0] - x, places[:, 1] - y) < wide
    return inside


def _escaped(surface: Surface, places: Array) -> int | None:
    """The step after the last one in the trap; None for who never was there, or is."""
    if surface.trap is None:
        return None
    was = np.flatnonzero(_in_trap(surface, places))
    return int(was[-1]) + 1 if len(was) and was[-1] < len(places) - 1 else None


def _since(holds: NDArray[np.bool_]) -> int | None:
    """The first step of those up to the end at which it holds all the time."""
    if not holds[-1]:
        return None
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if len(broken) else 0
