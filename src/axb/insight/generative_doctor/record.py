"""What was found, in its run: beside what the doctor of layers keeps there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.insight.doctor import Finding
from axb.insight.generative_doctor.course import Course, Floats
from axb.insight.generative_doctor.looking import Looker
from axb.insight.generative_doctor.rules import examine
from axb.training import Latent

if TYPE_CHECKING:
    from axb.runs import Run

NAME = "generative_doctor/findings"
SEEN = 3  # looks that most rules want: one is taken for all where there is only the end to look at


def record(run: "Run", step: int, found: list[Finding]) -> None:
    """Keep what was said so far."""
    run.add_json(NAME, step, [one.told() for one in found])


def recalled(run: "Run") -> list[Finding] | None:
    """What was said of the run; None where nobody has looked."""
    kept = run.json(NAME)
    if kept is None:
        return None
    names = ("rule", "severity", "step", "where", "numbers", "cure")
    return [Finding(**{name: one[name] for name in names}) for one in kept]


def series_of(run: "Run", step: int) -> dict[str, Floats]:
    """Each number that steps of the run told, one a step up to `step`; NaN where a step had none."""
    names = [name for name in run.series_names() if "/" not in name]
    return {name: _laid(*run.series(name), step) for name in names}


def _laid(steps: Any, values: Any, count: int) -> Floats:
    laid = np.full(count, np.nan)
    known = (steps >= 1) & (steps <= count)
    laid[steps[known] - 1] = values[known]
    return laid


def examine_now(model: Latent, x: Any, y: Any, step: int, series: Mapping[str, Floats]) -> list[Finding]:
    """What is wrong with a model as it is now; who runs in circles can't be told from one look."""
    looker = Looker(model, x, y)
    looks = [looker.look(model, step)] * SEEN
    beta, warmup = getattr(model, "beta", 1.0), getattr(model, "warmup", 0)
    return examine(Course(step, step, series, looks, looker.real, beta, warmup))
