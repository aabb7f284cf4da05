"""How an experiment stands: what is kept of a plan, who is at it, and both in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from axb.labs.asking import ERRANDS, Asked, last
from axb.labs.plans import spec

Say = Callable[..., str]


@dataclass(frozen=True)
class Standing:
    """Of a plan that somebody looks at. asked: what was asked for last of the experiment; `same`: that is this plan.

    kept: outcomes; part: how much that is, 0..1; learning: the title of the piece that learns.
    stopping: somebody wants it to end.
    """

    plan: Any
    asked: Asked | None
    same: bool
    kept: Sequence[Any]
    part: float
    learning: str
    stopping: bool

    @property
    def alive(self) -> bool:
        """Whether somebody trains it, or waits to."""
        return self.asked is not None and self.asked.is_alive

    @property
    def whole(self) -> bool:
        """Whether nothing is left to train."""
        return len(self.kept) == len(self.plan.pieces)

    def sentence(self, say: Say) -> str:
        """Who is at it, or how it ended."""
        numbers = {"done": len(self.kept), "of": len(self.plan.pieces)}
        if self.asked is not None and self.alive:
            if self.stopping:
                return say("studio_lab.is_stopping")
            if not self.same:
                command = spec(self.asked.name, self.asked.options)
                return say("studio_lab.is_other", spec=command, preset=self.asked.preset)
            return say(f"studio_lab.is_{self.asked.status}", **numbers)
        if self.whole:
            return say("studio_lab.is_whole", **numbers)
        if self.asked is not None and self.same and self.asked.status != "finished":
            return say(f"studio_lab.is_{self.asked.status}", problem=self.asked.problem, **numbers)
        return say("studio_lab.is_partly" if self.kept else "studio_lab.is_new", **numbers)


def stand(experiment: Any, plan: Any) -> Standing:
    """How it stands now."""
    asked = last(experiment.name)
    theirs = None if asked is None else experiment.plan(asked.preset, asked.options)
    pieces = () if theirs is None else theirs.pieces
    learning = next((one.title for one in pieces if asked is not None and one.file == asked.now), "")
    kept, part = experiment.kept(plan), experiment.part(plan)
    same = theirs == plan
    if asked is not None and same and asked.is_alive:
        part = max(part, asked.part)
    stopping = ERRANDS.is_asked_to_stop(experiment.name)
    return Standing(plan, asked, same, kept, part, learning, stopping)
