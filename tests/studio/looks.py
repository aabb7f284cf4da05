"""How visitors like their pages."""

import pytest

# Language, scheme, width, large type: each pair of the first three comes up once.
LOOKS = [
    ("en", "light", 1280, False),
    ("en", "dark", 360, True),
    ("ja", "light", 360, False),
    ("ja", "dark", 1280, True),
]
every_look = pytest.mark.parametrize("look", LOOKS)
