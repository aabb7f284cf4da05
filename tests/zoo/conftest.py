"""What the tests of this room share."""

from collections.abc import Iterator

import pytest
import torch

from axb.words import set_language


@pytest.fixture(autouse=True)
def english_and_one_thread() -> Iterator[None]:
    set_language("en")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # what is trained here is tiny
    yield
    torch.set_num_threads(threads)
    set_language(None)
