"""Numbers over steps: what was logged is what is read."""

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.runs import Run, Store
from axb.words import InputError

NAMES = ("loss", "精度")
logs = st.tuples(st.integers(0, 60), st.dictionaries(st.sampled_from(NAMES), st.floats(), min_size=1))
acts = st.lists(
    st.one_of(logs, st.just("flush"), st.tuples(st.just("rewind"), st.integers(0, 60))), max_size=40
)


@settings(max_examples=60, deadline=None)
@given(acts)
def test_series_are_what_was_logged_and_not_rewound(acts: list[object]) -> None:
    expected: dict[str, list[tuple[int, float]]] = {name: [] for name in NAMES}
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "runs.sqlite3") as store:
        run = store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
        for act in acts:
            match act:
                case "flush":
                    run.flush()
                case ("rewind", int(step)):
                    run.rewind(step)
                    expected = {
                        name: [one for one in all if one[0] <= step] for name, all in expected.items()
                    }
                case (int(step), dict(values)):
                    run.log(step, values)
                    for name, value in values.items():
                        expected[name].append((step, value))
        assert run.series_names() == sorted(name for name in NAMES if expected[name])
        for name in NAMES:
            steps, values = run.series(name)
            # Values of one step that lie in different chunks may come in either order.
            assert sorted_pairs(zip(steps.tolist(), values.tolist(), strict=True)) == sorted_pairs(
                expected[name]
            )
            assert (np.diff(steps) >= 0).all()
            assert (steps.dtype, values.dtype) == (np.int64, np.float64)


def sorted_pairs(pairs: object) -> list[tuple[int, str]]:
    return sorted((step, float(value).hex()) for step, value in pairs)  # type: ignore[attr-defined]


def test_nan_and_infinity_survive(run: Run) -> None:
    for step, value in enumerate([math.nan, math.inf, -math.inf, -0.0, 5e-324]):
        run.log(step, {"loss": value})
    values = run.series("loss")[1]
    assert values.tobytes() == np.array([math.nan, math.inf, -math.inf, -0.0, 5e-324]).tobytes()


def test_what_is_logged_reaches_other_readers_when_flushed(run: Run, path: Path) -> None:
    run.log(3, {"loss": 0.5})
    with Store(path) as other:
        reader = other.open(run.name)
        assert reader.series_names() == []
        assert [len(part) for part in reader.series("loss")] == [0, 0]
        run.flush()
        assert [part.tolist() for part in reader.series("loss")] == [[3], [0.5]]


def test_consecutive_steps_are_not_stored_and_others_are(run: Run, store: Store) -> None:
    for step in range(100):
        run.log(step, {"every": 1.0})
        run.log(10 * step, {"tenth": 1.0})
    run.flush()
    sizes = store._db.execute("SELECT name, length(steps), length(data) FROM series ORDER BY name").fetchall()
    assert sizes == [("every", None, 800), ("tenth", 800, 800)]


def test_rewind_cuts_through_a_chunk_and_later_logs_go_on_from_there(run: Run) -> None:
    for step in range(10):
        run.log(step, {"loss": float(step)})
    run.flush()
    run.rewind(4)
    run.log(5, {"loss": 50.0})
    assert run.series("loss")[1].tolist() == [0, 1, 2, 3, 4, 50]


def test_rewind_leaves_other_runs_alone(new_run: Callable[[], Run]) -> None:
    one, other = new_run(), new_run()
    for run in (one, other):
        run.log(9, {"loss": 1.0})
        run.flush()
    one.rewind(0)
    assert (one.series_names(), other.series_names()) == ([], ["loss"])


def test_numpy_numbers_are_numbers(run: Run) -> None:
    run.log(np.int64(2), {"loss": np.float32(0.5)})  # type: ignore[arg-type,dict-item]
    assert [part.tolist() for part in run.series("loss")] == [[2], [0.5]]


@pytest.mark.parametrize("step", [-1, 1.0, "3", None])
def test_a_step_that_is_no_count_is_refused(run: Run, step: object) -> None:
    with pytest.raises(InputError, match="whole number from 0; got"):
        run.log(step, {"loss": 1.0})  # type: ignore[arg-type]


def test_a_value_that_is_no_number_is_refused_by_name(run: Run) -> None:
    with pytest.raises(InputError, match="loss got 'low'"):
        run.log(0, {"loss": "low"})  # type: ignore[dict-item]
    assert run.series_names() == []


def test_what_could_not_be_written_waits_for_the_next_flush(run: Run, store: Store) -> None:
    run.log(0, {"loss": 1.0})
    store._db.execute("PRAGMA query_only=ON")
    with pytest.raises(Exception, match="readonly"):
        run.flush()
    store._db.execute("PRAGMA query_only=OFF")
    assert run.series("loss")[1].tolist() == [1.0]


def test_the_last_value_is_read_without_the_rest(run: Run) -> None:
    assert run.last("loss") is None
    run.extend("loss", [1, 2, 5], [0.5, 0.4, 0.3])
    run.flush()
    run.log(9, {"loss": 0.25})
    assert run.last("loss") == (9, 0.25)
    run.rewind(4)
    assert run.last("loss") == (2, 0.4)
