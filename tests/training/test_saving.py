"""A model as one file: what comes back, and what happens with files that are none."""

import json
import os
import signal
import struct
import subprocess
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

import axb
from axb import layers as L
from axb.models import load_model
from axb.optimizers import SGD, Adam, schedules
from axb.training import set_random_seed
from axb.words import InputError, set_language

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(32, 6)).astype("float32"), RNG.integers(0, 3, 32)


def classifier(optimizer: Any = "adam") -> Any:
    set_random_seed(0)
    model = axb.Sequential(
        [L.Input((6,)), L.Dense(8, activation="relu"), L.BatchNormalization(), L.Dropout(0.3),
         L.Dense(3, activation="softmax")]
    )  # fmt: skip
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def same_bits(one: Any, other: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


class TestRoundTrip:
    @pytest.mark.parametrize(
        "optimizer",
        [
            "adam",
            "adagrad",
            SGD(0.1, momentum=0.9),
            Adam(schedules.CosineDecay(0.1, 50)),
            Adam(0.1, use_ema=True),
        ],
    )
    def test_training_after_loading_is_as_if_never_interrupted(self, optimizer: Any, tmp_path: Path) -> None:
        model = classifier(optimizer)
        model.fit(X, Y, batch_size=8, verbose=0, seed=1)
        model.save(tmp_path / "m.axb")
        loaded = load_model(tmp_path / "m.axb")
        assert loaded.optimizer.iterations == 4
        np.testing.assert_array_equal(loaded.predict(X), model.predict(X))
        histories = [
            one.fit(X, Y, batch_size=8, epochs=2, verbose=0, seed=2).history for one in (model, loaded)
        ]
        assert same_bits(model, loaded)
        assert histories[0] == histories[1]

    def test_rates_that_were_changed_stay_changed(self, tmp_path: Path) -> None:
        model = classifier()
        model.optimizer.learning_rate = 0.25
        model.save(tmp_path / "m.axb")
        assert load_model(tmp_path / "m.axb").optimizer.learning_rate == 0.25

    def test_several_outputs_with_losses_weights_and_metrics(self, tmp_path: Path) -> None:
        entry = L.Input((6,))
        body = L.Dense(4)(entry)
        model = axb.Model(
            entry, [L.Dense(3, activation="softmax", name="kind")(body), L.Dense(1, name="size")(body)]
        )
        model.compile(
            "adam",
            {"kind": axb.losses.SparseCategoricalCrossentropy(label_smoothing=0.1), "size": "mae"},
            loss_weights={"kind": 0.3},
            metrics={"kind": ["accuracy"], "size": axb.metrics.MeanSquaredError(name="square")},
        )
        answers = {"kind": Y, "size": X[:, 0]}
        model.fit(X, answers, verbose=0)
        model.save(tmp_path / "m.axb")
        expected = model.evaluate(X, answers, verbose=0, return_dict=True)
        assert load_model(tmp_path / "m.axb").evaluate(X, answers, verbose=0, return_dict=True) == expected
        assert list(expected) == ["loss", "kind_loss", "size_loss", "kind_accuracy", "size_square"]

    def test_frozen_parts_stay_frozen(self, tmp_path: Path) -> None:
        model = classifier()
        model.layers[0].trainable = False
        model.layers[-1].kernel.requires_grad_(False)
        model.save(tmp_path / "m.axb")
        loaded = load_model(tmp_path / "m.axb")
        learning = [name for name, p in loaded.named_parameters() if p.requires_grad]
        assert learning == [name for name, p in model.named_parameters() if p.requires_grad]
        before = loaded.layers[0].get_weights()
        loaded.fit(X, Y, verbose=0)
        assert np.array_equal(before[0], loaded.layers[0].get_weights()[0])

    def test_shared_weights_are_stored_once_and_shared_again(self, tmp_path: Path) -> None:
        entry, shared = L.Input((6,)), L.Dense(6)
        model = axb.Model(entry, shared(shared(entry)))
        model.save(tmp_path / "m.axb")
        with safe_open(tmp_path / "m.axb", "pt") as file:
            assert len(file.keys()) == 2
        loaded = load_model(tmp_path / "m.axb")
        assert len(list(loaded.parameters())) == 2
        np.testing.assert_array_equal(loaded.predict(X), model.predict(X))

    def test_without_compilation(self, tmp_path: Path) -> None:
        model = classifier()
        model.save(tmp_path / "m.axb")
        loaded = load_model(tmp_path / "m.axb", compile=False)
        with pytest.raises(InputError, match="must be compiled before fit"):
            loaded.fit(X, Y)
        plain = axb.Sequential([L.Input((6,)), L.Dense(1)])
        plain.save(str(tmp_path / "plain"))
        assert not load_model(str(tmp_path / "plain")).compiled

    def test_nothing_but_numbers_and_json_is_in_the_file(self, tmp_path: Path) -> None:
        classifier().save(tmp_path / "m.axb")
        with safe_open(tmp_path / "m.axb", "pt") as file:
            told = file.metadata()
        assert set(told) == {"format", "graph", "compilation", "frozen"}
        assert all(json.loads(told[key]) is not None for key in ("graph", "compilation", "frozen"))


class TestWhatCannotBeTold:
    def test_an_unregistered_part_leaves_weights_and_a_warning(self, tmp_path: Path) -> None:
        model = axb.Sequential([L.Input((6,)), nn.Linear(6, 2)])
        with pytest.warns(UserWarning, match=r"Only the weights were saved to .*m.axb.*Linear.*load_weights"):
            model.save(tmp_path / "m.axb")
        with pytest.raises(InputError, match="holds only weights, no graph"):
            load_model(tmp_path / "m.axb")
        again = axb.Sequential([L.Input((6,)), nn.Linear(6, 2)])
        again.load_weights(tmp_path / "m.axb")
        np.testing.assert_array_equal(again.predict(X), model.predict(X))

    def test_a_loss_that_is_a_function_leaves_the_compilation_out(self, tmp_path: Path) -> None:
        model = axb.Sequential([L.Input((6,)), L.Dense(1)])
        model.compile("adam", lambda y_true, y_pred: (y_true - y_pred) ** 2)
        with pytest.warns(UserWarning, match="holds the model, but not how it was compiled: .*lambda"):
            model.save(tmp_path / "m.axb")
        loaded = load_model(tmp_path / "m.axb")
        assert not loaded.compiled
        np.testing.assert_array_equal(loaded.predict(X), model.predict(X))

    def test_a_registered_model_of_ones_own_comes_back(self, tmp_path: Path) -> None:
        @axb.registered
        class PairForSavingTest(axb.Model):
            def __init__(self, left: Any, right: Any) -> None:
                super().__init__()
                self.left, self.right = left, right

            def players(self) -> Any:
                return {"left": [self.left], "right": [self.right]}

            def turns(self, step: int) -> Any:
                return [("left", lambda b: self.left(b.x).square().mean()),
                        ("right", lambda b: self.right(b.x).square().mean())]  # fmt: skip

        sides = [axb.Sequential([L.Input((6,)), L.Dense(2)]) for _ in range(2)]
        model = PairForSavingTest(*sides)
        model.compile({"left": "adam", "right": SGD(0.1, momentum=0.5)})
        model.fit(X, batch_size=8, verbose=0, seed=0)
        model.save(tmp_path / "m.axb")
        loaded = load_model(tmp_path / "m.axb")
        for one in (model, loaded):
            one.fit(X, batch_size=8, verbose=0, seed=1)
        assert same_bits(model, loaded)


class TestSentences:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"There is no file .*nothing.axb. Check the path"):
            load_model(tmp_path / "nothing.axb")

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be written: No such file or directory"):
            classifier().save(tmp_path / "no" / "m.axb")

    def test_someone_elses_safetensors(self, tmp_path: Path) -> None:
        save_file({"a": torch.zeros(1)}, tmp_path / "t.safetensors")
        for load in (load_model, classifier().load_weights):
            with pytest.raises(InputError, match="is a safetensors file, but not one that axb saved"):
                load(tmp_path / "t.safetensors")

    def test_weights_of_another_model(self, tmp_path: Path) -> None:
        classifier().save_weights(tmp_path / "w")
        other = axb.Sequential([L.Input((6,)), L.Dense(9), L.Dense(3, name="new")])
        before = other.get_weights()
        with pytest.raises(InputError) as told:
            other.load_weights(tmp_path / "w")
        assert "missing new.bias, new.kernel, unknown batch_normalization.beta" in str(told.value)
        assert "other shape dense.bias, dense.kernel." in str(told.value)
        assert all(np.array_equal(a, b) for a, b in zip(before, other.get_weights(), strict=True))
        set_language("ja")
        with pytest.raises(InputError, match=r"足りない: new\.bias, new\.kernel"):
            other.load_weights(tmp_path / "w")

    def test_a_model_that_does_not_know_its_input(self, tmp_path: Path) -> None:
        model = axb.Sequential([L.Dense(3)])
        model.save(tmp_path / "m.axb")
        assert not load_model(tmp_path / "m.axb").built


