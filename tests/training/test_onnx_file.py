"""Models that leave as ONNX: what ONNX Runtime answers is what the model answers."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from axb import layers, models
from axb.training.onnx_file import write_onnx
from axb.words import InputError

onnxruntime = pytest.importorskip("onnxruntime", reason='ONNX needs an extra: pip install "axb[onnx]"')
DRAW = np.random.default_rng(0)


def two_ways() -> models.Model:
    """Two inputs, of bytes and of numbers, and two outputs."""
    picture, number = (
        layers.Input((6, 6, 1), dtype="uint8", name="picture"),
        layers.Input((2,), name="number"),
    )
    x = layers.Flatten()(
        layers.Conv2D(3, 3, padding="same", activation="relu")(layers.Rescaling(1 / 255)(picture))
    )
    both = layers.BatchNormalization()(layers.Concatenate()([x, number]))
    outputs = [
        layers.Dense(3, "softmax", name="kind")(both),
        layers.Dense(1, name="size")(layers.Dropout(0.5)(both)),
    ]
    return models.Model([picture, number], outputs)


def answers(path: Path, given: dict[str, Any]) -> list[Any]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return list(session.run(None, given))


def test_several_inputs_and_outputs_by_name_for_any_batch(tmp_path: Path) -> None:
    model, path = two_ways(), tmp_path / "m.onnx"
    done = model.export(path)
    assert [(one.name, one.dtype, one.shape) for one in done.inputs] == [
        ("picture", "uint8", (None, 6, 6, 1)), ("number", "float32", (None, 2)),
    ]  # fmt: skip
    assert [(one.name, one.shape) for one in done.outputs] == [("kind", (None, 3)), ("size", (None, 1))]
    assert done.difference < 1e-5
    for count in (1, 7):
        x = {"picture": DRAW.integers(0, 256, (count, 6, 6, 1), np.uint8),
             "number": DRAW.standard_normal((count, 2), np.float32)}  # fmt: skip
        for ours, theirs in zip(model.predict(x, verbose=0), answers(path, x), strict=True):
            np.testing.assert_allclose(theirs, ours, atol=1e-5)


def test_it_is_in_inference_mode_whatever_the_model_is_in(tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4,)), layers.Dropout(0.9)])
    model.train()
    model.export(tmp_path / "m.onnx")
    assert model.training
    x = np.ones((3, 4), np.float32)
    np.testing.assert_array_equal(answers(tmp_path / "m.onnx", {"input_layer": x})[0], x)


def test_names_and_texts_travel_along(tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4,)), layers.Dense(2)])
    write_onnx(model, tmp_path / "m.onnx", names=(["x"], ["y"]), metadata={"classes": '["猫", "cat"]'})
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    assert session.get_modelmeta().custom_metadata_map == {"classes": '["猫", "cat"]'}
    assert [one.name for one in (*session.get_inputs(), *session.get_outputs())] == ["x", "y"]
    assert isinstance(session.get_inputs()[0].shape[0], str)  # any batch


class Odd(layers.Layer):
    """What it answers depends on what it is asked."""

    def call(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs * (1.0 if inputs.sum().item() > 0 else -1.0)


def test_what_has_no_form_in_onnx_gets_a_sentence_and_leaves_no_file(tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4,)), Odd(name="odd")])
    with pytest.raises(InputError, match="can't be written as ONNX"):
        model.export(tmp_path / "m.onnx")
    assert not list(tmp_path.iterdir())


def test_answers_that_are_no_numbers_are_not_alike(tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4,)), layers.Dense(2)])
    model.set_weights([np.full((4, 2), np.nan), np.zeros(2)])
    with pytest.raises(InputError, match="differ from those of"):
        model.export(tmp_path / "m.onnx")
    assert not list(tmp_path.iterdir())


def test_other_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="format must be one of onnx; got 'tf_saved_model'"):
        two_ways().export(tmp_path / "m", format="tf_saved_model")


def test_without_the_extra_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxscript", None)
    with pytest.raises(InputError, match=r'needs onnxscript, .* pip install "axb\[onnx\]"'):
        two_ways().export(tmp_path / "m.onnx")
