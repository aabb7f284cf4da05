"""Dead coordinates of a code: most numbers of it say nothing, so the latent space is larger than what is used of it."""

import numpy as np

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course
from axb.insight.generative_doctor.rules.collapse import NOTHING

LOOKS = 3
ACTIVE = 0.1  # nats: below, what a coordinate says is hardly heard: without it an example comes back as well
FEW = 0.25  # of all coordinates: a VAE puts some to sleep by itself, which is no illness
LEARNED = 0.5  # of the examples' variance comes back: before, coordinates may still wake up
LEAST = 8  # coordinates from which on a share means something


def dead_codes(known: Course) -> Finding | None:
    """Fewer than a quarter of a VAE's coordinates are active (Burda, Grosse & Salakhutdinov 2016, section 5.2)."""
    looks = [one for one in known.last(LOOKS) if len(one.kls) >= LEAST]
    if len(looks) < LOOKS or float(looks[-1].kls.sum()) <= NOTHING:
        return None
    active = [int(np.count_nonzero(one.kls > ACTIVE)) for one in looks]
    latent = len(looks[-1].kls)
    if max(active) >= FEW * latent or looks[-1].explained < LEARNED:
        return None
    return Finding("dead_codes", "warning", known.step, "kl", {"active": active[-1], "latent": latent})
