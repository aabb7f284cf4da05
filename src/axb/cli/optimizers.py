"""`axb optimizers`: the update rules, or one explained: equation, symbols, hyperparameters, relatives."""

from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.screen import Row, Unbroken, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.optimizers import Explanation


@command("optimizers", "cli.optimizers", "axb optimizers", "axb optimizers adam")
def optimizers(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli.arg_optimizer")] = None,
) -> None:
    from axb.optimizers import NAMES, explain

    if name is None:
        tell([row for known in NAMES for row in _listed(explain(known))])
    else:
        _show(explain(name))


def _listed(rule: "Explanation") -> list[Row]:
    usual = "  ".join(f"{one.name}={one.default}" for one in rule.hyperparameters)
    return [(rule.name, rule.idea), ("", usual)]


def _show(rule: "Explanation") -> None:
    _part([("", f"{rule.title} ({rule.source})"), ("", rule.idea)])
    _part([(" ", Unbroken(line)) for line in rule.equations])
    _part(list(rule.symbols))
    heads = ("cli.column_name", "cli.column_symbol", "cli.column_default", "cli.column_range")
    rows = [(one.name, one.symbol, one.default, one.range) for one in rule.hyperparameters]
    show_table([say(head) for head in heads], rows)
    for one in rule.hyperparameters:
        print()
        small, large = (f"   {say(f'optimizers.too_{end}')}" for end in ("small", "large"))
        tell([(f"{one.symbol}  {one.name}", one.meaning), (small, one.too_small), (large, one.too_large)])
    tell([("", ""), ("", say("optimizers.relatives"))])
    for relative in rule.relatives:
        print(f"\n{relative.spec}\n→ {relative.other_spec}")
        tell([(" ", relative.meaning)])


def _part(rows: list[Row]) -> None:
    tell(rows)
    print()
