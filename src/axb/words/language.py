"""`say("room.key", name=value)`: the sentence of that key in the current language."""

import locale
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ja")
_chosen: str | None = None
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def set_language(code: str | None) -> None:
    """Choose the language of every sentence axb says: "en", "ja", or None for English."""
    global _chosen
    if code is not None and code not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; got {code!r}.")
    _chosen = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside, sentences are said in this language, whatever others choose: a server has readers of both."""
    before = _spoken.set(code if code in LANGUAGES else None)
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> str:
    """The language sentences are said in: the one spoken here, else the chosen one, else English."""
    return _spoken.get() or _chosen or "en"


def language_of_locale() -> str:
    """ "ja" where the environment's locale is Japanese, else "en": what the command line starts with."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


@cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """The sentences of one room, read when the first of them is needed."""
    return tomllib.loads((files("axb.words") / f"{room}.toml").read_text("utf-8"))


def say(key: str, /, **values: object) -> str:
    """The sentence `key` ("room.name") in the current language, its {placeholders} filled with `values`."""
    room, _, name = key.partition(".")
    return catalogue(room)[name][current_language()].format(**values)
