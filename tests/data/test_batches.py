"""Batches: every example once an epoch, in an order that (seed, epoch) decides, sharing memory where it can."""

from itertools import chain
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from axb.data.batches import Batch, Batches, as_arrays, each, first, same_length, to_target, to_tensor
from axb.words import InputError


def rows(batches: Batches, epoch: int, start: int = 0, stop: int | None = None) -> list[list[int]]:
    return [batch.x.tolist() for batch in batches.epoch(epoch, start, stop)]


class TestEpoch:
    @given(
        examples=st.integers(1, 50),
        size=st.integers(1, 60),
        seed=st.integers(0, 2**40),
        shuffle=st.booleans(),
    )
    def test_every_example_once(self, examples: int, size: int, seed: int, shuffle: bool) -> None:
        batches = Batches(np.arange(examples), batch_size=size, shuffle=shuffle, seed=seed)
        cut = rows(batches, 3)
        assert sorted(chain(*cut)) == list(range(examples))
        assert len(cut) == batches.steps
        assert all(len(one) == size for one in cut[:-1])
        assert cut == rows(batches, 3)

    @given(start=st.integers(0, 7), stop=st.integers(0, 9))
    def test_a_stretch_of_an_epoch_is_the_same_as_in_the_whole(self, start: int, stop: int) -> None:
        batches = Batches(np.arange(20), batch_size=3, shuffle=True, seed=5)
        assert rows(batches, 1, start, stop) == rows(batches, 1)[start:stop]

    def test_seed_and_epoch_decide(self) -> None:
        one, same, other = (Batches(np.arange(30), shuffle=True, seed=seed) for seed in (1, 1, 2))
        assert rows(one, 0) == rows(same, 0)
        assert rows(one, 0) != rows(one, 1)
        assert rows(one, 0) != rows(other, 0)
        assert rows(Batches(np.arange(30)), 0) == [list(range(30))]

    def test_x_y_and_weights_stay_together(self) -> None:
        n = np.arange(10)
        batches = Batches({"a": n, "b": [n * 2, n * 3]}, n * 4, n * 5.0, batch_size=4, shuffle=True)
        for batch in batches.epoch():
            a = batch.x["a"]
            assert torch.equal(batch.x["b"][0], a * 2)
            assert torch.equal(batch.x["b"][1], a * 3)
            assert torch.equal(batch.y, a * 4)
            assert torch.equal(batch.weight, a * 5.0)

    def test_in_order_a_batch_shares_the_array_s_memory(self) -> None:
        x = np.zeros((6, 2), "float32")
        (batch,) = Batches(x, batch_size=6).epoch()
        batch.x[0, 0] = 7
        assert x[0, 0] == 7


class TestParts:
    @given(examples=st.integers(1, 20), number=st.integers(1, 25))
    def test_parts_hold_every_example_once(self, examples: int, number: int) -> None:
        batch = Batch(torch.arange(examples), torch.arange(examples) * 2)
        parts = batch.parts(number)
        assert len(parts) <= number
        assert torch.equal(torch.cat([part.x for part in parts]), batch.x)
        assert torch.equal(torch.cat([part.y for part in parts]), batch.y)
        assert all(part.weight is None for part in parts)

    def test_one_part_is_the_batch(self) -> None:
        batch = Batch(torch.arange(3))
        assert batch.parts(1) == [batch]
        assert len(batch) == 3


class TestTensors:
    @pytest.mark.parametrize(
        ("kind", "becomes"),
        [("float64", torch.float32), ("float16", torch.float32), ("float32", torch.float32), ("uint8", torch.uint8),
         ("int64", torch.int64), ("uint16", torch.int64), ("uint64", torch.int64), ("bool", torch.bool),
         (">f4", torch.float32), (">i4", torch.int64), ("longdouble", torch.float32)],
    )  # fmt: skip
    def test_kinds_of_numbers(self, kind: str, becomes: torch.dtype) -> None:
        tensor = to_tensor(np.array([1, 0, 1]).astype(kind))
        assert tensor.dtype == becomes
        assert tensor.tolist() == [1, 0, 1]

    def test_answers(self) -> None:
        assert to_target([0, 2]).dtype == torch.int64
        assert to_target(np.array([True, False])).tolist() == [1, 0]
        assert to_target([0.5]).dtype == torch.float32

    def test_tensors_lose_their_graph(self) -> None:
        assert not to_tensor(torch.ones(2, requires_grad=True)).requires_grad

    def test_lists_of_numbers_are_arrays_and_lists_of_arrays_are_not(self) -> None:
        assert as_arrays([[1, 2], [3, 4]]).shape == (2, 2)
        assert isinstance(as_arrays([np.zeros(2), [1, 2]]), list)
        assert as_arrays({"a": [1, 2]})["a"].tolist() == [1, 2]
        assert as_arrays(None) is None

    def test_structures(self) -> None:
        nest: Any = {"a": [np.zeros(2), None], "b": np.ones(2)}
        assert each(lambda a: a + 1, nest)["a"][1] is None
        assert first(nest) is nest["a"][0]
        assert same_length(nest, None, np.zeros(2)) == 2


class TestSentences:
    @pytest.mark.parametrize("size", [0, -1, 1.5, True, "8"])
    def test_batch_size(self, size: Any) -> None:
        with pytest.raises(InputError, match="batch_size must be a whole number of at least 1; got"):
            Batches(np.zeros(3), batch_size=size)

    def test_lengths(self) -> None:
        with pytest.raises(InputError, match=r"the first has 3, another has shape \(2, 4\)"):
            Batches(np.zeros(3), np.zeros((2, 4)))
        with pytest.raises(InputError, match=r"the first has 2, another has shape \(3,\)"):
            Batches([np.zeros(2), np.zeros(3)])

    @pytest.mark.parametrize("x", [[], np.zeros((0, 3)), None, {}])
    def test_nothing(self, x: Any) -> None:
        with pytest.raises(InputError, match="There are no examples to learn from"):
            Batches(x)

    @pytest.mark.parametrize("x", ["word", ["a", "b"], np.array([b"x"]), np.array([object()])])
    def test_words(self, x: Any) -> None:
        with pytest.raises(InputError, match="Data must be numbers; got an array of"):
            Batches(x)

    def test_ragged(self) -> None:
        with pytest.raises(InputError, match="rows must be equally long"):
            Batches([[1, 2], [3]])
