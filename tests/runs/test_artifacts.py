"""Bytes, arrays and JSON that a run keeps."""

import numpy as np
import pytest

from axb.runs import Artifact, ArtifactInfo, Run
from axb.words import InputError


def test_an_artifact_is_found_at_its_step_or_the_latest(run: Run) -> None:
    for step in (5, 20, 10):
        run.add_artifact("grid", step, "png", bytes([step]))
    assert run.artifact("grid") == Artifact("grid", 20, "png", b"\x14")
    assert run.artifact("grid", 10) == Artifact("grid", 10, "png", b"\x0a")
    assert run.artifact("grid", 11) is None
    assert run.artifact("other") is None


def test_an_artifact_of_the_same_name_and_step_is_replaced(run: Run) -> None:
    run.add_artifact("grid", 1, "png", b"old")
    run.add_artifact("grid", 1, "png", b"newer")
    assert run.artifacts() == [ArtifactInfo("grid", 1, "png", 5)]


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6, dtype=np.uint8).reshape(1, 2, 3),
        np.float32(np.nan),
        np.array(["猫", "犬"]),
        np.zeros((0, 4)),
    ],
)
def test_arrays_come_back_with_shape_and_type(run: Run, array: np.ndarray) -> None:
    run.add_array("codes", 3, array)
    found = run.array("codes")
    assert found is not None
    assert (found.dtype, found.shape) == (np.asarray(array).dtype, np.asarray(array).shape)
    np.testing.assert_array_equal(found, array)


@pytest.mark.parametrize("array", [[object()], [[1, 2], [3]]])
def test_objects_and_ragged_rows_are_no_arrays(run: Run, array: list[object]) -> None:
    with pytest.raises(InputError, match="codes does not"):
        run.add_array("codes", 0, array)
    assert run.artifacts() == []


def test_json_comes_back(run: Run) -> None:
    value = {"names": ["猫", "犬"], "share": 0.25, "best": None}
    run.add_json("classes", 0, value)
    assert run.json("classes") == value
    assert run.json("classes", 1) is None


def test_what_is_not_json_is_refused_by_name(run: Run) -> None:
    with pytest.raises(InputError, match="classes is kept as JSON"):
        run.add_json("classes", 0, {1, 2})


def test_kinds_do_not_get_mixed_up(run: Run) -> None:
    run.add_array("codes", 1, [1, 2])
    run.add_json("codes", 2, "text")
    assert run.array("codes").tolist() == [1, 2]  # type: ignore[union-attr]
    assert run.json("codes") == "text"


def test_rewind_deletes_what_was_made_later(run: Run) -> None:
    for step in (1, 2, 3):
        run.add_artifact("grid", step, "png", b"")
    run.rewind(2)
    assert [info.step for info in run.artifacts()] == [1, 2]
