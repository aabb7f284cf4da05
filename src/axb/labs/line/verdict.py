"""How learning goes: on its way, arrived, at rest, or away for good; and one sentence that says so."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from axb.words import say

if TYPE_CHECKING:
    from axb.labs.line.lab import LineLab

State = Literal["open", "diverged", "arrived", "rested", "long"]
GONE = 30.0  # times what is shown of a and b: a line this far out isn't coming back
NEAR = 1e-10  # of the squared height of the picture: so little above the least loss is none
STILL = 1e-9  # of what is shown: so short a step is none
LONG = 20_000  # steps
VALLEY = 200.0  # times steeper across than along: plain steps crawl


class Verdict(NamedTuple):
    """`kind`: a State other than "open", or "overshot", "too_high", "valley"; both are empty where all is well."""

    kind: str
    sentence: str


def judged(lab: "LineLab", before: tuple[float, float]) -> State:
    """What to think of the step that led here from `before`."""
    lines, here, begun = lab.cloud.lines, lab.descent.place, lab.descent.start
    if not lines.growth([here]) <= GONE * lines.growth([begun]):  # NaN is as far as infinity
        return "diverged"
    moved = max(abs(now - then) / half for now, then, half in zip(here, before, lines.half, strict=True))
    if lab.loss - lab.cloud.bowl.least <= NEAR * lab.cloud.seen.half[1] ** 2 and moved < STILL**0.5:
        return "arrived"
    if moved < STILL:
        return "rested"
    return "long" if lab.descent.steps >= LONG else "open"


def told(lab: "LineLab") -> Verdict:
    """What is to be said now: of the rate first, then of where learning ended, then of the points."""
    limit, rate, bowl = lab.highest_rate, lab.optimizer.rate, lab.cloud.bowl
    numbers = {"rate": f"{rate:.3g}", "step": f"{lab.descent.steps:,}"}
    if limit is not None and rate > limit and lab.state in ("open", "diverged"):
        kind = "overshot" if lab.state == "diverged" else "too_high"
        return Verdict(kind, say(f"labs_line.rate_{kind}", **numbers, limit=f"{limit:.3g}"))
    if lab.state != "open":
        return Verdict(lab.state, say(f"labs_line.state_{lab.state}", **numbers))
    if limit is not None and bowl.steepness > VALLEY:
        return Verdict("valley", say("labs_line.valley", times=f"{bowl.steepness:,.0f}"))
    return Verdict("", "")
