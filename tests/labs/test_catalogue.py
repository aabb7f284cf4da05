"""Labs are found by name."""

import pytest

from axb.labs.catalogue import LABS, find
from axb.words import InputError


@pytest.mark.parametrize("name", LABS)
def test_every_lab_can_be_looked_at_and_goes_on(name: str) -> None:
    lab = find(name)
    before = dict(lab.numbers())
    lab.advance()
    assert dict(lab.numbers()) != before
    assert all(scene.caption and scene.to_dict()["marks"] for scene in lab.scenes().values())


@pytest.mark.parametrize(
    ("spec", "known"), [("lime", "line"), ("nothing-like-it", "line, network"), ("", "name")]
)
def test_a_name_that_is_none_is_told_with_close_ones(spec: str, known: str) -> None:
    with pytest.raises(InputError, match=known):
        find(spec)


@pytest.mark.parametrize("name", LABS)
def test_an_option_that_is_none_is_told(name: str) -> None:
    with pytest.raises(InputError):
        find(f"{name}:no_such_option=1")
