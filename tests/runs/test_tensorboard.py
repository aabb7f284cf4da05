"""Runs from TensorBoard's files and to them: those that Keras, TensorFlow and PyTorch wrote, whole and broken."""

import struct
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.runs import Run, Store
from axb.runs.event_file import EventFile, record, scalar
from axb.runs.event_reader import Events, read_events
from axb.runs.tensorboard import MOST_SERIES, export_events, import_events
from axb.words import InputError
from runs.events import scalars

KERAS = Path(__file__).parent / "samples" / "keras-logs"


def test_what_keras_wrote_becomes_one_run(store: Store) -> None:
    """`keras.callbacks.TensorBoard(histogram_freq=1, update_freq="batch")` with TensorFlow, three epochs."""
    (one,) = import_events(store, KERAS)
    run = store.open(one.name)
    assert (run.status, run.name) == ("finished", "keras-logs-1")
    steps, losses = run.series("epoch/loss")
    assert steps.tolist() == [5, 10, 15], "where its epochs 0, 1 and 2 ended"
    assert (np.diff(losses) < 0).all(), "it learned"
    assert run.series("epoch/val_loss")[0].tolist() == [5, 10, 15]
    assert run.series("loss")[0].tolist() == list(range(1, 16)), "batch_loss"
    assert not [name for name in run.series_names() if "vs_iterations" in name], "what stands there twice"
    assert one.notes
    assert "no single numbers" in one.notes[0], "histograms and the graph"


def test_what_pytorch_wrote_keeps_its_names(store: Store) -> None:
    """`torch.utils.tensorboard.SummaryWriter.add_scalar("Loss/train", 1 / step, step)`, ten times."""
    (file,) = KERAS.with_name("torch-logs").glob("*tfevents*")
    (one,) = import_events(store, file, "mine")
    assert (one.name, one.series, one.scalars) == ("mine", 1, 10)
    steps, values = store.open("mine").series("Loss/train")
    assert steps.tolist() == list(range(1, 11))
    np.testing.assert_array_equal(values, (1 / steps).astype("float32"))


@pytest.fixture
def full(run: Run) -> Run:
    for step in range(1, 31):
        run.log(step, {"loss": 1 / step, "learning_rate": 0.5})
        if step % 10 == 0:
            run.log(step, {"epoch/loss": 2 / step, "epoch/val_loss": float("nan"), "epoch/val_mae": step})
    return run


def test_out_and_in_again_is_the_same_to_32_bits(full: Run, store: Store, tmp_path: Path) -> None:
    files = export_events(full, tmp_path / "logs")
    assert [file.parent.name for file in files] == ["train", "validation"]
    assert ("epoch_loss", 10, pytest.approx(0.2)) in scalars(files[0])
    assert ("epoch_mae", 30, 30.0) in scalars(files[1])
    (one,) = import_events(store, tmp_path / "logs")
    again = store.open(one.name)
    assert again.series_names() == full.series_names()
    for name in full.series_names():
        steps, values = full.series(name)
        np.testing.assert_array_equal(again.series(name)[0], steps)
        np.testing.assert_array_equal(again.series(name)[1], values.astype("float32").astype("float64"))


def test_each_folder_of_files_is_a_run(store: Store, tmp_path: Path) -> None:
    for name in ("logs/one", "logs/two/train", "logs/two/validation", "logs/日本 語!"):
        with EventFile(tmp_path / name) as file:
            file.add("epoch_loss", 1.0, 0)
    made = {one.name: store.open(one.name).series_names() for one in import_events(store, tmp_path / "logs")}
    assert made == {
        "one-1": ["epoch/loss"], "two-1": ["epoch/loss", "epoch/val_loss"], "日本-語-1": ["epoch/loss"],
    }  # fmt: skip
    with pytest.raises(InputError, match=r"A name is for one run, and .*logs holds 3"):
        import_events(store, tmp_path / "logs", "all")


