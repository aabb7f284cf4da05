"""Races of what Python has made: a model, or what builds one, on arrays."""

import signal
import subprocess
import sys

import numpy as np
import pytest

import axb
from axb import layers as L
from axb.jobs.racing import race
from axb.jobs.racing.verdict import how, verdict
from axb.optimizers import SGD, Adam
from axb.runs import Store
from axb.words import InputError, speaking

DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(80, 4)).astype(np.float32)
Y = (X[:, 0] * X[:, 1] > 0).astype(np.int64)
HELD = (DRAW.normal(size=(40, 4)).astype(np.float32), DRAW.integers(0, 2, 40))
RATES = {"learning_rate": [0.001, 0.05]}


def build(units=8, activation="relu"):
    model = axb.Sequential([L.Input((4,)), L.Dense(units, activation), L.Dense(2, "softmax")])
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_members_are_what_fit_would_make_of_them():
    vary = {"units": [4, 8], "learning_rate": [0.001, 0.05], "batch_size": [16, 20]}
    found = race(build, (X, Y), vary=vary, seeds=2, epochs=3, validation_data=HELD, name="r")
    assert (found.together, found.metric) == (16, "val_accuracy")
    assert how(found) == (
        "trainings as populations, many in one step: 16; alone, one after another in this process: 0"
    )
    axb.utils.set_random_seed(1)
    alone = build(8)
    alone.compile(Adam(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = alone.fit(X, Y, 16, 3, 0, validation_data=HELD, seed=1, run="alone").history
    setting = found.plan.settings.index({"units": 8, "learning_rate": 0.05, "batch_size": 16})
    assert found.scores[setting, 1] == pytest.approx(history["val_accuracy"][-1], abs=1e-6)
    with Store() as store:
        mine, other = store.open(found.runs(setting)[1]), store.open("alone")
        np.testing.assert_allclose(mine.series("loss")[1], other.series("loss")[1], rtol=1e-3)
        assert mine.config["settings"] == other.config["settings"]
        assert mine.config["setting"] == {"units": 8, "learning_rate": 0.05, "batch_size": 16}
        assert mine.config["base"] == {"script": "build", "epochs": 3, "batch_size": None}


def test_a_model_is_made_anew_with_first_weights_of_each_seed():
    model = build()
    model.fit(X, Y, epochs=2, verbose=0)
    before = model.get_weights()
    found = race(model, (X, Y), vary={"learning_rate": [1e-12, 2e-12]}, seeds=2, name="r")
    for a, b in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)  # the one that was given is left alone
    weights = {}
    for run in ("r.1.1", "r.2.1", "r.1.2"):
        with Store() as store:
            one = store.open(run)
            weights[run] = one.load_checkpoint(one.latest_checkpoint())[0]
    kernel = next(name for name in weights["r.1.1"] if name.startswith("weight:") and "kernel" in name)
    np.testing.assert_allclose(weights["r.1.1"][kernel], weights["r.2.1"][kernel], atol=1e-9)
    assert not np.allclose(weights["r.1.1"][kernel], weights["r.1.2"][kernel])
    assert found.scores.shape == (2, 2)


def test_one_that_is_not_compiled_learns_what_its_answers_decide():
    model = axb.Sequential([L.Input((4,)), L.Dense(8, "tanh"), L.Dense(1, "sigmoid")])
    vary = {"optimizer": ["adam", "sgd:momentum=0.9"], "schedule": ["constant", "cosine"]}
    found = race(model, (X, Y), vary=vary, seeds=1, epochs=4)
    assert (found.metric, found.together) == ("val_accuracy", 4)
    numbers = axb.Sequential([L.Dense(4, "tanh"), L.Dense(1)])  # waits for its data
    assert race(numbers, (X, X[:, :1]), vary=RATES, seeds=2).metric == "val_mae"


def convolving(filters):
    model = axb.Sequential([L.Input((4, 1, 1)), L.Conv2D(filters, 1), L.Flatten(), L.Dense(2, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_who_goes_alone_is_trained_in_this_process_halved_and_stopped_where_it_diverges():
    x = X.reshape(-1, 4, 1, 1)
    vary = {"filters": [1, 2], "learning_rate": [0.001, 0.01]}
    found = race(convolving, (x, Y), vary=vary, seeds=2, epochs=4, halving=2, name="r")
    assert (found.together, len(found.stopped)) == (0, 2)
    assert how(found).startswith(
        "trainings as populations, many in one step: 0; alone, one after another in this process: 8"
    )
    with speaking("ja"):
        assert "このプロセスで 1 つずつ順に学習: 8 回" in how(found)
    with Store() as store:
        assert {store.open(run).status for run in found.runs(min(found.stopped))} == {"stopped"}
    wild = race(
        convolving,
        (x * 100, Y),
        vary={"filters": [1], "optimizer": ["adam", "sgd:learning_rate=1e38"]},
        seeds=1,
    )
    with Store() as store:
        assert store.open(wild.runs(1)[0]).status == "diverged"
    assert "Only filters=1 optimizer=adam" in verdict(wild)


def test_by_seconds_each_goes_alone():
    def wide(units):
        model = axb.Sequential([L.Input((4,)), L.Dense(units), L.Dense(units), L.Dense(2, "softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    found = race(wide, (X, Y), vary={"units": [4, 2000]}, seeds=1, seconds=1, name="r")
    assert found.together == 0
    assert found.steps[1, 0] < found.steps[0, 0]
    assert how(found).startswith("equal seconds: 2 trainings of 1 s, each alone, one thread")


def test_the_same_call_goes_on():
    calls = []

    def told(name, part):
        calls.append(part)
        if part > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race(build, (X, Y), vary=RATES, seeds=3, epochs=3, name="r", tell=told)
    with Store() as store:
        finished = [run.name for run in store.runs() if run.status == "finished"]
    assert finished
    went_on = race(build, (X, Y), vary=RATES, seeds=3, epochs=3, name="r")
    whole = race(build, (X, Y), vary=RATES, seeds=3, epochs=3, name="whole")
    np.testing.assert_array_equal(went_on.scores, whole.scores)


SCRIPT = """
import os, signal, sys
import numpy as np
import axb
from axb import layers as L
draw = np.random.default_rng(0)
x = draw.normal(size=(80, 4)).astype("float32").reshape(-1, 4, 1, 1)
y = (x[:, 0, 0, 0] > 0).astype("int64")
def build(filters):
    model = axb.Sequential([L.Input((4, 1, 1)), L.Conv2D(filters, 1), L.Flatten(), L.Dense(2, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
def tell(name, part):
    if part > float(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
found = axb.race(build, (x, y), vary={"filters": [1, 2]}, seeds=2, epochs=2, name=sys.argv[2], tell=tell)
print(found.scores.tolist())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_script_goes_on_when_it_is_run_again():
    def run(part, name):
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, str(part), name], capture_output=True, text=True, check=False
        )

    assert run(0.4, "r").returncode == -signal.SIGKILL
    assert run(2, "r").stdout == run(2, "whole").stdout != ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            {"vary": {"width": [1]}},
            "'width' cannot be varied here. What can: units, activation, learning_rate",
        ),
        ({"vary": {"learning_rate": [-1]}}, "learning rate must be > 0"),
        ({"vary": {"batch_size": [0]}}, "batch size must be ≥ 1; got 0"),
        ({"vary": {"units": [4]}, "model": lambda units: None}, "must give an axb Model"),
        ({"data": "digits"}, "A race takes words"),
        ({"model": "mlp"}, "A race takes words"),
        ({"seconds": 1, "epochs": 3}, "seconds"),
        ({"seconds": -1}, "seconds must be > 0"),
        ({"model": axb.Sequential([L.Input((4,)), L.Activation(lambda x: x)])}, "registered"),
    ],
)
def test_each_fault_has_its_sentence(arguments, words):
    given = {"model": build, "data": (X, Y), "vary": RATES, "seeds": 1, **arguments}
    with pytest.raises(InputError) as error:
        race(given.pop("model"), given.pop("data"), **given)
    assert words in str(error.value)
    with speaking("ja"):
        assert str(error.value)


def test_a_model_of_several_optimizers_says_so():
    class Two(axb.Model):
        def players(self):
            return {"first": [self], "second": [self]}

    def two():
        entry = L.Input((4,))
        model = Two(entry, L.Dense(1)(entry))
        model.compile(SGD(0.1), "mse")
        return model

    with pytest.raises(InputError, match="one optimizer"):
        race(two, (X, X[:, :1]), vary=RATES, seeds=1)
