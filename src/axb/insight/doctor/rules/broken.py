"""NaN: a number that is none, and which part made it first."""

import numpy as np

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding


def broken(known: Evidence) -> Finding | None:
    """Where it was looked for, the part; else only the step."""
    found = known.broken
    if found is not None:
        numbers = {"step": found.step, "batch": found.batch}
        return Finding(f"nan_{found.what}", "severe", found.step, found.part, numbers, cure="nan")
    bad = np.flatnonzero(~np.isfinite(known.losses))
    if not len(bad):
        return None
    step = int(bad[0]) + 1
    return Finding("nan_somewhere", "severe", step, "", {"step": step}, cure="nan")
