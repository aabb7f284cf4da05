"""The one exception of bad input: a sentence that names the rule, the culprit, what came and what to do."""

from axb.words.language import say

LONGEST = 1000  # characters of one value in a sentence


class InputError(ValueError):
    """Something a person gave cannot be used. The command line prints its sentence and exits with code 2.

    `key` names the sentence in the catalogue ("room.name"); `values` fill its placeholders, shortened where they are
    as long as only a broken file makes them.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(say(key, **{name: _readable(value) for name, value in values.items()}))
        self.key = key


def _readable(value: object) -> object:
    """The value itself, or the beginning and the end of how it reads."""
    if isinstance(value, float) or len(text := str(value)) <= LONGEST:
        return value
    return f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
