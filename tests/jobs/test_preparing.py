"""Jobs made ready: what is chosen where nothing is said, and what is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb.jobs import Job, prepare
from axb.optimizers import SGD, Adam
from axb.words import InputError

NET = """
from axb import layers, models

def make(data):
    return models.Sequential([layers.Input(data.input_shape), layers.Dense(data.classes, "softmax")])

def compiled(data):
    model = make(data)
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model

def number(data):
    return 3

def broken(data):
    raise RuntimeError("my own mistake")

def build_model():
    return models.Sequential([layers.Input((2,)), layers.Dense(3, "softmax")])
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(NET, "utf-8")
    return path


def test_the_recipe_decides_what_the_job_leaves_open() -> None:
    ready = prepare(Job("mlp", "digits"))
    assert (ready.epochs, ready.batch_size) == (30, 64)
    assert (len(ready.train[0]), len(ready.held[0]) if ready.held else 0) == (1347, 150)
    assert ready.chosen is not None
    assert ready.chosen.units == 10
    assert isinstance(ready.model.optimizer, Adam)


def test_small_data_get_more_epochs_until_there_are_updates_enough() -> None:
    ready = prepare(Job("mlp", "spiral:n=100"))
    assert ready.epochs * 2 == 500


def test_a_batch_is_never_larger_than_the_data() -> None:
    assert prepare(Job("mlp", "spiral:n=100", batch_size=4096)).batch_size == 90


def test_settings_are_taken() -> None:
    job = Job("mlp", "spiral", 3, 16, 0.5, "sgd:momentum=0.9,nesterov=true", validation=0)
    ready = prepare(job)
    one = ready.model.optimizer
    assert isinstance(one, SGD)
    assert (one.learning_rate, one.momentum, one.nesterov) == (0.5, 0.9, True)
    assert (ready.epochs, ready.batch_size, ready.held, len(ready.train[0])) == (3, 16, None, 300)


def test_a_name_keeps_what_it_stands_for_beside_other_options() -> None:
    one = prepare(Job("mlp", "spiral", optimizer="momentum:learning_rate=0.1")).model.optimizer
    assert (type(one), one.learning_rate, one.momentum, one.nesterov) == (SGD, 0.1, 0.9, False)
    one = prepare(Job("mlp", "spiral", learning_rate=0.2, optimizer="nesterov:momentum=0.5")).model.optimizer
    assert (type(one), one.learning_rate, one.momentum, one.nesterov) == (SGD, 0.2, 0.5, True)


def test_the_same_seed_gives_the_same_weights() -> None:
    def weights(seed: int) -> list[Any]:
        return [w.tolist() for w in prepare(Job("mlp:hidden=4", "spiral", seed=seed)).model.get_weights()]

    assert weights(1) == weights(1)
    assert weights(1) != weights(2)


