"""Posterior collapse: every code is drawn from the prior, whatever comes in, and the decoder has learned without it."""

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course

LOOKS = 3  # all of which have to show it
NOTHING = 0.3  # nats of KL in all coordinates together: a code of one bit has 0.7


def posterior_collapse(known: Course) -> Finding | None:
    """The codes of a VAE tell nothing of what came in (Bowman et al. 2016, section 3)."""
    looks = [one for one in known.last(LOOKS) if len(one.kls)]
    if len(looks) < LOOKS or max(float(one.kls.sum()) for one in looks) > NOTHING:
        return None
    numbers = {"kl": float(looks[-1].kls.sum()), "latent": len(looks[-1].kls), "beta": known.beta}
    cure = "posterior_collapse_beta" if known.beta > 1 else ""
    return Finding("posterior_collapse", "severe", known.step, "kl", numbers, cure)
