"""Weights on disk: whole or not at all, whatever happens in between."""

import hashlib
import multiprocessing
import random
import time
from pathlib import Path

import pytest
import torch

from axb.runs import Checkpoint, Run, Store
from axb.words import InputError


def save(run: Run, step: int, reason: str = "time") -> Path:
    return run.save_checkpoint(step, {"weights": torch.full((3,), float(step))}, {"step": str(step)}, reason)


def steps(run: Run) -> list[int]:
    return [checkpoint.step for checkpoint in run.checkpoints()]


def test_tensors_of_all_kinds_and_metadata_come_back(run: Run) -> None:
    shared = torch.arange(6.0).reshape(2, 3)
    tensors = {
        "plain": torch.randn(4, 5),
        "bf16": torch.randn(7).bfloat16(),
        "scalar": torch.tensor(3, dtype=torch.int64),
        "empty": torch.empty(0, 2),
        "flags": torch.tensor([True, False]),
        "a": shared,
        "b": shared,
        "transposed": shared.T,
        "channels_last": torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
        "parameter": torch.nn.Parameter(torch.randn(3)),
    }
    path = run.save_checkpoint(12, tensors, {"言葉": "a\nb", "empty": ""}, "final")
    checkpoint = run.latest_checkpoint()
    assert checkpoint == Checkpoint(12, path, hashlib.sha256(path.read_bytes()).hexdigest(), "final")
    loaded, metadata = run.load_checkpoint(checkpoint)
    assert metadata == {"言葉": "a\nb", "empty": ""}
    assert loaded.keys() == tensors.keys()
    for name, tensor in tensors.items():
        torch.testing.assert_close(loaded[name], tensor.detach(), rtol=0, atol=0)


def test_a_checkpoint_is_never_overwritten(run: Run) -> None:
    first, second = save(run, 1), save(run, 1, "best")
    assert first != second
    assert [(one.step, one.reason) for one in run.checkpoints()] == [(1, "time"), (1, "best")]
    assert sorted(run.folder.iterdir()) == sorted([first, second])


def test_series_reach_the_store_before_the_checkpoint(run: Run, path: Path) -> None:
    run.log(1, {"loss": 0.5})
    save(run, 1)
    with Store(path) as other:
        assert other.open(run.name).series_names() == ["loss"]


def test_metadata_must_be_text(run: Run) -> None:
    with pytest.raises(InputError, match=r"maps text to text; got \{'step': 3\}"):
        run.save_checkpoint(3, {}, {"step": 3}, "time")  # type: ignore[dict-item]
    assert not run.folder.exists()


def test_no_checkpoint_is_none(run: Run) -> None:
    assert run.latest_checkpoint() is None
    assert run.checkpoints() == []


def test_a_damaged_or_missing_checkpoint_is_skipped(run: Run) -> None:
    for step in (1, 2, 3):
        save(run, step)
    first, second, third = run.checkpoints()
    third.file.unlink()
    data = bytearray(second.file.read_bytes())
    data[-1] ^= 1
    second.file.write_bytes(data)
    assert run.latest_checkpoint() == first
    assert run.load_checkpoint(first)[1] == {"step": "1"}
    for damaged in (second, third):
        with pytest.raises(InputError, match="missing or has changed"):
            run.load_checkpoint(damaged)


def test_prune_keeps_the_newest_and_the_best_and_the_final(run: Run) -> None:
    for step, reason in enumerate(["time", "best", "time", "final", "time", "time", "time"]):
        save(run, step, reason)
    run.prune()
    assert steps(run) == [1, 3, 5, 6]
    assert {one.file for one in run.checkpoints()} == set(run.folder.iterdir())
    with pytest.raises(InputError, match="got keep=0"):
        run.prune(0)


def test_rewind_deletes_later_checkpoints(run: Run) -> None:
    for step in (1, 2, 3):
        save(run, step, "best")
    run.rewind(2)
    assert steps(run) == [1, 2]
    assert {one.file for one in run.checkpoints()} == set(run.folder.iterdir())


def test_start_removes_what_a_killed_process_left_and_nothing_else(run: Run) -> None:
    kept = save(run, 1)
    (run.folder / "step-000000002-00000000.safetensors.tmp").write_bytes(b"half")
    (run.folder / "step-000000002-00000000.safetensors").write_bytes(b"whole, but its row was never written")
    (run.folder / "notes.txt").write_text("somebody's")
    run.start()
    assert sorted(run.folder.iterdir()) == sorted([kept, run.folder / "notes.txt"])


def save_forever(path: Path, name: str) -> None:
    torch.set_num_threads(1)
    with Store(path) as store:
        run = store.open(name)
        run.start()
        for step in range(1, 1_000_000):
            run.log(step, {"loss": 1 / step})
            run.save_checkpoint(
                step, {"weights": torch.full((50_000,), float(step))}, {"step": str(step)}, "time"
            )
            run.prune()


def test_killing_the_writer_at_any_moment_leaves_a_loadable_checkpoint(store: Store, path: Path) -> None:
    runs = [
        store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
        for _ in range(3)
    ]
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=save_forever, args=(path, run.name)) for run in runs]
    for writer in writers:
        writer.start()
    for run, writer in zip(runs, writers, strict=True):
        end = time.monotonic() + 240
        while len(run.checkpoints()) < 2 and writer.is_alive() and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.1))
        assert writer.is_alive()
        writer.kill()
        writer.join()
    for run in runs:
        latest = run.latest_checkpoint()
        assert latest is not None
        assert latest == run.checkpoints()[-1], "the newest row's file was whole"
        tensors, metadata = run.load_checkpoint(latest)
        assert metadata == {"step": str(latest.step)}
        assert (tensors["weights"] == latest.step).all()
        assert run.series("loss")[0].tolist()[: latest.step] == list(range(1, latest.step + 1))
        assert run.shown_status == "died"
        run.start()
        assert {one.file for one in run.checkpoints()} == set(run.folder.iterdir())
