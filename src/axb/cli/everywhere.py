"""Options that every command takes, wherever they stand: `axb --lang ja runs`, `axb runs --lang ja`."""

from dataclasses import dataclass

from axb.words import LANGUAGES, InputError

# option -> the key of what it means
EVERYWHERE = {
    "--lang en|ja": "cli.everywhere_lang",
    "--debug": "cli.everywhere_debug",
    "--version": "cli.everywhere_version",
    "--help": "cli.everywhere_help",
}


@dataclass
class Everywhere:
    """What was asked for."""

    language: str | None = None
    version: bool = False


def take_everywhere(given: list[str]) -> tuple[Everywhere, list[str]]:
    """Those options, and the words that are left. What follows a "--" is left as it is."""
    end = given.index("--") if "--" in given else len(given)
    words, rest, wanted = given[:end], given[end:], Everywhere()
    left: list[str] = []
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if name == "--lang":
            wanted.language = _language(value if equals else words.pop(0) if words else "")
        elif word == "--version":
            wanted.version = True
        elif word != "--debug":  # heard before anything could go wrong
            left.append(word)
    return wanted, left + rest


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise InputError("registry.unknown_choice", what="--lang", known=", ".join(LANGUAGES), got=code)
    return code
