"""Exploding gradient: on its way back it grows from layer to layer."""

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.rules.vanishing import RUNGS, whole

LARGE = 1e3  # see SMALL in vanishing.py: the same distance on the other side


def exploding(known: Evidence) -> Finding | None:
    """The first rung over the last one; of the early looks too, since what explodes is soon no number any more."""
    looks = [look for look in known.looks if len(look.ladder) >= RUNGS]
    early, all_of_them = ([whole(look) for look in some] for some in (looks[:2], looks))
    factor = max((middle(some) for some in (early, all_of_them)), default=float("nan"))
    if not factor > LARGE:
        return None
    ladder = looks[-1].ladder
    numbers = {"factor": factor, "last": ladder[-1].name, "layers": len(ladder)}
    return Finding("exploding", "severe", known.step, ladder[0].name, numbers)