def tensor(content: bytes) -> bytes:
    """A record of the tag "t" at step 7."""
    value = b"\x0a\x01t" + b"\x42" + bytes([len(content)]) + content
    summary = b"\x0a" + bytes([len(value)]) + value
    return record(b"\x10\x07" + b"\x2a" + bytes([len(summary)]) + summary)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with EventFile(tmp_path / "logs") as written:
        for step in range(10):
            written.add("loss", step / 8, step)
    return written.path


@pytest.mark.parametrize(
    ("damage", "left", "note"),
    [
        (lambda data: data[:-3], 9, "break off, read up to there: 1"),
        (lambda data: data + b"\0" * 5, 10, "break off"),
        (lambda data: data[:-6] + b"\xff" + data[-5:], 9, "1 records that are damaged"),
        (lambda data: data[:120] + bytes([data[120] ^ 1]) + data[121:], None, ""),
    ],
)
def test_a_file_is_read_as_far_as_it_goes(
    damage: Callable[[bytes], bytes], left: int | None, note: str, file: Path, store: Store
) -> None:
    file.write_bytes(damage(file.read_bytes()))
    (one,) = import_events(store, file)
    assert left is None or one.scalars == left
    assert any(note in said for said in one.notes)
    steps, values = store.open(one.name).series("loss")
    assert (values == steps / 8).all()


def test_values_that_are_no_scalars_are_counted_and_left_out(file: Path, store: Store) -> None:
    several = tensor(b"\x08\x01\x22\x08" + struct.pack("<ff", 1, 2))
    negative = scalar("loss", 1.0, 2**64 - 5, 0.0)
    with file.open("ab") as more:
        more.write(several + record(negative) + record(scalar("", 1.0, 3, 0.0)))
    (one,) = import_events(store, file)
    assert one.scalars == 10
    assert any("Left out: " in note for note in one.notes)


def test_a_tensor_of_one_number_is_a_scalar(tmp_path: Path) -> None:
    """As TensorFlow 2 writes it: content in bytes, or in the field of its type."""
    kinds = [
        b"\x08\x01\x22\x04" + struct.pack("<f", 0.5), b"\x08\x01\x12\x00\x2a\x04" + struct.pack("<f", 0.25),
        b"\x08\x02\x22\x08" + struct.pack("<d", 0.1), b"\x08\x02\x32\x08" + struct.pack("<d", 0.2),
    ]  # fmt: skip
    (tmp_path / "x.tfevents").write_bytes(b"".join(map(tensor, kinds)))
    found = Events()
    read_events(tmp_path / "x.tfevents", found)
    assert found.scalars == {"t": [(7, 0.5), (7, 0.25), (7, 0.1), (7, 0.2)]}
    assert (found.others, found.damaged, found.cut) == (0, 0, 0)


def test_too_many_series_are_left_out_and_said(store: Store, tmp_path: Path) -> None:
    with EventFile(tmp_path / "logs") as written:
        for number in range(MOST_SERIES + 3):
            written.add(f"tag{number:04}", 1.0, 0)
    (one,) = import_events(store, tmp_path / "logs")
    assert one.series == MOST_SERIES
    assert one.notes == (f"Left out: 3 series; a run is given at most {MOST_SERIES}.",)


@pytest.mark.parametrize("content", [b"", b"this is a letter, and no event file at all", bytes(1000)])
def test_where_there_is_nothing_it_is_said(content: bytes, store: Store, tmp_path: Path) -> None:
    (tmp_path / "events.out.tfevents.1").write_bytes(content)
    with pytest.raises(InputError, match=r"there are none in .* \(event files: 1\)"):
        import_events(store, tmp_path / "events.out.tfevents.1")
    with pytest.raises(InputError, match=r"event files: 0"):
        import_events(store, tmp_path / "nowhere")
    assert store.runs() == []


@given(st.binary(max_size=300))
def test_what_is_in_a_whole_record_may_be_anything(content: bytes) -> None:
    found = Events()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.tfevents"
        path.write_bytes(record(content) + record(scalar("loss", 1.0, 3, 0.0)))
        read_events(path, found)
    assert (3, 1.0) in found.scalars["loss"]


def test_a_run_without_numbers_is_not_exported(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has none yet"):
        export_events(run, tmp_path)
