"""A fault has one sentence, in either language."""

import re

import pytest

from axb.data import load
from axb.words import InputError, set_language


def refused(spec: str, words: list[str]) -> None:
    """Loading it says these words in English, and the same thing in Japanese."""
    with pytest.raises(InputError) as english:
        load(spec)
    for word in words:
        assert word in str(english.value)
    set_language("ja")
    with pytest.raises(InputError) as japanese:
        load(spec)
    assert japanese.value.key == english.value.key
    assert re.search("[ぁ-ん]", str(japanese.value))
