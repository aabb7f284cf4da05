"""The board: its history, where new blocks go, and what a page needs to know of arguments."""

import inspect
from typing import Any

import pytest

from axb.labs.board import (
    GROUPS,
    Board,
    Change,
    Remove,
    about,
    arguments,
    group_name,
    of_family,
    read_value,
    survey,
    with_mends,
)
from axb.labs.board.palette import KINDS
from axb.registry import find_class
from axb.words import InputError, speaking
from labs.board.makers import CLOTHES, ROWS, SMALL, block, cnn


def board(family: str = "cnn") -> Board:
    return Board(CLOTHES, of_family(family, CLOTHES))


class TestHistory:
    def test_every_change_can_be_taken_back_and_made_again(self) -> None:
        one = board()
        steps = [one.document]
        one.add("Dropout")
        steps.append(one.document)
        one.do(Change(one.document.blocks[1].id, "filters", 8))
        steps.append(one.document)
        one.take_facts(SMALL)
        steps.append(one.document)
        for before in reversed(steps[:-1]):
            one.undo()
            assert one.document == before
        one.undo()
        for after in steps[1:]:
            one.redo()
            assert one.document == after
        one.redo()
        assert one.document == steps[-1]

    def test_a_new_change_forgets_what_was_undone(self) -> None:
        one = board()
        one.add("Dropout")
        one.undo()
        one.add("ReLU")
        now = one.document
        one.redo()
        assert one.document == now

    def test_a_refused_change_changes_nothing(self) -> None:
        one = board()
        before = one.document
        with pytest.raises(InputError):
            one.do(Remove(before.blocks[0].id), Remove(-1))
        assert one.document is before
        assert one.past == []


class TestAdding:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_part_can_be_added_to_a_cnn_without_trouble(self, kind: str) -> None:
        one = board()
        one.add(kind)
        assert survey(one.document).stops == set()

    @pytest.mark.parametrize(
        "kind", ["Residual", "Parallel", "Dense", "Activation", "Dropout", "BatchNormalization"]
    )
    def test_what_rows_can_take_can_be_added_for_rows(self, kind: str) -> None:
        one = Board(ROWS, of_family("mlp", ROWS))
        one.add(kind)
        assert survey(one.document).stops == set()

    def test_a_block_goes_where_it_is_wanted(self) -> None:
        one = Board(SMALL, cnn().blocks)
        inside = one.document.blocks[1].chains[0][0].id
        new = one.add("ReLU", one.after(inside))
        assert one.document.blocks[1].chains[0][1] is new

    def test_a_residual_has_the_width_of_what_comes(self) -> None:
        one = board()
        new = one.add("Residual", one.after(one.document.blocks[1].id))
        assert new.chains[0][0].arguments["filters"] == 32


class TestWords:
    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_every_part_and_every_argument_is_explained(self, language: str) -> None:
        with speaking(language):
            assert all(group_name(group) for group in GROUPS)
            for kind in KINDS:
                assert about(kind) != kind
                assert all(one.about for one in arguments(block(kind, *[()] * (kind == "Residual"))))

    def test_a_part_of_your_own_may_stand_without_words(self) -> None:
        assert about("Normalization") == "Normalization"
        taken = arguments(block("Normalization", mean=[1.0], variance=[1.0]))
        assert [one.name for one in taken] == ["axis", "invert"]


class TestArguments:
    def test_they_are_those_of_the_constructor(self) -> None:
        found = {
            one.name: one
            for one in arguments(block("Conv2D", filters=8, kernel_size=[3, 5], activation="relu"))
        }
        assert list(found) == [
            name for name in inspect.signature(find_class("Conv2D")).parameters if name != "options"
        ]
        assert (found["filters"].kind, found["filters"].value, found["filters"].required) == (
            "whole",
            8,
            True,
        )
        assert (found["kernel_size"].kind, found["kernel_size"].value) == ("sizes", [3, 5])
        assert (found["padding"].kind, found["padding"].value) == ("choice", "valid")
        assert found["padding"].choices == ("valid", "same")
        assert found["use_bias"].kind == "truth"
        assert found["kernel_initializer"].default == "glorot_uniform"
        assert found["kernel_regularizer"].choices == (None, "l1", "l2")

    def test_a_value_of_its_own_is_among_the_choices(self) -> None:
        custom = {"class": "L2", "config": {"l2": 0.5}}
        found = {one.name: one for one in arguments(block("Dense", units=2, kernel_regularizer=custom))}
        assert custom in found["kernel_regularizer"].choices

    @pytest.mark.parametrize(
        ("kind", "name", "given", "read"),
        [
            ("Dense", "units", "12", 12),
            ("Dense", "units", 12.0, 12),
            ("Conv2D", "kernel_size", "3, 5", [3, 5]),
            ("Conv2D", "kernel_size", "(3)", 3),
            ("MaxPooling2D", "strides", "", None),
            ("Reshape", "target_shape", "16", [16]),
            ("Dropout", "rate", "0.5", 0.5),
            ("RandomZoom", "height_factor", "-0.1, 0.2", [-0.1, 0.2]),
            ("ReLU", "max_value", None, None),
            ("Dense", "use_bias", False, False),
            ("Dense", "activation", None, None),
        ],
    )
    def test_what_a_field_holds_is_read(self, kind: str, name: str, given: Any, read: Any) -> None:
        argument = next(one for one in arguments(block(kind)) if one.name == name)
        assert read_value(argument, given) == read

    @pytest.mark.parametrize(
        ("kind", "name", "given"),
        [("Dense", "units", "many"), ("Dense", "units", ""), ("Dense", "units", "3, 4"), ("Dropout", "rate", "1e"),
         ("Dense", "units", "inf")],
    )  # fmt: skip
    def test_what_cannot_be_read_is_said(self, kind: str, name: str, given: Any) -> None:
        argument = next(one for one in arguments(block(kind)) if one.name == name)
        with pytest.raises(InputError, match=name):
            read_value(argument, given)


def test_a_change_of_data_shows_what_no_longer_fits() -> None:
    one = board()
    one.take_facts(ROWS)
    seen = with_mends(one.document)
    assert seen.stops
    for number in seen.stops:
        trouble = seen.looks[number].trouble
        assert trouble is not None
        assert trouble.mends
