"""What a shell may complete: names of runs, families, data sets, optimizers, laboratories, lessons.

A key was pressed and somebody waits: runs, families and data sets are told without PyTorch. What cannot be read
completes to nothing, since nobody could read a sentence about it in the middle of a line.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from axb.runs import Run, Store

ABOUT = "about_"  # how the sentences about families and data sets are named
KINDS = ("race", "sweep")  # what a run's configuration says it was trained for


def runs(incomplete: str) -> list[str]:
    """Runs, newest first."""
    return _of_store(incomplete, lambda store: [run.name for run in store.runs()])


def binned(incomplete: str) -> list[str]:
    """Runs in the bin."""
    return _of_store(incomplete, lambda store: [run.name for run in store.bin()])


def groups(incomplete: str) -> list[str]:
    """Races and sweeps."""
    return _of_store(incomplete, lambda store: [name for run in store.runs() for name in _group(run)])


def runs_and_groups(incomplete: str) -> list[str]:
    """All of these."""
    return [*runs(incomplete), *groups(incomplete)]


def _group(run: "Run") -> list[str]:
    return [str(run.config[kind]) for kind in KINDS if kind in run.config]


def _of_store(incomplete: str, names: "Callable[[Store], list[str]]") -> list[str]:
    from axb.runs import Store

    with suppress(Exception), Store() as store:
        return beginning(incomplete, names(store))
    return []


def models(incomplete: str) -> list[str]:
    """Families."""
    return beginning(incomplete, _told_about("zoo"))


def data(incomplete: str) -> list[str]:
    """Data sets; where none begins so, the shell completes files."""
    return beginning(incomplete, [name.replace("_", "-") for name in _told_about("data")])


def _told_about(room: str) -> list[str]:
    from axb.words.language import catalogue

    return [key.removeprefix(ABOUT) for key in catalogue(room) if key.startswith(ABOUT)]


def optimizers(incomplete: str) -> list[str]:
    """Update rules."""
    from axb.optimizers import NAMES

    return beginning(incomplete, NAMES)


def labs(incomplete: str) -> list[str]:
    """Experiments."""
    from axb.labs.catalogue import EXPERIMENTS

    return beginning(incomplete, EXPERIMENTS)


def lessons(incomplete: str) -> list[str]:
    """Lessons."""
    from axb.lessons import NAMES

    return beginning(incomplete, NAMES)


def statuses(incomplete: str) -> list[str]:
    """What `axb runs --status` takes."""
    from axb.views.facts import STATUSES

    return beginning(incomplete, STATUSES)


def orders(incomplete: str) -> list[str]:
    """What `axb runs --sort` takes."""
    from axb.views.sifting import ORDERS

    return beginning(incomplete, ORDERS)


def forms(incomplete: str) -> list[str]:
    """What `axb export --to` takes."""
    from axb.jobs import FORMS

    return beginning(incomplete, FORMS)


def parts(incomplete: str) -> list[str]:
    """What `axb export --part` takes."""
    from axb.jobs.onnx_exporting import PARTS

    return beginning(incomplete, PARTS)


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Words that are always the same."""

    def known(incomplete: str) -> list[str]:
        return beginning(incomplete, words)

    return known


def beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    """Those that begin so, each once."""
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]
