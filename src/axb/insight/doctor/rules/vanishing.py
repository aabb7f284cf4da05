"""Vanishing gradient: on its way back it becomes so small that the first layers learn nothing."""

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding
from axb.insight.seen import Seen

# Healthy networks of up to 50 layers lie between 1e-2 and 1e2 (initializers are made for that); each sigmoid
# multiplies by at most 1/4, so five layers of them reach 1e-3.
SMALL = 1e-3
RUNGS = 3  # in fewer layers nothing can vanish


def vanishing(known: Evidence) -> Finding | None:
    """The first rung of the ladder over the last one, in the middle of the looks."""
    looks = [look for look in known.looks if len(look.ladder) >= RUNGS]
    factor = middle([whole(look) for look in looks])
    if not 0 < factor < SMALL:  # exactly 0: dead units, not small factors
        return None
    ladder = looks[-1].ladder
    numbers = {"factor": factor, "last": ladder[-1].name, "layers": len(ladder)}
    return Finding("vanishing", "severe", known.step, ladder[0].name, numbers)


def whole(look: Seen) -> float:
    """What the gradient is multiplied by from the last rung to the first."""
    ladder = look.ladder
    return ladder[0].gradient / ladder[-1].gradient if ladder and ladder[-1].gradient else float("nan")
