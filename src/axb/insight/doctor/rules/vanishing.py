"""Vanishing gradient: on its way back it becomes so small that the first layers learn nothing."""

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding

# Healthy networks of 2 to 32 layers lay between 0.1 and 80 (36 drawn ones and 7 of the zoo's); each sigmoid
# multiplies by at most 1/4, so four layers of them are past this.
SMALL = 5e-3
RUNGS = 3  # in fewer layers nothing can vanish


def vanishing(known: Evidence) -> Finding | None:
    """The first rung of the ladder over the last one, in the middle of the looks."""
    factor = float(middle(known.factors))
    if len(known.rungs) < RUNGS or not 0 < factor < SMALL:  # exactly 0: dead units, not small factors
        return None
    return on_the_ladder("vanishing", known, factor)


def on_the_ladder(rule: str, known: Evidence, factor: float) -> Finding:
    """From which layer to which."""
    first, last = (known.looks[-1].names[known.rungs[end]] for end in (0, -1))
    numbers = {"factor": factor, "last": last, "layers": len(known.rungs)}
    return Finding(rule, "severe", known.step, first, numbers)
