"""Learning rate too high: steps are so long that they jump over what they should go down to."""

import numpy as np

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding

STEPS = 64  # in fewer, small networks at good rates are still finding their way
JUMP = 4.0  # times the loss at the beginning: no batch differs so much from another
STUCK = 0.85  # of the loss at the beginning: nothing that is worth its name was learned
BACK = 2.0  # times the lowest piece: what was learned is lost again
PACE = 0.1  # update over weights; a usual one is 1e-3, and Adam's first steps reach a few 1e-2


def rate_too_high(known: Evidence) -> Finding | None:
    """The loss jumps far above its beginning and stays bad, or long steps learn nothing or lose it again."""
    pieces, begin, broke = known.pieces, known.beginning, len(known.finite) < len(known.losses)
    highest = float(np.max(known.finite[1:], initial=0.0))
    last = float(pieces[-1]) if len(pieces) else float("nan")
    pace, is_long = pace_of(known), len(known.finite) >= STEPS
    jumped = highest > JUMP * begin and (broke or last > STUCK * begin)
    stuck = is_long and pace > PACE and last > STUCK * begin
    lost = is_long and pace > PACE and last > BACK * pieces.min() and last > STUCK / 2 * begin
    if not (jumped or stuck or lost):
        return None
    rate = float(known.rates.max()) if len(known.rates) else float("nan")
    numbers = {"begin": begin, "highest": highest, "last": last, "pace": pace, "rate": rate}
    return Finding("rate_too_high", "severe", known.step, "", numbers)


def pace_of(known: Evidence) -> float:
    """Of a usual layer, in the look where it was fastest."""
    if not known.paces.size:
        return float("nan")
    of_each = np.median(np.nan_to_num(known.paces, posinf=1e9), axis=1)
    return float(of_each.max())
