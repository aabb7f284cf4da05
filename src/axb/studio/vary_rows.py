"""Rows of "what is varied" and its values as text, read into what a race or a sweep takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from axb.races.domains import Domain, read_vary, settings
from axb.studio.vary_names import EXAMPLES
from axb.words import InputError


@dataclass(eq=False)
class Row:
    """A name, and what is typed beside it: "adam, rmsprop", "1e-4..1:5"."""

    name: str
    values: str


def first_rows() -> list[Row]:
    """What a beginner wants to know first: which optimizer, at which learning rate."""
    return [Row(name, EXAMPLES[name]) for name in ("optimizer", "learning_rate")]


def read_row(row: Row) -> Domain:
    """Its values. Raises InputError where they are none."""
    if not row.values.strip():
        raise InputError("studio_vary.empty", name=row.name)
    return read_vary(f"{row.name}={row.values}")[1]


def read_rows(rows: Sequence[Row]) -> dict[str, Domain]:
    """All of them. Raises InputError where one can't be read, two have the same name, or the settings are too many."""
    vary: dict[str, Domain] = {}
    for row in rows:
        if row.name in vary:
            raise InputError("studio_vary.twice", name=row.name)
        vary[row.name] = read_row(row)
    settings(vary)
    return vary
