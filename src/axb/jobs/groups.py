"""What is to be known before something is done to a race or a sweep as a whole."""

from collections.abc import Iterable

from axb.jobs.racing import asking
from axb.jobs.sweeping import sessions, shelf
from axb.runs import Run
from axb.views.folding import Group
from axb.words import InputError


def check_over(group: Group, runs: Iterable[Run]) -> None:
    """Raise InputError while it is under way, so that it can't go to the bin. runs: all of its."""
    if any(run.is_active for run in runs) or _has_process(group):
        raise InputError("runs_bin.under_way", name=group.name)


def _has_process(group: Group) -> bool:
    """Whether somebody is at it, also where no run of its is being trained at this moment."""
    if group.kind == "race":
        asked = asking.find(group.name)
        return asked is not None and asked.is_alive
    if not shelf.file_of(group.name).exists():
        return False
    session = sessions.latest(group.name)
    return session is not None and session.searching
