"""What families for pictures refuse."""

from axb.words import InputError
from axb.zoo.facts import Facts


def check_picture(family: str, facts: Facts, smallest: int) -> None:
    """Refuse data that are not pictures, or smaller than `smallest` pixels a side."""
    if not facts.is_picture or min(facts.input_shape[:2]) < smallest:
        raise InputError("zoo.needs_pictures", family=family, smallest=smallest, got=facts.input_shape)
