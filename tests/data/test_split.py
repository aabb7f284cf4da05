import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.data.split import split
from axb.words import InputError

LABELS = st.lists(st.integers(0, 4), min_size=2, max_size=200).map(lambda y: np.array(y, dtype=np.int64))


@given(y=LABELS, fraction=st.floats(0.05, 0.95), seed=st.integers(0, 2**63 - 1))
def test_every_example_goes_to_one_side_and_classes_keep_their_share(
    y: np.ndarray, fraction: float, seed: int
) -> None:
    count = round(len(y) * fraction)
    if not 0 < count < len(y):
        with pytest.raises(InputError, match="leaves one side without any"):
            split(y, fraction, seed)
        return
    kept, held = split(y, fraction, seed)
    assert len(held) == count
    assert np.array_equal(np.sort(np.concatenate([kept, held])), np.arange(len(y)))
    assert np.all(np.diff(kept) > 0)
    assert np.all(np.diff(held) > 0)
    for label in np.unique(y):
        share = np.count_nonzero(y[held] == label) - np.count_nonzero(y == label) * count / len(y)
        assert abs(share) < 1


@given(seed=st.integers(0, 1000))
def test_the_same_seed_gives_the_same_split(seed: int) -> None:
    y = np.arange(60) % 3
    first, second = split(y, 0.25, seed), split(y, 0.25, seed)
    assert np.array_equal(first[1], second[1])


def test_another_seed_gives_another_split() -> None:
    y = np.arange(60) % 3
    assert not np.array_equal(split(y, 0.25, 0)[1], split(y, 0.25, 1)[1])


def test_numbers_are_held_out_at_random() -> None:
    _, held = split(np.linspace(0, 1, 100, dtype=np.float32), 0.2, seed=0)
    assert len(held) == 20
    assert not np.all(np.diff(held) == 5)


@pytest.mark.parametrize("fraction", [0, 1, -0.5, 1.5, float("nan"), "0.2", None])
def test_a_share_outside_0_and_1_gets_a_sentence(fraction: float) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        split(np.zeros(10), fraction, 0)


@pytest.mark.parametrize("seed", [-1, 2**63, 0.5, True, "1"])
def test_a_seed_that_is_none_gets_a_sentence(seed: int) -> None:
    with pytest.raises(InputError, match="seed must be a whole number"):
        split(np.zeros(10), 0.5, seed)
