"""The list of commands. Each file of this room adds its own."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer

from axb.cli.help import HelpedCommand, HelpedGroup

Function = TypeVar("Function", bound=Callable[..., Any])

app = typer.Typer(
    cls=HelpedGroup,
    add_completion=False,
    invoke_without_command=True,
    help="cli.axb",
    epilog="axb train line line\naxb runs\naxb train --help",
)


@app.callback()
def _nothing_asked(context: typer.Context) -> None:
    """`axb` alone shows what there is."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def command(name: str, meaning: str, *examples: str) -> Callable[[Function], Function]:
    """Make a function the command `name` (a decorator); `meaning` is the key of a sentence about it."""
    return app.command(name, cls=HelpedCommand, help=meaning, epilog="\n".join(examples))
