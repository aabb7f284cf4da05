"""Exploding gradient: on its way back it grows from layer to layer."""

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.rules.vanishing import RUNGS, on_the_ladder

LARGE = 1e3  # twelve times what a healthy network has shown, see SMALL in vanishing.py


def exploding(known: Evidence) -> Finding | None:
    """The first rung over the last one; of the early looks too, since what explodes is soon no number any more."""
    factor = float(max(middle(known.factors[:2]), middle(known.factors)))
    if len(known.rungs) < RUNGS or not factor > LARGE:
        return None
    return on_the_ladder("exploding", known, factor)
