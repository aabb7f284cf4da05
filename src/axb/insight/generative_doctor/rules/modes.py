"""Mode collapse: whole kinds of examples are never made."""

import numpy as np

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course

LOOKS = 3  # the same cells have to be empty in all of them
EMPTY = 0.1  # of what a cell holds of the real ones
MISSING = 0.2  # of the real examples lie in such cells


def mode_collapse(known: Course) -> Finding | None:
    """A share of the real examples lies where nothing is made, look after look (Goodfellow 2016, section 5.1)."""
    looks = [one for one in known.last(LOOKS) if len(one.cells)]
    if not known.has_players or len(looks) < LOOKS or not len(known.real):
        return None
    empty = np.all([one.cells < EMPTY * known.real for one in looks], axis=0)
    missing = float(known.real[empty].sum())
    if missing < MISSING:
        return None
    numbers = {"share": missing, "empty": int(empty.sum()), "cells": len(empty)}
    return Finding("mode_collapse", "severe", known.step, "", numbers)
