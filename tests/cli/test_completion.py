"""Shell completion, as a shell asks for it."""

from pathlib import Path

import pytest

from axb import data, zoo
from axb.runs import Store
from cli.conftest import Axb


def completed(axb: Axb, line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What bash gets for a line whose last word is not at its end."""
    words = line.split(" ")
    monkeypatch.setenv("_AXB_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    ended = axb()
    monkeypatch.delenv("_AXB_COMPLETE")
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split()


def test_names_are_completed(axb: Axb, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store() as store:
        for name in ("mine-1", "mine-2", "other"):
            store.create(name, config={"race": "r"}, graph=None, data_hash="", seed=0)
        store.open("other").finish("finished")
        store.open("other").delete()

    def found(line: str) -> list[str]:
        return completed(axb, line, monkeypatch)

    assert found("axb evalu") == ["evaluate"]
    assert found("axb show mi") == ["mine-2", "mine-1"]
    assert found("axb delete r") == ["r"]
    assert found("axb restore ") == ["other"]
    assert set(found("axb train ")) == set(zoo.FAMILIES)
    assert set(found("axb train cnn ")) == set(data.names())
    assert set(found("axb train cnn digits --optimizer ada")) == {"adam", "adamw", "adagrad", "adadelta"}
    assert found("axb runs --sort te") == ["test_accuracy"]
    assert found("axb export mine-1 --to on") == ["onnx"]
    assert found("axb data ~/pictures") == []  # the shell completes files
    assert "--epochs" in found("axb train --e")


def test_other_shells_get_sentences_beside_the_words(axb: Axb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_AXB_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "axb evalu")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    told = axb().out
    assert told.startswith("evaluate\tMeasure a trained model")
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert axb().out.startswith("evaluate\t学習したモデル")


@pytest.mark.parametrize(
    ("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish")]
)
def test_it_is_installed_for_a_person(
    shell: str, file: str, axb: Axb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    script = axb("completion", shell, "--show").out
    assert "_AXB_COMPLETE" in script
    assert not (tmp_path / file).exists()
    assert f"{shell} completes axb from its next start on" in axb("completion", shell).out
    assert (tmp_path / file).exists()


def test_an_unknown_shell(axb: Axb) -> None:
    ended = axb("completion", "csh")
    assert ended.code == 2
    assert "must be one of bash, zsh, fish, powershell, pwsh; got csh" in ended.err
