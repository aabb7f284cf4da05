"""What is seen, in short sentences: who sits in the trap, who escaped and when, who has arrived."""

from collections.abc import Mapping

from axb.labs.sentences import joined, listed
from axb.labs.surface.fates import Fate
from axb.labs.surface.roster import title
from axb.views.numbers import number
from axb.words import say

ORDER = ("caught", "held", "escaped", "arrived", "open", "gone")


def sentence(now: int, fates: Mapping[str, Fate]) -> str:
    """`now` steps after the start: a sentence for each thing that happened, with the names of those to whom it did."""
    if not now:
        return say("labs_surface.at_start")
    groups: dict[str, list[str]] = {}
    for name, fate in fates.items():
        kind = "escaped" if fate.escaped is not None and fate.state in ("arrived", "open") else fate.state
        groups.setdefault(kind, []).append(_named(name, kind, fate))
    said = [say(f"labs_surface.fate_{kind}", names=listed(groups[kind])) for kind in ORDER if kind in groups]
    return joined(said)


def _named(name: str, kind: str, fate: Fate) -> str:
    """The name with the number that matters: the loss it has, or the step at which it happened."""
    if kind in ("caught", "held", "open"):
        return say("labs_surface.with_loss", name=title(name), loss=number(fate.loss))
    step = fate.escaped if kind == "escaped" else fate.step
    return say("labs_surface.with_step", name=title(name), step=f"{step:,}")
