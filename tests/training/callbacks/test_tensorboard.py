"""What TensorBoard is given: the numbers of the history."""

from pathlib import Path

import numpy as np
import pytest

import axb
from axb import InputError
from axb.callbacks import TensorBoard
from runs.events import scalars


def fitted(log_dir: Path, **options: object) -> axb.Model:
    model = axb.Sequential([axb.layers.Input((2,)), axb.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    x = np.arange(12, dtype="float32").reshape(6, 2)
    watcher = TensorBoard(log_dir, **options)  # type: ignore[arg-type]
    model.fit(x, x[:, :1], batch_size=2, epochs=2, verbose=0, validation_split=0.34, callbacks=[watcher])
    return model


def numbers(folder: Path) -> list[tuple[str, int, float]]:
    (file,) = folder.iterdir()
    return scalars(file)


def test_epochs_under_kerass_names(tmp_path: Path) -> None:
    history = fitted(tmp_path).history
    assert history is not None
    told = history.history
    for part, start in (("train", ""), ("validation", "val_")):
        assert numbers(tmp_path / part) == [
            (f"epoch_{name}", epoch, pytest.approx(told[start + name][epoch], rel=1e-6))
            for epoch in (0, 1) for name in ("loss", "mae")
        ]  # fmt: skip


def test_batches_where_they_are_asked_for(tmp_path: Path) -> None:
    fitted(tmp_path, update_freq=2)
    tags = [(tag, step) for tag, step, _ in numbers(tmp_path / "train") if tag == "batch_loss"]
    assert tags == [("batch_loss", 2), ("batch_loss", 4)]


@pytest.mark.parametrize("wrong", ["second", 1.5, True, -1])
def test_an_unknown_frequency_is_refused(wrong: object) -> None:
    with pytest.raises(InputError, match="update_freq must be one of"):
        TensorBoard(update_freq=wrong)  # type: ignore[arg-type]
