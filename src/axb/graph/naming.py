"""Names: of parts as Keras gives them, and as identifiers of generated code."""

import itertools
import keyword
import re
from collections.abc import Container


def unique(name: str, taken: Container[str]) -> str:
    """`name`, or `name_1`, `name_2`, ...: the first that is free."""
    free = (candidate for n in itertools.count(1) if (candidate := f"{name}_{n}") not in taken)
    return name if name not in taken else next(free)


def snake_case(name: str) -> str:
    """Conv2DTranspose -> conv2d_transpose, ReLU -> re_lu: as Keras names parts."""
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", re.sub(r"\W", "", name)).lower()


def identifier(name: str, taken: Container[str] = ()) -> str:
    """The name as a free Python identifier: what cannot stand in one becomes an underscore."""
    word = "".join(letter if f"a{letter}".isidentifier() else "_" for letter in name)
    word = word if word.isidentifier() and not keyword.iskeyword(word) else f"part_{word}"
    return unique(word, taken)
