"""`axb export`; that what is written works is tested with the jobs."""

import json
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
    ("onnx", "m.onnx", ["m.onnx"], 'InferenceSession("m.onnx")'),
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
    ended = axb("export", "r", "--to", "tflite", "--out", "m.tflite")
    assert ended.code == 2
    assert "safetensors, onnx, keras-code, torch-code, axb-code, axb, tensorboard; got 'tflite'" in ended.err


def test_onnx_says_what_goes_in_what_comes_out_and_how_far_it_was_checked(axb: Axb) -> None:
    told = " ".join(axb("export", "r", "--to", "onnx", "--out", "m.onnx").out.split())
    assert "x: float32 (N, 1)" in told
    assert "y: float32 (N, 1)" in told
    assert "ONNX Runtime answers 32 test examples alike; the largest difference is" in told
    assert 'session.run(None, {"x": x})' in told


def test_parts_are_for_models_with_codes_and_for_onnx(axb: Axb, tmp_path: Path) -> None:
    for form, says in (("onnx", "r has no encoder and no decoder"), ("axb", "--part is for --to onnx")):
        ended = axb("export", "r", "--to", form, "--out", "m.out", "--part", "encoder")
        assert ended.code == 2
        assert says in ended.err
    assert not (tmp_path / "m.out").exists()


def test_recorded_numbers_leave_for_tensorboard_and_come_back(axb: Axb, tmp_path: Path) -> None:
    ended = axb("export", "r", "--to", "tensorboard", "--out", "logs")
    assert (ended.code, ended.err) == (0, "")
    assert "tensorboard --logdir logs" in ended.out
    assert [len([*(tmp_path / "logs" / part).iterdir()]) for part in ("train", "validation")] == [1, 1]
    assert "--force" in axb("export", "r", "--to", "tensorboard", "--out", "logs").err
    assert axb("export", "r", "--to", "tensorboard", "--out", "logs", "--force").code == 0
    assert len([*(tmp_path / "logs" / "train").iterdir()]) == 1, "in the place of the other"
    assert "into a folder" in axb("export", "r", "--to", "tensorboard", "--out", __file__).err
    came = axb("import", "logs")
    assert (came.code, came.err) == (0, "")
    assert came.out.startswith("logs-1: ")
    assert axb("show", "logs-1").code == 0
    assert "logs-1" in axb("runs").out
    assert "script" in axb("resume", "logs-1").err
    assert json.loads(axb("import", "logs", "--name", "again", "--json").out)[0]["name"] == "again"
    nothing = axb("import", "nowhere")
    assert (nothing.code, nothing.err.count("\n")) == (2, 1)
