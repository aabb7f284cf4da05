"""Saturation: tanh or sigmoid at the flat end of its curve, where no gradient passes."""

import numpy as np

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding

MANY_EARLY = 0.5  # before much is learned: the first weights or the inputs are too large
MANY_LATE = 0.8  # later, hidden units may well be near 0 or 1 because they have decided


def saturated(known: Evidence) -> Finding | None:
    """The hidden layer with the largest share of flat outputs, early or late. The last one may saturate: it is sure."""
    for looks, many in ((known.looks[:2], MANY_EARLY), (known.late(), MANY_LATE)):
        hidden = list(known.looks[-1].path[:-1]) if looks else []
        if not hidden:
            continue
        shares = np.nan_to_num(middle(known.column("saturated", looks)))[hidden]
        place = int(shares.argmax())
        if shares[place] > many:
            where, numbers = (
                known.looks[-1].names[hidden[place]],
                {"share": float(shares[place]), "looks": len(looks)},
            )
            return Finding("saturated", "warning", known.step, where, numbers)
    return None
