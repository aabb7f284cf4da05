"""`axb export`; that what is written works is tested with the jobs."""

from pathlib import Path

import pytest

from cli.conftest import Axb


@pytest.fixture(autouse=True)
def run(axb: Axb) -> None:
    assert axb("train", "line", "line", "--epochs", "1", "--no-page", "--name", "r").code == 0


@pytest.mark.parametrize(("form", "out", "written", "says"), [
    ("torch-code", "m.py", ["m.py", "m.safetensors"], "from m import build_model, load_weights"),
    ("keras-code", "m.py", ["m.py", "m.safetensors"], "from m import build_model, load_weights"),
    ("axb-code", "m.py", ["m.py", "m.safetensors"], "from m import build_model, load_weights"),
    ("safetensors", "w.safetensors", ["w.safetensors"], 'model.load_weights("w.safetensors")'),
    ("axb", "m.axb", ["m.axb"], 'load_model("m.axb")'),
])  # fmt: skip
def test_it_says_what_was_written_and_how_to_use_it(
    form: str, out: str, written: list[str], says: str, axb: Axb, tmp_path: Path
) -> None:
    ended = axb("export", "r", "--to", form, "--out", out)
    assert (ended.code, ended.err) == (0, "")
    for name in written:
        assert f"Written  {tmp_path / name}" in ended.out
        assert (tmp_path / name).is_file()
    assert says in ended.out
    again = axb("export", "r", "--to", form, "--out", out)
    assert again.code == 2
    assert "--force" in again.err
    assert axb("export", "r", "--to", form, "--out", out, "--force").code == 0


def test_unknown_forms_are_listed(axb: Axb) -> None:
    ended = axb("export", "r", "--to", "onnx", "--out", "m.onnx")
    assert ended.code == 2
    assert "safetensors, keras-code, torch-code, axb-code, axb; got 'onnx'" in ended.err
