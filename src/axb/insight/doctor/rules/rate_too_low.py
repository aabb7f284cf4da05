"""Learning rate too low: all goes the right way, and hardly moves."""

import numpy as np

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.rules.vanishing import vanishing

STEPS = 96  # before that, little may have happened in a healthy training too
LEFT = 0.8  # of the loss at the beginning that is still there
SLOW = 5e-4  # update over weights of the fastest layer: half of a usual pace, and it learned little by it


def rate_too_low(known: Evidence) -> Finding | None:
    """Little was learned, and even the fastest layer moved by less than SLOW an update."""
    pieces = known.pieces
    if len(known.finite) < STEPS or not len(pieces) or len(known.looks) < 2 or not known.paces.size:
        return None
    fastest = float(np.median(np.max(np.nan_to_num(known.paces), axis=1)))
    left = float(pieces[-1] / pieces[0])
    warming = len(known.rates) > 1 and known.rates[-1] >= known.rates.max() > known.rates[0]
    if warming or not left > LEFT or not 0 < fastest < SLOW or _learned(known) or vanishing(known):
        return None
    rate = float(known.rates.max()) if len(known.rates) else float("nan")
    numbers = {"left": left, "pace": fastest, "rate": rate, "steps": len(known.finite)}
    return Finding("rate_too_low", "warning", known.step, "", numbers)


def _learned(known: Evidence) -> bool:
    """Whether the loss is far below chance: a training that goes on from good weights moves little too."""
    return known.chance is not None and float(known.pieces[-1]) < 0.5 * known.chance