FAR: list[Any] = [None, -1, 3, 2**70, "x", [], {}, [[0]], True, 1e308, {"class": "Dense"}, {"same": 0}]


def whole_file(folder: Path) -> bytes:
    model = classifier()
    model.fit(X, Y, verbose=0)
    model.save(folder / "whole.axb")
    return (folder / "whole.axb").read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return whole_file(tmp_path_factory.mktemp("whole"))


def refused_or_loaded(path: Path, data: bytes) -> None:
    """Loading ends in a model or in a sentence, whatever the bytes are."""
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with suppress(InputError):
            assert isinstance(load_model(path), axb.Model)


def header_of(data: bytes) -> tuple[dict[str, Any], bytes]:
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def with_header(header: dict[str, Any], body: bytes) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestDamagedFiles:
    @FUZZ
    @given(data=st.binary(max_size=200))
    def test_random_bytes(self, tmp_path: Path, data: bytes) -> None:
        refused_or_loaded(tmp_path / "f", data)

    @FUZZ
    @given(share=st.floats(0, 1))
    def test_cut_short(self, tmp_path: Path, whole: bytes, share: float) -> None:
        path = tmp_path / "f"
        path.write_bytes(whole[: int(share * (len(whole) - 1))])
        with pytest.raises(InputError):
            load_model(path)

    @FUZZ
    @given(place=st.integers(0, 3000), byte=st.integers(0, 255))
    def test_one_byte_changed(self, tmp_path: Path, whole: bytes, place: int, byte: int) -> None:
        place %= len(whole)
        refused_or_loaded(tmp_path / "f", whole[:place] + bytes([byte]) + whole[place + 1 :])

    @FUZZ
    @given(choice=st.data())
    def test_json_edited(self, tmp_path: Path, whole: bytes, choice: st.DataObject) -> None:
        """One value somewhere in the graph or in the compilation becomes something else."""
        header, body = header_of(whole)
        told = header["__metadata__"]
        part = choice.draw(st.sampled_from(["graph", "compilation", "frozen"]))
        document = {"top": json.loads(told[part])}
        place: Any = document
        key: Any = "top"
        while isinstance(place[key], dict | list) and place[key] and choice.draw(st.integers(0, 5)):
            place = place[key]
            key = choice.draw(
                st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
            )
        place[key] = choice.draw(st.sampled_from(FAR))
        told[part] = json.dumps(document["top"])
        refused_or_loaded(tmp_path / "f", with_header(header, body))

    def test_memory_of_another_model(self, tmp_path: Path, whole: bytes) -> None:
        header, body = header_of(whole)
        renamed = {
            key.replace("memory:model/m/dense", "memory:critic/m/dense"): value
            for key, value in header.items()
        }
        path = tmp_path / "f"
        path.write_bytes(with_header(renamed, body))
        with pytest.raises(InputError, match='remembered of "critic/m/dense'):
            load_model(path)
        assert isinstance(load_model(path, compile=False), axb.Model)

    @pytest.mark.parametrize(
        "graph", ['{"axb": 1, "model": {"class": "losses.MeanSquaredError", "config": {}}}', "{}", "[]"]
    )
    def test_something_else_than_a_model(self, tmp_path: Path, graph: str) -> None:
        save_file(
            {"weight:a": torch.zeros(1)}, tmp_path / "f", {"format": "axb", "graph": graph, "frozen": "[]"}
        )
        with pytest.raises(InputError):
            load_model(tmp_path / "f")


CHILD = """
import sys
import axb
from axb import layers as L
entry = L.Input((300,))
model = axb.Model(entry, L.Dense(300)(entry))
print("ready", flush=True)
while True:
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([w * 0 + 1 for w in layer.get_weights()])
    model.save(sys.argv[1])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_save_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    path = tmp_path / "m.axb"
    for first in (
        True,
        False,
        False,
    ):  # the first may be killed in its first save, the others save over a file
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        while not first and not path.exists() and child.poll() is None:
            time.sleep(0.005)
        time.sleep(float(RNG.uniform(0.02, 0.15)))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        if path.exists():
            assert float(load_model(path).layers[-1].kernel.detach().min()) == 1.0
    assert path.exists()
