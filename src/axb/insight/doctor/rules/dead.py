"""Dead ReLUs: units that are 0 for every example, which no gradient wakes again."""

import numpy as np

from axb.insight.doctor.evidence import Evidence, middle
from axb.insight.doctor.finding import Finding

# In a batch of 32 a healthy layer often has a third of its units silent by chance; a layer that is past
# two thirds in half of all looks computes with what little is left.
MANY = 0.67


def dead(known: Evidence) -> Finding | None:
    """The layer with most of them, in the middle of the later looks."""
    looks = known.late()
    if not looks:
        return None
    shares = np.nan_to_num(middle(known.column("dead", looks)))
    place = int(shares.argmax())
    share, where = float(shares[place]), known.looks[-1].names[place]
    if not share > MANY:
        return None
    numbers = {"share": share, "looks": len(looks)}
    return Finding("dead", "severe" if share > 0.95 else "warning", known.step, where, numbers)
