"""What callbacks hear, what they may add, and what is refused."""

import io
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import axb
from axb.callbacks import (
    Callback,
    CSVLogger,
    EarlyStopping,
    LearningRateScheduler,
    ModelCheckpoint,
    ReduceLROnPlateau,
    TerminateOnNaN,
)
from axb.models import load_model
from axb.optimizers import SGD, schedules
from axb.training.callbacks.progress import bar, duration, fitted, number, width, written
from axb.words import InputError, set_language

X = np.linspace(-1, 1, 12, dtype="float32")[:, None]
Y = 2 * X + 1


def line(rate: Any = 0.1) -> Any:
    model = axb.Sequential([axb.layers.Input((1,)), axb.layers.Dense(1)])
    model.compile(SGD(rate), "mse")
    return model


class Diary(Callback):
    """Writes down what is announced, and looks at the logs."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_train_begin(self, logs: Any = None) -> None:
        self.heard.append("begin")

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.heard.append(f"epoch {epoch}")

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.heard.append(f"batch {batch} {sorted(logs)}")

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self.heard.append(f"test {batch} {sorted(logs)}")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.heard.append(f"end {epoch} {sorted(logs)}")

    def on_train_end(self, logs: Any = None) -> None:
        self.heard.append("finish")

    def close(self) -> None:
        self.heard.append("close")


class TestHearing:
    def test_the_order_of_announcements(self) -> None:
        diary = Diary()
        line().fit(X, Y, batch_size=6, verbose=0, callbacks=[diary], validation_data=(X, Y))
        assert diary.heard == [
            "begin", "epoch 0", "batch 0 ['loss']", "batch 1 ['loss']", "test 0 ['loss']",
            "end 0 ['loss', 'val_loss']", "finish", "close",
        ]  # fmt: skip

    def test_close_is_called_whatever_happens(self) -> None:
        class Broken(Callback):
            def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
                raise ZeroDivisionError

        diary, model = Diary(), line()
        with pytest.raises(ZeroDivisionError):
            model.fit(X, Y, verbose=0, callbacks=[Broken(), diary])
        assert diary.heard == ["begin", "epoch 0", "close"]
        assert not model.training

    def test_what_is_added_to_the_logs_is_in_the_history(self) -> None:
        class Adds(Callback):
            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                logs["a"] = self.model.layers[0].a.item()

        history = line().fit(X, Y, epochs=3, verbose=0, callbacks=[Adds()]).history
        assert len(history["a"]) == 3

    def test_a_callback_may_end_training(self) -> None:
        class Enough(Callback):
            def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
                self.model.stop_training = batch == 1

        model = line()
        history = model.fit(X, Y, batch_size=2, epochs=5, verbose=0, callbacks=[Enough()])
        assert history.epoch == [0]
        assert model.optimizer.iterations == 2

    @pytest.mark.parametrize("thing", ["EarlyStopping", EarlyStopping, lambda: None])
    def test_only_callbacks_are_callbacks(self, thing: Any) -> None:
        with pytest.raises(InputError, match=r"Callbacks must be instances of axb.callbacks.Callback; got a"):
            line().fit(X, Y, verbose=0, callbacks=[thing], run="r")


class TestSentences:
    def test_a_quantity_that_is_not_there(self) -> None:
        with pytest.warns(UserWarning, match='watches "val_loss", which is not among the logs: loss') as told:
            line().fit(X, Y, verbose=0, callbacks=[EarlyStopping()])
        assert len(told) == 1

    @pytest.mark.parametrize("kind", [EarlyStopping, ReduceLROnPlateau])
    def test_an_unknown_mode(self, kind: Any) -> None:
        with pytest.raises(
            InputError, match=f"{kind.__name__}: mode must be one of auto, min, max; got 'least'"
        ):
            kind(mode="least")

    def test_a_rate_that_follows_a_schedule_cannot_be_reduced(self) -> None:
        model = line(schedules.CosineDecay(0.1, 100))
        reduce = ReduceLROnPlateau("loss", patience=0, min_delta=1e9)
        with pytest.raises(InputError, match="ReduceLROnPlateau cannot change a learning rate that follows"):
            model.fit(X, Y, epochs=3, verbose=0, callbacks=[reduce])

    def test_a_schedule_must_return_a_number(self) -> None:
        with pytest.raises(InputError, match="A learning rate schedule must return a number; got a str"):
            line().fit(X, Y, verbose=0, callbacks=[LearningRateScheduler(lambda epoch: "low")])
        line().fit(X, Y, verbose=0, callbacks=[LearningRateScheduler(lambda epoch: np.float32(0.1))])

    @pytest.mark.parametrize(("name", "value"), [("factor", 1.0), ("factor", -1.0)])
    def test_a_factor_that_reduces_nothing(self, name: str, value: float) -> None:
        with pytest.raises(InputError, match="ReduceLROnPlateau: factor"):
            ReduceLROnPlateau(**{name: value})

    @pytest.mark.parametrize("freq", [0, "batch", -3])
    def test_how_often_to_save(self, freq: Any) -> None:
        with pytest.raises(InputError, match="ModelCheckpoint: save_freq"):
            ModelCheckpoint("m.axb", save_freq=freq)

    def test_a_file_name_that_cannot_be_filled_in(self, tmp_path: Path) -> None:
        saver = ModelCheckpoint(tmp_path / "{val_acc:.2f}.axb")
        with pytest.raises(InputError, match=r"cannot be filled in \('val_acc'\). It may name: epoch, loss"):
            line().fit(X, Y, verbose=0, callbacks=[saver])

    def test_said_when_asked(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        watch = [
            EarlyStopping("loss", patience=1, min_delta=1e9, verbose=1),
            ReduceLROnPlateau("loss", patience=1, min_delta=1e9, verbose=1),
            LearningRateScheduler(lambda epoch: 0.25, verbose=1),
            ModelCheckpoint(tmp_path / "m.axb", verbose=1),
        ]
        line().fit(X, Y, epochs=9, verbose=0, callbacks=watch)
        said = capsys.readouterr().out
        assert "Epoch 1: learning rate 0.25." in said
        assert "Epoch 2: learning rate 0.025." in said
        assert f"Epoch 2: saved to {tmp_path / 'm.axb'}." in said
        assert "Stopped early after epoch 2: no improvement." in said

    def test_not_finite_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        line(1e30).fit(X, Y, epochs=9, batch_size=4, verbose=0, callbacks=[TerminateOnNaN()])
        assert "The loss is no longer a finite number" in capsys.readouterr().out


def test_the_best_file_is_the_best(tmp_path: Path) -> None:
    rates = {0: 0.1, 1: 0.1, 2: 5.0, 3: 5.0}
    saver = ModelCheckpoint(tmp_path / "best.axb", "loss", save_best_only=True)
    model = line()
    history = model.fit(
        X, Y, epochs=4, verbose=0, callbacks=[LearningRateScheduler(rates.__getitem__), saver]
    )
    assert saver.best == min(history.history["loss"])
    best = load_model(tmp_path / "best.axb")
    assert not np.array_equal(best.get_weights()[0], model.get_weights()[0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert best.evaluate(X, Y, verbose=0) < model.evaluate(X, Y, verbose=0)


def test_weights_alone(tmp_path: Path) -> None:
    model = line()
    model.fit(X, Y, verbose=0, callbacks=[ModelCheckpoint(tmp_path / "new" / "w", save_weights_only=True)])
    other = line()
    other.load_weights(tmp_path / "new" / "w")
    np.testing.assert_array_equal(other.get_weights()[0], model.get_weights()[0])
    with pytest.raises(InputError, match="holds only weights"):
        load_model(tmp_path / "new" / "w")


def test_a_table_without_validation_has_no_empty_columns(tmp_path: Path) -> None:
    line().fit(X, Y, verbose=0, epochs=2, callbacks=[CSVLogger(tmp_path / "t.csv")])
    head, *rest = (tmp_path / "t.csv").read_text().splitlines()
    assert head == "epoch,loss"
    assert [row.split(",")[0] for row in rest] == ["0", "1"]


class Terminal(io.StringIO):
    """A screen of 80 columns."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_lines_of_a_log(self, capsys: pytest.CaptureFixture[str]) -> None:
        line().fit(X, Y, epochs=2, validation_data=(X, Y))
        start, *epochs = capsys.readouterr().out.splitlines()
        assert start.startswith("2 parameters, 12 examples; cpu, ")
        assert len(epochs) == 2
        assert epochs[0].startswith("Epoch 1/2  0.")
        assert " s  loss " in epochs[0]
        assert "(val " in epochs[0]

    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_a_moving_line_stays_on_one_line(self, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
        set_language(language)
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setattr("axb.training.callbacks.progress.LOOK_SECONDS", 0.0)
        monkeypatch.setattr("axb.training.callbacks.progress.STAY_SECONDS", 0.0)
        model = line()
        model.compile(SGD(0.1), "mse", metrics=["mae", "mse", "accuracy"])
        model.fit(X, Y, epochs=3, batch_size=2, validation_data=(X, Y))
        moves = [part for row in screen.getvalue().splitlines()[1:] for part in row.split("\r")]
        assert len(moves) > 18
        assert all(width(move) < 80 for move in moves if "█" in move)
        finished = [part for part in moves if part.count("(val ") == 4]
        assert len(finished) == 3
        assert all("█" not in part for part in finished)

    def test_an_unfinished_line_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Broken(Callback):
            def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
                if batch:
                    raise ZeroDivisionError

        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        with pytest.raises(ZeroDivisionError):
            line().fit(X, Y, batch_size=2, callbacks=[Broken()])
        assert screen.getvalue().endswith("\n")

    def test_two_lines_an_epoch_never_move(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        line().fit(X, Y, verbose=2)
        assert "\r" not in screen.getvalue()

    def test_words(self) -> None:
        logs = {"loss": 0.25, "accuracy": 0.5, "val_loss": 1e-9, "val_mae": 12345678.0}
        assert written(logs) == "loss 0.2500 (val 1e-09)  accuracy 0.5000  val_mae 1.23e+07"
        assert [duration(s) for s in (0.04, 9.94, 9.96, 59.4, 185, 3723)] == [
            "0.0 s", "9.9 s", "10 s", "59 s", "3:05", "1:02:03",
        ]  # fmt: skip
        assert [number(v) for v in (0.0, -0.5, float("nan"))] == ["0.0000", "-0.5000", "nan"]
        assert width("エポック 1") == 10
        assert fitted("エポック", 5) == "エポ"

    def test_a_bar_for_any_screen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        assert bar(0.5, 4) == "██░░"
        screen.encoding = "cp1252"
        assert bar(1.0, 4) == "####"
