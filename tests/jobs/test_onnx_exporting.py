"""Runs that leave as ONNX: the right part, named, with what a reader needs to know."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job
from axb.training import Latent
from axb.words import InputError

onnxruntime = pytest.importorskip("onnxruntime", reason='ONNX needs an extra: pip install "axb[onnx]"')


def session(path: Path) -> Any:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def test_a_classifier_of_pictures(tmp_path: Path) -> None:
    done = jobs.train(Job("mlp:hidden=8", "digits", epochs=1), verbose=0)
    left = jobs.export_onnx(done.run, tmp_path / "m.onnx")
    assert (left.part, left.exported.examples, left.of_test) == ("model", 32, True)
    loaded = session(tmp_path / "m.onnx")
    (probabilities,) = loaded.run(["probabilities"], {"x": done.data.x_test})
    np.testing.assert_allclose(probabilities, done.model.predict(done.data.x_test, verbose=0), atol=1e-5)
    told = loaded.get_modelmeta().custom_metadata_map
    assert json.loads(told["classes"]) == list(done.data.labels("en"))
    assert told["run"] == done.run
    assert "bytes 0..255" in told["means_x"]


def test_a_table_names_its_columns_and_its_target(tmp_path: Path) -> None:
    rows = "\n".join(f"{x},{'abc'[x % 3]},{3 * x}" for x in range(60))
    (tmp_path / "t.csv").write_text(f"p,kind,price\n{rows}", "utf-8")
    done = jobs.train(Job("mlp:hidden=8", "t.csv:target=price", epochs=1), verbose=0)
    left = jobs.export_onnx(done.run, tmp_path / "m.onnx")
    told = session(tmp_path / "m.onnx").get_modelmeta().custom_metadata_map
    assert json.loads(told["columns"]) == ["p", "kind=a", "kind=b", "kind=c"]
    assert told["target"] == "price"
    assert [one.name for one in left.exported.outputs] == ["y"]


@pytest.mark.parametrize(("model", "part", "named", "inputs", "outputs"), [
    ("stacked_autoencoder:hidden=8", None, "model", ["x"], ["restored"]),
    ("stacked_autoencoder:hidden=8", "encoder", "encoder", ["x"], ["codes"]),
    ("vae:hidden=8,conditional=true", None, "decoder", ["codes", "class"], ["made"]),
    ("vae:hidden=8,conditional=true", "encoder", "encoder", ["x", "class"], ["mean", "log_variance"]),
    ("vae:hidden=8,conditional=true", "model", "model", ["x", "class"], ["restored"]),
    ("gan:hidden=8", None, "generator", ["codes"], ["made"]),
    ("gan:hidden=8", "model", "generator", ["codes"], ["made"]),
])  # fmt: skip
def test_parts_of_models_with_codes(
    model: str, part: str | None, named: str, inputs: list[str], outputs: list[str], tmp_path: Path
) -> None:
    done = jobs.train(Job(model, "spiral:n=60", epochs=1), verbose=0)
    left = jobs.export_onnx(done.run, tmp_path / "m.onnx", part)
    assert isinstance(done.model, Latent)
    assert (left.part, [one.name for one in left.exported.inputs]) == (named, inputs)
    assert [one.name for one in left.exported.outputs] == outputs
    assert [*left.means] == [*inputs, *outputs]


def test_parts_that_are_not_there(tmp_path: Path) -> None:
    done = jobs.train(Job("gan:hidden=8", "spiral:n=60", epochs=1), verbose=0)
    for part, says in (("encoder", "encoder"), ("tail", "--part must be one of model, encoder, decoder")):
        with pytest.raises(InputError, match=says):
            jobs.export_onnx(done.run, tmp_path / "m.onnx", part)
    assert not (tmp_path / "m.onnx").exists()
