"""Shell completion: what Typer answers a shell that asks, and the script that makes it ask."""

import os
from importlib import import_module
from typing import Annotated, Any

import typer

from axb.cli.commands import command
from axb.cli.known import one_of
from axb.cli.options import argument
from axb.words import InputError, say

VARIABLE = "_AXB_COMPLETE"  # what a shell sets when it asks
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


@command("completion", "cli_completion.completion", "axb completion", "axb completion zsh --show")
def completion(
    shell: Annotated[str | None, argument("SHELL", "cli_completion.arg_shell", one_of(*SHELLS))] = None,
    show: Annotated[bool, typer.Option("--show", help="cli_completion.opt_show")] = False,
) -> None:
    chosen = _known(shell or _in_use())
    if show:
        print(_typer().get_completion_script(prog_name="axb", complete_var=VARIABLE, shell=chosen))
        return
    try:
        _, path = _typer().install(shell=chosen, prog_name="axb", complete_var=VARIABLE)
    except OSError as error:
        raise InputError(
            "training.cannot_write", path=error.filename, problem=error.strerror or error
        ) from error
    print(say("cli_completion.installed", shell=chosen, path=path))


def asked() -> str | None:
    """What a shell asks ("complete_bash"), where one does."""
    return os.environ.get(VARIABLE)


def answer(app: Any, question: str) -> None:
    """Print what the line may go on with."""
    _typer().completion_init()
    _typer().shell_complete(app, {}, "axb", VARIABLE, question)


def _typer() -> Any:
    """Typer's own completion, which says of none of its functions that it is for others."""
    return import_module("typer.completion")


def _known(shell: str) -> str:
    if shell not in SHELLS:
        raise InputError("cli_completion.shell", known=", ".join(SHELLS), got=shell or "-")
    return shell


def _in_use() -> str:
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        return ""
