"""Saturation: tanh or sigmoid at the flat end of its curve, where no gradient passes."""

from collections.abc import Sequence

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding
from axb.insight.seen import Seen

MANY_EARLY = 0.5  # before much is learned: the first weights or the inputs are too large
MANY_LATE = 0.8  # later, hidden units may well be near 0 or 1 because they have decided


def saturated(known: Evidence) -> Finding | None:
    """The hidden layer with the largest share of flat outputs, early or late. The last one may saturate: it is sure."""
    for looks, many in ((known.looks[:2], MANY_EARLY), (known.late(), MANY_LATE)):
        shares = _shares(looks)
        where = max(shares, key=shares.__getitem__, default="")
        if where and shares[where] > many:
            numbers = {"share": shares[where], "looks": len(looks)}
            return Finding("saturated", "warning", known.step, where, numbers)
    return None


def _shares(looks: Sequence[Seen]) -> dict[str, float]:
    """By layer, where that can be told."""
    if not looks:
        return {}
    hidden = set(looks[-1].path[:-1])
    found = {
        name: middle([float(look.layers[place].saturated) for look in looks])
        for place, name in enumerate(looks[-1].names)
        if place in hidden
    }
    return {name: share for name, share in found.items() if share == share}
