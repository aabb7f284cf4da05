"""Examples that lie on disk are looked at some at a time."""

import tracemalloc
from pathlib import Path

import numpy as np

from axb.jobs.other_data import BLOCK, Examples

SIDE = 32
COUNTS = (3 * BLOCK // 2, 5 * BLOCK)


def on_disk(folder: Path) -> list[np.memmap]:
    """Two arrays of pictures, each picture of a single value that counts through both."""
    arrays, first = [], 0
    for count in COUNTS:
        path = folder / f"{count}.npy"
        values = np.arange(first, first + count, dtype=np.float32)
        np.save(path, np.broadcast_to(values[:, None, None, None], (count, SIDE, SIDE, 1)))
        arrays.append(np.load(path, mmap_mode="r"))
        first += count
    return arrays


def examples(folder: Path) -> Examples:
    rows = np.arange(sum(COUNTS))
    return Examples(tuple(on_disk(folder)), rows, rows)


def test_blocks_are_all_examples_in_order(tmp_path: Path) -> None:
    given = examples(tmp_path)
    np.testing.assert_array_equal(np.concatenate([block[:, 0, 0, 0] for block in given.blocks()]), given.rows)


def test_what_a_mask_leaves_keeps_its_answers_and_is_counted(tmp_path: Path) -> None:
    given = examples(tmp_path).only(np.arange(sum(COUNTS)) % 3 > 0, "evaluating.left_learned")
    half = given.only(given.y % 2 == 0, "evaluating.left_learned")
    np.testing.assert_array_equal(np.concatenate([block[:, 0, 0, 0] for block in half.blocks()]), half.y)
    assert len(half) == sum(row % 3 > 0 and row % 2 == 0 for row in range(sum(COUNTS)))
    assert len(half.notes) == 2
    assert f"{sum(COUNTS) - len(given):,}" in half.notes[0]
    assert half.only(half.y >= 0, "evaluating.left_learned") is half


def test_memory_holds_a_block_and_not_the_whole(tmp_path: Path) -> None:
    given = examples(tmp_path)
    whole = sum(COUNTS) * SIDE * SIDE * 4
    tracemalloc.start()
    seen = sum(len(block) for block in given.blocks())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == len(given)
    assert peak < whole / 2
