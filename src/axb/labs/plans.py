"""Plans as they are typed and chosen: `depths=3-10-20,recipes=plain+skip`."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar

from axb.data.ranges import read_whole, real
from axb.data.spec import check_options
from axb.words import say

MOST = 10**6  # of a number as it is typed; a plan knows its ranges


class Fields(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


P = TypeVar("P", bound=Fields)


@dataclass(frozen=True)
class Offer:
    """What a page lets choose of a plan's field: each value as it is typed, with its name; several of them where the
    field holds several."""

    field: str
    label: str
    values: Mapping[str, str]


def offer(field: str, *values: object) -> Offer:
    """Of a field that experiments share: its label is theirs, and each value its own name."""
    return Offer(field, say(f"labs_experiment.choose_{field}"), {typed(one): typed(one) for one in values})


def changed(name: str, plan: P, options: Mapping[str, str]) -> P:
    """The plan of the experiment `name` with what the options say: numbers, names, several of them joined, each once.

    Raises InputError for an option that is no field, and what the plan refuses.
    """
    check_options(name, options, [one.name for one in fields(plan)])
    return replace(plan, **{key: _read(key, text, getattr(plan, key)) for key, text in options.items()})


def options_of(plan: P, usual: P) -> dict[str, str]:
    """What has to be typed to have `plan` from `usual`."""
    values = {one.name: getattr(plan, one.name) for one in fields(plan)}
    return {name: typed(value) for name, value in values.items() if value != getattr(usual, name)}


def typed(value: Any) -> str:
    """A field's value as `changed` reads it."""
    if isinstance(value, tuple):
        return ("-" if all(isinstance(one, int) for one in value) else "+").join(map(typed, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def spec(name: str, options: Mapping[str, str]) -> str:
    """`NAME:key=value,key=value`"""
    return ":".join(
        [name, *([",".join(f"{key}={text}" for key, text in options.items())] if options else [])]
    )


def key_of(*told: object) -> str:
    """The same for the same JSON."""
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _read(key: str, text: str, usual: Any) -> Any:
    """A value of the kind that `usual` is of."""
    if isinstance(usual, tuple):
        parts = re.split("[-+|]" if all(isinstance(one, int) for one in usual) else "[+|]", text)
        return tuple(dict.fromkeys(_read(key, part.strip(), usual[0]) for part in parts))
    if isinstance(usual, int):
        return read_whole(key, text)
    return real(key, text, 0, MOST) if isinstance(usual, float) else text


def several(value: Any) -> Sequence[str]:
    """A field's values, each as it is typed: one, or as many as it holds."""
    return [typed(one) for one in (value if isinstance(value, tuple) else (value,))]
