"""The list of runs, read once for all pages that look at it: of thousands only what is new is read again."""

from axb.runs import Run, Store
from axb.runs.store import Mark
from axb.views.listing import Listed, listed


class Runs:
    """Belongs to one thread and its store, see `axb.studio.behind.watching`."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Mark, Listed]] = {}
        self._all, self._changes = list[Listed](), -1

    def read(self, store: Store) -> list[Listed]:
        """All of them, newest first; the same list where nothing has happened."""
        changes = store.changes()
        if changes != self._changes or any(one.active for one in self._all):
            marks, known = store.marks(), self._known
            self._known = {run.id: self._read(run, marks.get(run.id, ()), known) for run in store.runs()}
            self._all, self._changes = [line for _, line in self._known.values()], changes
        return self._all

    def _read(self, run: Run, mark: Mark, known: dict[str, tuple[Mark, Listed]]) -> tuple[Mark, Listed]:
        before = known.get(run.id)
        return before if before and before[0] == mark and not before[1].active else (mark, listed(run))


RUNS = Runs()
