"""`axb optimizers`: the update rules, or one explained: equation, symbols, hyperparameters, relatives."""

from typing import TYPE_CHECKING, Annotated

from axb.cli.commands import command
from axb.cli.known import optimizers as known
from axb.cli.options import JsonOption, argument
from axb.cli.screen import Row, Unbroken, print_json, show_table, tell
from axb.words import say

if TYPE_CHECKING:
    from axb.optimizers import Explanation


@command("optimizers", "cli.optimizers", "axb optimizers", "axb optimizers adam", "axb optimizers --json")
def optimizers(
    name: Annotated[str | None, argument("NAME", "cli.arg_optimizer", known)] = None,
    as_json: JsonOption = False,
) -> None:
    from dataclasses import asdict

    from axb.optimizers import NAMES, explain

    if as_json:
        print_json([asdict(explain(one)) for one in NAMES] if name is None else asdict(explain(name)))
    elif name is None:
        tell([row for one in NAMES for row in _listed(explain(one))])
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
