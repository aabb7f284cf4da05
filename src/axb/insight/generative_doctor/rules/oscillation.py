"""Oscillation: the forger runs from one kind of example to another, and the detective after it, in circles."""

from itertools import pairwise

import numpy as np

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course

LOOKS = 5
MOVED = 0.4  # of all that is made falls in other cells a look later, on average


def oscillation(known: Course) -> Finding | None:
    """What is made moves from cell to cell between looks of a training with two players (Mescheder et al. 2018)."""
    looks = [one for one in known.last(LOOKS) if len(one.cells)]
    if not known.has_players or len(looks) < LOOKS:
        return None
    moved = [0.5 * float(np.abs(a.cells - b.cells).sum()) for a, b in pairwise(looks)]
    if np.mean(moved) < MOVED:
        return None
    return Finding(
        "oscillation", "warning", known.step, "", {"share": float(np.mean(moved)), "looks": len(looks)}
    )
