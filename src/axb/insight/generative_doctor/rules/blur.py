"""Blur from too strong a KL: codes must be so ordinary that they no longer tell one example from another."""

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course
from axb.insight.generative_doctor.rules.collapse import NOTHING

LOOKS = 3
STRONG = 1.5  # beta from which on the KL is called strong: 1 is the bound itself
LITTLE = 0.6  # of the variance of the examples that comes back


def blur(known: Course) -> Finding | None:
    """A VAE whose beta is above 1 restores little of what came in (Higgins et al. 2017, section 4.2)."""
    looks = [one for one in known.last(LOOKS) if len(one.kls)]
    if known.beta < STRONG or len(looks) < LOOKS or float(looks[-1].kls.sum()) <= NOTHING:
        return None
    if max(one.explained for one in looks) > LITTLE:
        return None
    numbers = {"share": looks[-1].explained, "beta": known.beta, "kl": float(looks[-1].kls.sum())}
    return Finding("blur", "warning", known.step, "kl", numbers)
