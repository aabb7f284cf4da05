"""Trees of blocks: what operations do, and that no sequence of them breaks a tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.board import (
    Add,
    AddBranch,
    Block,
    Change,
    Document,
    Move,
    Operation,
    Place,
    Remove,
    RemoveBranch,
    Reset,
    locate,
    walk,
)
from axb.words import InputError
from labs.board.makers import SMALL, block, cnn


def kinds(document: Document) -> list[str]:
    return [one.kind for _, one in walk(document.blocks)]


def after(document: Document, *operations: Operation) -> Document:
    blocks = document.blocks
    for operation in operations:
        blocks = operation.apply(blocks)
    return Document(document.facts, blocks)


def test_a_block_is_added_inside_a_branch() -> None:
    start = cnn()
    parallel = start.blocks[2].id
    ended = after(start, Add(block("Dropout", rate=0.1), Place(parallel, 1, 0)))
    assert [one.kind for one in ended.blocks[2].chains[1]] == ["Dropout", "ReLU"]
    assert kinds(start) == kinds(cnn())


def test_a_block_moves_between_chains_and_keeps_its_id() -> None:
    start = cnn()
    flatten = start.blocks[3].id
    ended = after(start, Move(flatten, Place(start.blocks[1].id, 0, 1)))
    assert [one.kind for one in ended.blocks[1].chains[0]] == ["Conv2D", "Flatten"]
    assert locate(ended.blocks, flatten)[0] == Place(start.blocks[1].id, 0, 1)


def test_a_block_cannot_move_into_itself() -> None:
    start = cnn()
    with pytest.raises(InputError, match="no block"):
        after(start, Move(start.blocks[1].id, Place(start.blocks[1].id, 0, 0)))


def test_an_argument_is_changed_and_reset() -> None:
    start = cnn()
    changed = after(start, Change(start.blocks[0].id, "strides", 2))
    assert changed.blocks[0].arguments["strides"] == 2
    assert after(changed, Reset(start.blocks[0].id, "strides")) == start


def test_branches_come_and_go_where_there_are_any() -> None:
    start = cnn()
    residual, parallel = start.blocks[1].id, start.blocks[2].id
    more = after(start, AddBranch(parallel))
    assert len(more.blocks[2].chains) == 3
    assert after(more, RemoveBranch(parallel, 2)) == start
    for wrong in (AddBranch(residual), RemoveBranch(residual, 0), RemoveBranch(parallel, 5)):
        with pytest.raises(InputError, match="has branches"):
            after(start, wrong)


@pytest.mark.parametrize(
    "operation", [Remove(-1), Change(-1, "units", 1), Reset(-1, "units"), Move(-1, Place())]
)
def test_what_is_gone_is_said(operation: Operation) -> None:
    with pytest.raises(InputError, match="no block -1"):
        after(cnn(), operation)


def test_a_document_is_bounded() -> None:
    with pytest.raises(InputError, match="at most 200 blocks"):
        Document(SMALL, tuple(Block("ReLU") for _ in range(201)))
    nested = Block("ReLU")
    for _ in range(6):
        nested = block("Residual", (nested,))
    with pytest.raises(InputError, match="7 deep"):
        Document(SMALL, (nested,))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_no_sequence_of_operations_loses_or_doubles_a_block(steps: list[tuple[int, int, int]]) -> None:
    blocks = cnn().blocks
    for verb, which, where in steps:
        all_of_them = list(walk(blocks))
        if not all_of_them:
            break
        chosen, place = all_of_them[which % len(all_of_them)][1], all_of_them[where % len(all_of_them)][0]
        operation = [Add(Block("ReLU"), place), Remove(chosen.id), Move(chosen.id, place),
                     Change(chosen.id, "name", "n")][verb]  # fmt: skip
        inside = len(list(walk((chosen,))))
        try:
            after_it = operation.apply(blocks)
        except InputError:
            continue  # into itself
        ids = [one.id for _, one in walk(after_it)]
        assert len(set(ids)) == len(ids) == len(all_of_them) + [1, -inside, 0, 0][verb]
        blocks = after_it
