"""Mode collapse: at any time whole kinds of examples are missing from what is made."""

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course

LOOKS = (
    3  # kinds are missing in each of them: not always the same ones, the forger may hop from one to the next
)
EMPTY = 0.1  # of what a cell holds of the real ones
MISSING = 0.2  # of the real examples lie in such cells


def mode_collapse(known: Course) -> Finding | None:
    """A share of the real examples lies where nothing is made, look after look (Goodfellow 2016, section 5.1)."""
    looks = [one for one in known.last(LOOKS) if len(one.cells)]
    if not known.has_players or len(looks) < LOOKS or not len(known.real):
        return None
    empty = [one.cells < EMPTY * known.real for one in looks]
    missing = min(float(known.real[those].sum()) for those in empty)
    if missing < MISSING:
        return None
    numbers = {"share": missing, "empty": int(empty[-1].sum()), "cells": len(known.real)}
    return Finding("mode_collapse", "severe", known.step, "", numbers)
