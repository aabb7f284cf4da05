"""Dead ReLUs: units that are 0 for every example, which no gradient wakes again."""

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
    shares = {
        name: middle([float(look.layers[place].dead) for look in looks])
        for place, name in enumerate(looks[-1].names)
    }
    where = max(shares, key=lambda name: shares[name] if shares[name] == shares[name] else -1.0)
    if not shares[where] > MANY:
        return None
    numbers = {"share": shares[where], "looks": len(looks)}
    return Finding("dead", "severe" if shares[where] > 0.95 else "warning", known.step, where, numbers)
