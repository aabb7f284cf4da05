"""`axb rename`, `axb delete`, `axb restore`: what a person does with runs as a whole."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.known import binned, runs_and_groups
from axb.cli.options import JsonOption, RunArgument, argument
from axb.cli.screen import print_json
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run, Store
    from axb.views.folding import Fold

Yes = Annotated[bool, typer.Option("--yes", help="runs_bin.opt_yes")]


@command("rename", "runs_bin.rename", "axb rename cnn-fashion-mini-1 my-best")
def rename(
    run: RunArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="runs_bin.arg_new_name")],
) -> None:
    from axb.runs import Store

    with Store() as store:
        one = store.open(run)
        before = one.name
        one.rename(name)
        print(say("runs_bin.renamed", before=before, name=one.name))


@command(
    "delete",
    "runs_bin.delete",
    "axb delete cnn-fashion-mini-1",
    "axb delete cnn-fashion-mini-1 cnn-fashion-mini-2",
    "axb delete race-mlp-digits-1",
    "axb delete --empty-bin",
)
def delete(
    runs: Annotated[list[str] | None, argument("RUNS", "runs_bin.arg_runs", runs_and_groups)] = None,
    empty_bin: Annotated[bool, typer.Option("--empty-bin", help="runs_bin.opt_empty_bin")] = False,
    yes: Yes = False,
) -> None:
    from axb.runs import Store

    if not runs and not empty_bin:
        raise InputError("cli.missing", command="axb delete", name="RUNS")
    with Store() as store:
        for one in [one for name in runs or [] for one in _meant(store, name)]:
            _throw_away(one)
        if empty_bin:
            _check_sure(_names(store.bin()), len(store.bin()), yes)
            print(say("runs_bin.emptied", count=store.empty_bin()))


def _meant(store: "Store", name: str) -> "list[Run | Fold[Run]]":
    """The run of that name, else the race or the sweep. Raises InputError where there is none."""
    from axb.views.folding import named

    try:
        return [store.open(name)]
    except InputError:
        if found := named(store.runs(), name):
            return [*found]
        raise


def _throw_away(one: "Run | Fold[Run]") -> None:
    from axb.views.folding import Fold

    if not isinstance(one, Fold):
        one.delete()
        print(say("runs_bin.deleted", name=one.name))
        return
    from axb.jobs.groups import check_over

    check_over(one.group, one.runs)
    print(say("runs_bin.deleted_all", name=one.group.name, count=len(one.runs)), flush=True)
    for run in one.runs:
        run.delete()


def _check_sure(names: list[str], count: int, yes: bool) -> None:
    """Ask before anything goes for good; where nobody can answer, --yes says it."""
    import sys

    if not names or yes:
        return
    print(say("runs_bin.sure", count=count, names=", ".join(names)), end=" ", flush=True)
    answer = sys.stdin.readline() if sys.stdin.isatty() else ""
    if answer.strip().lower() not in ("y", "yes", "はい"):
        print()
        raise InputError("runs_bin.not_sure")


def _names(binned: "Iterable[Run]") -> list[str]:
    """What may be asked back by each; a race or a sweep says how many runs these are."""
    from axb.views.folding import Fold, folded, group_of

    return [
        say("runs_bin.many", name=one.group.name, count=len(one.runs)) if isinstance(one, Fold) else one.name
        for one in folded(binned, group_of)
    ]


@command(
    "restore",
    "runs_bin.restore",
    "axb restore",
    "axb restore cnn-fashion-mini-1",
    "axb restore race-mlp-digits-1",
    "axb restore --json",
)
def restore(
    run: Annotated[str | None, argument("RUN", "runs_bin.arg_binned", binned)] = None,
    as_json: JsonOption = False,
) -> None:
    from axb.runs import Store

    with Store() as store:
        if as_json and run is None:
            _print_bin(store)
        elif run is not None:
            _bring_back(store, run)
        elif names := _names(store.bin()):
            print("\n".join(names))
        else:
            print(say("runs_bin.empty"))


def _print_bin(store: "Store") -> None:
    """For programs: all runs in the bin, each alone."""
    from axb.cli.runs import Known, told
    from axb.views.listing import listed

    print_json([told(Known(run, listed(run))) for run in store.bin()])


def _bring_back(store: "Store", name: str) -> None:
    """The run of that name, else all that lies there of the race or the sweep."""
    from axb.views.folding import named

    try:
        print(say("runs_bin.restored", name=store.restore(name).name))
    except InputError:
        found = named(store.bin(), name)
        if not found:
            raise
        for one in found:
            for run in one.runs:
                run.restore()
            print(say("runs_bin.restored_all", name=one.group.name, count=len(one.runs)))
