"""`axb models`: the families, and what can be chosen in each."""

from axb.cli.commands import command
from axb.cli.screen import tell
from axb.words import say


@command("models", "cli.models", "axb models", "axb train mlp:hidden=64,32,activation=tanh spiral")
def models() -> None:
    from axb import zoo

    rows = []
    for family in zoo.FAMILIES.values():
        options = "  ".join(f"{name}={_shown(option.default)}" for name, option in family.options.items())
        rows += [(family.name, family.about), *([("", options)] if options else [])]
    tell(rows)
    tell([("", say("cli.own_models"))])


def _shown(default: object) -> str:
    """As it is typed."""
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default).lower()
