"""Ask for an experiment: an errand, see `axb.jobs.errands`, one of each name.

Its outcomes lie where `axb lab` keeps them too: either goes on with what the other has left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from axb.jobs.errands import Errand, Errands
from axb.labs.catalogue import experiment
from axb.words import InputError


@dataclass(frozen=True, kw_only=True)
class Asked(Errand):
    """An experiment that was asked for, with what differs from its preset. now: the file of the piece that learns."""

    preset: str = "class"
    options: Mapping[str, str] = field(default_factory=dict)
    now: str = ""


ERRANDS = Errands("labs", Asked, "axb.labs.process")


def ask(name: str, preset: str, options: Mapping[str, str], visitor: str = "") -> None:
    """Train what is left of such a plan, in a process of its own.

    Raises InputError for what is no plan, and where that experiment is under way.
    """
    experiment(name).plan(preset, options)
    before = ERRANDS.find(name)
    if before is not None and before.is_alive:
        raise InputError("labs_experiment.under_way", name=name)
    ERRANDS.start(Asked(name=name, preset=preset, options=dict(options), visitor=visitor))


def last(name: str) -> Asked | None:
    """What was asked for last; None where nothing was, or what is no plan any more."""
    found = ERRANDS.find(name)
    if found is not None:
        try:
            experiment(name).plan(found.preset, found.options)
        except InputError:
            return None
    return found
