"""A rule explained by its own declaration, as plain data that a command or a page only has to lay out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from axb.optimizers.formula import Relative
from axb.optimizers.hyper import Hyper
from axb.optimizers.names import NAMES, Named, find
from axb.words import LANGUAGES, InputError, current_language, say, speaking


@dataclass(frozen=True)
class HyperExplained:
    """One hyperparameter: default as it is typed, range as an interval, and what a person sees at its ends."""

    name: str
    symbol: str
    meaning: str
    default: str
    range: str
    too_small: str
    too_large: str


@dataclass(frozen=True)
class RelativeExplained:
    """`spec` takes the same steps as `other_spec`, as far as `meaning` says; both as `axb train --optimizer` takes
    them. `name`, `title`: of the other rule."""

    name: str
    title: str
    spec: str
    other_spec: str
    meaning: str


@dataclass(frozen=True)
class Explanation:
    """One rule: its idea in a sentence, its equation a line each, (symbol, meaning) of what it computes with."""

    name: str
    title: str
    idea: str
    equations: tuple[str, ...]
    symbols: tuple[tuple[str, str], ...]
    hyperparameters: tuple[HyperExplained, ...]
    relatives: tuple[RelativeExplained, ...]
    source: str


def explain(name: str, language: str | None = None) -> Explanation:
    """The rule of that name in "en", "ja" or (None) the current language.

    Raises InputError for a name or a language that does not exist.
    """
    named, name = find(name), name.lower()
    if language is not None and language not in LANGUAGES:
        raise InputError("registry.unknown_choice", what="language", known=", ".join(LANGUAGES), got=language)
    with speaking(language or current_language()):
        return Explanation(
            name,
            named.title,
            say(f"optimizers.idea_{name}"),
            named.formula.equations,
            _symbols(named),
            tuple(_hyper(named, one) for one in named.hyperparameters),
            tuple(_relative(name, one) for one in named.formula.relatives),
            named.formula.source,
        )


def _symbols(named: Named) -> tuple[tuple[str, str], ...]:
    step = {"t": "step"} if any("ᵗ" in line for line in named.formula.equations) else {}
    keys = {"w": "weight", "g": "gradient", **step, **named.formula.symbols}
    return tuple((symbol, say(f"optimizers.symbol_{key}")) for symbol, key in keys.items())


def _hyper(named: Named, one: Hyper) -> HyperExplained:
    default = typed(named.default(one))
    return HyperExplained(one.name, one.symbol, one.meaning, default, one.range, one.too_small, one.too_large)


def _relative(name: str, one: Relative) -> RelativeExplained:
    meaning = say(f"optimizers.relative_{name}_{one.name}")
    return RelativeExplained(
        one.name, NAMES[one.name].title, _spec(name, one.settings), _spec(one.name, one.others), meaning
    )


def _spec(name: str, settings: Mapping[str, Any]) -> str:
    listed = ",".join(f"{key}={typed(value)}" for key, value in settings.items())
    return f"{name}:{listed}" if listed else name


def typed(value: float | bool) -> str:
    """A number or a truth as a person types it: 0.999999, 1e-7, true."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
