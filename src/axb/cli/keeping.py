"""`axb rename`, `axb delete`, `axb restore`: what a person does with runs as a whole."""

from typing import Annotated

import typer

from axb.cli.commands import command
from axb.words import InputError, say

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="cli.arg_run")]
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
    "axb delete --empty-bin",
)
def delete(
    runs: Annotated[list[str] | None, typer.Argument(metavar="RUNS", help="runs_bin.arg_runs")] = None,
    empty_bin: Annotated[bool, typer.Option("--empty-bin", help="runs_bin.opt_empty_bin")] = False,
    yes: Yes = False,
) -> None:
    from axb.runs import Store

    if not runs and not empty_bin:
        raise InputError("cli.missing", command="axb delete", name="RUNS")
    with Store() as store:
        for one in [store.open(name) for name in runs or []]:
            one.delete()
            print(say("runs_bin.deleted", name=one.name))
        if empty_bin:
            _check_sure([run.name for run in store.bin()], yes)
            print(say("runs_bin.emptied", count=store.empty_bin()))


def _check_sure(names: list[str], yes: bool) -> None:
    """Ask before anything goes for good; where nobody can answer, --yes says it."""
    import sys

    if not names or yes:
        return
    print(say("runs_bin.sure", count=len(names), names=", ".join(names)), end=" ", flush=True)
    answer = sys.stdin.readline() if sys.stdin.isatty() else ""
    if answer.strip().lower() not in ("y", "yes", "はい"):
        print()
        raise InputError("runs_bin.not_sure")


@command("restore", "runs_bin.restore", "axb restore", "axb restore cnn-fashion-mini-1")
def restore(
    run: Annotated[str | None, typer.Argument(metavar="RUN", help="runs_bin.arg_binned")] = None,
) -> None:
    from axb.runs import Store

    with Store() as store:
        if run is not None:
            print(say("runs_bin.restored", name=store.restore(run).name))
        elif binned := store.bin():
            print("\n".join(one.name for one in binned))
        else:
            print(say("runs_bin.empty"))
