"""`axb optimizers`: the update rules, or one with its formula and hyperparameters."""

import inspect
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.screen import show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.optimizers import Hyper, Optimizer


@command("optimizers", "cli.optimizers", "axb optimizers", "axb optimizers adam")
def optimizers(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli.arg_optimizer")] = None,
) -> None:
    from axb.optimizers import NAMES, Optimizer, get

    if name is None:
        heads = [say("cli.column_name"), say("cli.column_hyperparameters")]
        show_table(heads, [_listed(*item) for item in NAMES.items()])
        return
    rule = type(get(name))
    for ancestor in rule.__mro__[: rule.__mro__.index(Optimizer)]:
        tell([("", line) for line in [*(inspect.getdoc(ancestor) or "").splitlines(), ""]])
    heads = [
        say("cli.column_name"),
        say("cli.column_symbol"),
        say("cli.column_default"),
        say("cli.column_range"),
    ]
    show_table(heads, [_told(one, rule) for one in rule.hyperparameters])
    print()
    tell([(one.name, one.meaning) for one in rule.hyperparameters])


def _listed(name: str, rule: "type[Optimizer]") -> list[str]:
    return [name, "  ".join(f"{one.name}={one.default(rule)}" for one in rule.hyperparameters)]


def _told(one: "Hyper", rule: "type[Optimizer]") -> list[str]:
    return [one.name, one.symbol, str(one.default(rule)), one.range]
