"""What the tests of this room share."""

from collections.abc import Iterator

import pytest

from axb.words import set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)
