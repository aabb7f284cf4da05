"""A thing and its options in one word of a command line: `spiral:classes=3,noise=0.1`."""

import re
from collections.abc import Iterable

from axb.words import InputError, say

DRIVE = re.compile(r"\s*[A-Za-z]:[\\/]")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def parse_spec(text: str) -> tuple[str, dict[str, str]]:
    r"""`"NAME:key=value,key=value"` as `(NAME, {key: value})`, all of it still text.

    A Windows drive belongs to the name (`C:\data\x.csv:target=y`), and what follows a comma without a `=`
    belongs to the value before it (`hidden=256,128`). Spaces around names, keys and values don't count.
    Raises InputError where there is no name or no option after the colon, or a key is no word or comes twice.
    """
    drive = DRIVE.match(text)
    end_of_name = text.find(":", drive.end() if drive else 0)
    name = (text if end_of_name < 0 else text[:end_of_name]).strip()
    if not name:
        raise InputError("data.spec_name", spec=repr(text))
    return name, {} if end_of_name < 0 else _parse_options(text, text[end_of_name + 1 :])


def check_options(name: str, options: Iterable[str], known: Iterable[str]) -> None:
    """Refuse an option that NAME does not have. Raises InputError."""
    taken = list(known)
    for option in options:
        if option not in taken:
            raise InputError(
                "data.option", name=name, option=option, known=", ".join(taken) or say("data.no_options")
            )


def _parse_options(spec: str, text: str) -> dict[str, str]:
    options: dict[str, str] = {}
    key = ""
    for piece in text.split(","):
        left, equals, right = (side.strip() for side in piece.partition("="))
        if equals:
            key = _new_key(spec, left, options)
            options[key] = right
        elif key:
            options[key] += f",{left}"
        else:
            raise InputError("data.spec_option", spec=repr(spec), piece=repr(piece))
    return options


def _new_key(spec: str, key: str, options: dict[str, str]) -> str:
    if not KEY.fullmatch(key):
        raise InputError("data.spec_option", spec=repr(spec), piece=repr(key))
    if key in options:
        raise InputError("data.spec_twice", spec=repr(spec), key=key)
    return key