@pytest.mark.parametrize(("settings", "says"), [
    ({"epochs": 0}, "epochs must be ≥ 1; got 0"),
    ({"batch_size": 0}, "batch size must be ≥ 1; got 0"),
    ({"learning_rate": -0.1}, "learning rate must be > 0; got -0.1"),
    ({"learning_rate": float("nan")}, "learning rate must be > 0; got nan"),
    ({"validation": 1.0}, "validation must be"),
    ({"validation": -0.5}, "validation must be"),
    ({"optimizer": "lion"}, "got 'lion'"),
    ({"optimizer": "sgd:momentum=much"}, "SGD: momentum must be a number; got 'much'"),
    ({"optimizer": "sgd:nesterov=3"}, "SGD: nesterov must be true / false; got '3'"),
    ({"optimizer": "sgd:momentum=2"}, "SGD: momentum must be ∈ [0, 1); got 2.0"),
    ({"optimizer": "adam:momentum=0.9"}, "momentum"),
    ({"precision": "half"}, "precision must be one of auto, float32, bfloat16; got 'half'"),
    ({"seed": -1}, "-1"),
    ({"model": "transformer"}, "got 'transformer'"),
    ({"model": "net.py:make"}, "There is no Python file net.py"),
    ({"model": "model.json"}, "model.json cannot be read as a model"),
    ({"data": "mnist1d"}, "mnist1d"),
    ({"data": "none.csv:target=y"}, "none.csv"),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(settings: dict[str, Any], says: str) -> None:
    job = Job(**{"model": "mlp", "data": "spiral", **settings})
    with pytest.raises(InputError) as caught:
        prepare(job)
    assert says in str(caught.value)


def test_a_function_of_one_s_own(net: Path) -> None:
    ready = prepare(Job(f"{net}:make", "spiral:classes=4"))
    assert ready.model.output_shape == (None, 4)
    assert ready.chosen is not None
    assert ready.chosen.loss == "sparse_categorical_crossentropy"


def test_a_compiled_model_stays_as_it_is(net: Path) -> None:
    ready = prepare(Job(f"{net}:compiled", "spiral:classes=4", learning_rate=3.0))
    assert ready.chosen is None
    assert ready.model.optimizer.learning_rate == 0.01


def test_a_function_that_takes_nothing(net: Path) -> None:
    assert prepare(Job(str(net), "spiral:classes=3")).model.output_shape == (None, 3)


@pytest.mark.parametrize(("function", "says"), [
    ("number", "must give an axb Model; it gave a int"),
    ("broken", "stopped with an error: RuntimeError: my own mistake"),
    ("absent", "has no function named 'absent'"),
])  # fmt: skip
def test_what_a_person_s_file_does_wrong(net: Path, function: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(Job(f"{net}:{function}", "spiral"))
    assert says in str(caught.value)


def test_a_file_that_cannot_be_run(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("def make(:", "utf-8")
    with pytest.raises(InputError, match="SyntaxError") as caught:
        prepare(Job("bad.py:make", "spiral"))
    assert isinstance(caught.value.__cause__, SyntaxError)


def test_a_model_told_as_json(tmp_path: Path) -> None:
    original = prepare(Job("mlp:hidden=5", "spiral")).model
    (tmp_path / "model.json").write_text(original.to_json(), "utf-8")
    again = prepare(Job("model.json", "spiral")).model
    assert again.to_json() == original.to_json()


def test_json_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[1, 2]", "utf-8")
    with pytest.raises(InputError):
        prepare(Job("list.json", "spiral"))


@pytest.fixture
def arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures of 16 x 16: without answers, with two classes, with a number each; and a table."""
    monkeypatch.chdir(tmp_path)
    x = np.random.default_rng(0).integers(0, 256, (60, 16, 16)).astype(np.uint8)
    np.savez("bare.npz", images=x)
    np.savez("classes.npz", images=x, labels=np.arange(60) % 2)
    np.savez("numbers.npz", images=x, labels=1000.0 + x.mean((1, 2)))
    np.savez("table.npz", x=x[:, 0] / 10, y=np.arange(60) % 3)
    return tmp_path


@pytest.mark.parametrize("model", ["autoencoder", "conv_vae", "gan", "dcgan"])
def test_arrays_without_answers_are_for_those_who_need_none(arrays: Path, model: str) -> None:
    assert prepare(Job(model, "bare.npz")).chosen is not None
    assert prepare(Job(model, "classes.npz")).chosen is not None


@pytest.mark.parametrize("model", ["cnn", "mlp", "logistic"])
def test_who_tells_classes_apart_refuses_arrays_without_answers(arrays: Path, model: str) -> None:
    assert prepare(Job(model, "classes.npz")).chosen is not None
    with pytest.raises(InputError, match="tells classes apart"):
        prepare(Job(model, "bare.npz"))


def test_a_number_for_each_picture_and_a_table_of_arrays(arrays: Path) -> None:
    ready = prepare(Job("cnn", "numbers.npz"))
    assert ready.data.task == "regression"
    assert abs(ready.model.predict(ready.data.x_train).mean() - ready.data.y_train.mean()) < 50
    assert prepare(Job("mlp", "table.npz")).data.input_shape == (16,)
    assert Job("mlp", "a b/table.npz").stem() == "mlp-table"
    assert Job("mlp", "table.npz:y=y").seen_from(arrays).data == f"{arrays / 'table.npz'}:y=y"
