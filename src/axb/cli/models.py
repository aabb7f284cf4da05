"""`axb models`: the families, and what can be chosen in each."""

from collections.abc import Mapping
from inspect import Parameter

from axb.cli.commands import command
from axb.cli.options import JsonOption
from axb.cli.screen import print_json, tell
from axb.words import say


@command(
    "models",
    "cli.models",
    "axb models",
    "axb train mlp:hidden=64,32,activation=tanh spiral",
    "axb models --json",
)
def models(as_json: JsonOption = False) -> None:
    from axb import zoo

    if as_json:
        print_json([
            {"name": family.name, "about": family.about,
             "options": {name: option.default for name, option in family.options.items()}}
            for family in zoo.FAMILIES.values()
        ])  # fmt: skip
        return

    rows, meanings = [], dict[str, str]()
    for family in zoo.FAMILIES.values():
        own = {name: option for name, option in family.options.items() if name not in zoo.COMMON_OPTIONS}
        rows += [(family.name, family.about), *([("", _listed(own))] if own else [])]
        meanings |= {name: family.about_option(name) for name in [*own, *zoo.COMMON_OPTIONS]}
    tell([*rows, (say("cli.every_model"), _listed(zoo.COMMON_OPTIONS))])
    print()
    tell(list(meanings.items()))
    tell([("", say("cli.own_models"))])


def _listed(options: Mapping[str, Parameter]) -> str:
    return "  ".join(f"{name}={_shown(option.default)}" for name, option in options.items())


def _shown(default: object) -> str:
    """As it is typed."""
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default).lower()
