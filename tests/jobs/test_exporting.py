"""Models that leave: each form rebuilds the trained model where it arrives."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from axb import data, jobs
from axb.jobs import FORMS, Job
from axb.models import load_model
from axb.words import InputError

DIGITS = Job("mlp:hidden=16,batch_norm=true", "digits", epochs=1)
SMALL_CNN = """
from axb import layers, models

def make(data):
    return models.Sequential([
        layers.Input(data.input_shape, dtype="uint8"),
        layers.Rescaling(1 / 255),
        layers.Conv2D(4, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(data.classes, "softmax"),
    ])
"""


@pytest.fixture(params=["mlp", "table", "cnn"])
def trained(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Any, Any]:
    """A run, some inputs, and the model's answers to them."""
    (tmp_path / "net.py").write_text(SMALL_CNN, "utf-8")
    rows = "\n".join(f"{x},{x * x},{'abc'[x % 3]}" for x in range(60))
    (tmp_path / "t.csv").write_text(f"p,q,kind\n{rows}", "utf-8")
    job = {
        "mlp": DIGITS,
        "table": Job("mlp:hidden=8", "t.csv:target=kind", epochs=2),
        "cnn": Job("net.py:make", "digits", epochs=1, precision="float32"),
    }[request.param]
    done = jobs.train(job, verbose=0)
    return done.run, done.data.x_test, done.model.predict(done.data.x_test, verbose=0)


def loaded(path: Path) -> Any:
    """The model that the source at `path` makes, with the weights beside it."""
    module = runpy.run_path(str(path))
    model = module["build_model"]()
    module["load_weights"](model, str(path.with_suffix(".safetensors")))
    return model


def test_plain_pytorch(trained: tuple[str, Any, Any], tmp_path: Path) -> None:
    name, x, answers = trained
    written = jobs.export(name, "torch-code", tmp_path / "out.py")
    assert [path.name for path in written] == ["out.py", "out.safetensors"]
    assert "import axb" not in written[0].read_text("utf-8")
    model = loaded(written[0]).eval()
    with torch.no_grad():
        np.testing.assert_allclose(model(torch.from_numpy(x)).numpy(), answers, atol=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Keras under NumPy 2
def test_keras(trained: tuple[str, Any, Any], tmp_path: Path) -> None:
    pytest.importorskip("keras")
    name, x, answers = trained
    written = jobs.export(name, "keras-code", tmp_path / "out.py")
    np.testing.assert_allclose(loaded(written[0]).predict(x, verbose=0), answers, atol=1e-5)


def test_axb_s_own_words(trained: tuple[str, Any, Any], tmp_path: Path) -> None:
    name, x, answers = trained
    written = jobs.export(name, "axb-code", tmp_path / "out.py")
    np.testing.assert_array_equal(loaded(written[0]).predict(x, verbose=0), answers)


def test_one_file(trained: tuple[str, Any, Any], tmp_path: Path) -> None:
    name, x, answers = trained
    (written,) = jobs.export(name, "axb", tmp_path / "model.axb")
    np.testing.assert_array_equal(load_model(written).predict(x, verbose=0), answers)


def test_weights_alone(trained: tuple[str, Any, Any], tmp_path: Path) -> None:
    name, x, answers = trained
    (written,) = jobs.export(name, "safetensors", tmp_path / "w.safetensors")
    model = jobs.trained_model(name)
    model.set_weights([np.zeros(tuple(weight.shape)) for weight in model.get_weights()])
    model.load_weights(written)
    np.testing.assert_array_equal(model.predict(x, verbose=0), answers)


def test_exported_code_is_trained_again(tmp_path: Path) -> None:
    name = jobs.train(DIGITS, verbose=0).run
    jobs.export(name, "axb-code", tmp_path / "out.py")
    again = jobs.train(Job("out.py", "digits", epochs=1), verbose=0)
    assert again.run == "out-digits-1"


@pytest.fixture
def run() -> str:
    return jobs.train(Job("line", "line", epochs=1), verbose=0).run


@pytest.mark.parametrize("form", [one for one in FORMS if one != "tensorboard"])  # which writes into a folder
def test_nothing_is_overwritten_unasked(form: str, run: str, tmp_path: Path) -> None:
    path = tmp_path / ("out.py" if FORMS[form] else "out.bin")
    for taken in {path, path.with_suffix(".safetensors") if FORMS[form] else path}:
        taken.write_text("mine", "utf-8")
        with pytest.raises(InputError, match=f"{taken.name} exists"):
            jobs.export(run, form, path)
        assert taken.read_text("utf-8") == "mine"
        assert list(tmp_path.glob("out*")) == [taken]
        taken.unlink()
    jobs.export(run, form, path)
    jobs.export(run, form, path, force=True)


@pytest.mark.parametrize(("form", "name", "says"), [
    ("tflite", "out.tflite", "form must be one of safetensors, onnx, keras-code"),
    ("onnx", "out.py", "Only source code is written to a .py file"),
    ("torch-code", "out.safetensors", "written to a .py file"),
    ("safetensors", "out.py", "Only source code is written to a .py file"),
    ("axb", "nowhere/out.axb", "there is no such folder"),
    ("axb", ".", "it is a folder itself"),
])  # fmt: skip
def test_what_cannot_be_written_gets_a_sentence(form: str, name: str, says: str, run: str) -> None:
    with pytest.raises(InputError) as caught:
        jobs.export(run, form, name)
    assert says in str(caught.value)


def test_a_model_with_parts_of_one_s_own_leaves_as_weights_only(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(
        "import torch\n"
        "from axb import layers, models\n"
        "def make(data):\n"
        "    parts = [layers.Input(data.input_shape), torch.nn.Linear(2, 4), layers.Dense(1, 'sigmoid')]\n"
        "    return models.Sequential(parts)\n",
        "utf-8",
    )
    done = jobs.train(Job("net.py:make", "spiral:n=40", epochs=1), verbose=0)
    x = data.spiral(n=40).x_test
    np.testing.assert_array_equal(
        jobs.trained_model(done.run).predict(x, verbose=0), done.model.predict(x, verbose=0)
    )
    with pytest.raises(InputError):
        jobs.export(done.run, "torch-code", "out.py")
    assert not (tmp_path / "out.py").exists()
    jobs.export(done.run, "safetensors", "out.safetensors")
