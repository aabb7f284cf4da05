"""Whatever goes wrong: one sentence on stderr, an exit code, no traceback."""

import warnings

import pytest

from axb import jobs
from axb.cli.endings import shielded
from axb.words import InputError
from cli.conftest import Axb


@pytest.mark.parametrize(("words", "says"), [
    (("trian",), "axb has no command 'trian'. Try: train."),
    (("train",), "axb train needs MODEL. See: axb train --help"),
    (("train", "mlp"), "axb train needs DATA."),
    (("train", "mlp", "digits", "--epoch", "3"), "has no option --epoch"),
    (("train", "mlp", "digits", "--epochs", "three"), "--epochs must be a whole number; got 'three'."),
    (("train", "mlp", "digits", "--learning-rate", "big"), "--learning-rate must be a number; got 'big'."),
    (("train", "mlp", "digits", "more"), "more"),
    (("train", "mlp", "digits", "--epochs", "0"), "epochs must be ≥ 1; got 0."),
    (("train", "mlp", "diggits"), "digits"),
    (("train", "cnn", "digits"), "cnn needs pictures (height, width, channels) of at least 10 pixels"),
    (("train", "line", "digits"), "line predicts a number from numbers"),
    (("train", "mlp", "none.csv:target=y"), "none.csv"),
    (("train", "line", "line", "--page", "page.txt"), "A page is an .html file"),
    (("train", "line", "line", "--page", "nowhere/page.html"), "there is no such folder"),
    (("train", "line", "line", "--precision", "half"), "precision must be one of"),
    (("resume", "nobody"), "No run is named nobody"),
    (("show", "nobody"), "No run is named nobody"),
    (("export", "nobody", "--to", "axb", "--out", "x.axb"), "No run is named nobody"),
    (("export", "nobody", "--to", "axb"), "axb export needs FILE"),
    (("control", "nobody", "pause"), "No run is named nobody"),
    (("optimizers", "lion"), "got 'lion'"),
    (("data", "diggits"), "digits"),
    (("runs", "--lang", "fr"), "--lang must be one of en, ja; got 'fr'."),
    (("runs", "--lang"), "--lang must be one of en, ja"),
])  # fmt: skip
def test_bad_input(words: tuple[str, ...], says: str, axb: Axb) -> None:
    ended = axb(*words)
    assert ended.code == 2
    assert says in ended.err
    assert ended.err.count("\n") == 1
    assert ended.out == ""


def test_a_name_that_is_none(axb: Axb) -> None:
    ended = axb("train", "line", "line", "--name", "a b")
    assert ended.code == 2
    assert "A run's name has 1 to 80" in ended.err


@pytest.mark.parametrize(("words", "says"), [
    (("train",), "axb train には MODEL が必要です"),
    (("trian",), "というコマンドはありません"),
    (("train", "mlp", "digits", "--epoch", "3"), "というオプションはありません"),
    (("train", "mlp", "digits", "more"), "書き方が正しくありません"),
    (("train", "cnn", "digits"), "画像"),
])  # fmt: skip
def test_bad_input_in_japanese(words: tuple[str, ...], says: str, axb: Axb) -> None:
    ended = axb("--lang", "ja", *words)
    assert ended.code == 2
    assert says in ended.err


def test_a_person_s_own_file_is_blamed_for_its_own_mistake(axb: Axb, tmp_path: object) -> None:
    from pathlib import Path

    Path("net.py").write_text("def make(data):\n    return 1 / 0\n", "utf-8")
    ended = axb("train", "net.py:make", "digits")
    assert ended.code == 2
    assert "net.py stopped with an error: ZeroDivisionError: division by zero" in ended.err
    assert "--debug" in ended.err


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    from pathlib import Path

    from axb.cli import main

    Path("net.py").write_text("def make(data):\n    return 1 / 0\n", "utf-8")
    assert main(["train", "net.py:make", "digits", "--debug"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "return 1 / 0" in said


def test_the_unexpected_names_itself_and_the_way_to_its_place(
    axb: Axb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise RuntimeError("the roof is leaking")

    monkeypatch.setattr(jobs, "prepare", broken)
    ended = axb("train", "line", "line")
    assert ended.code == 1
    assert "RuntimeError: the roof is leaking" in ended.err
    assert "--debug" in ended.err
    assert ended.err.count("\n") == 1


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    def act() -> None:
        raise KeyboardInterrupt

    assert shielded(act, debug=False) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_a_warning_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def act() -> None:
        warnings.simplefilter("always")
        warnings.warn("this data is odd", stacklevel=1)

    assert shielded(act, debug=False) == 0
    assert capsys.readouterr().err == "Note: this data is odd\n"


def test_debug_comes_before_the_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def act() -> None:
        raise InputError("cli.page_suffix", path="x")

    assert shielded(act, debug=True) == 2
    said = capsys.readouterr().err
    assert said.index("Traceback") < said.rindex("A page is an .html file")
