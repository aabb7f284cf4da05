"""Numbers as they are typed."""

from typing import Any

import typer

from axb.words import InputError, say


class BadNumber(typer.BadParameter):
    """What was typed is no such number."""

    def __init__(self, rule: str, got: str) -> None:
        super().__init__(got)
        self.rule, self.got = rule, got


def whole(text: Any) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise BadNumber("cli.a_whole_number", text) from None


def real(text: Any) -> float:
    """Any number."""
    try:
        return float(text)
    except ValueError:
        raise BadNumber("cli.a_number", text) from None


def number(name: str, text: str) -> float:
    """The same for what is no option: raises InputError."""
    try:
        return float(text)
    except ValueError:
        raise InputError("registry.out_of_range", what=name, rule=say("cli.a_number"), got=text) from None
