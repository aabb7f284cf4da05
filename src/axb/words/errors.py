"""The one exception of bad input: a sentence that names the rule, the culprit, what came and what to do."""

from axb.words.language import say


class InputError(ValueError):
    """Something a person gave cannot be used. The command line prints its sentence and exits with code 2.

    `key` names the sentence in the catalogue ("room.name"); `values` fill its placeholders.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(say(key, **values))
        self.key = key
