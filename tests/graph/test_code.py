"""Whole models as source: they compute the same, they read well, and nothing of a file can slip into them."""

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from axb import InputError, layers, registered
from axb.graph import Input, TorchModule, export_weights, from_json, graph_hash, to_code, to_json
from axb.graph.source import fold, literal
from axb.registry import registered_function
from axb.training import Model, Sequential
from graph.exam import EXAMPLES, stirred
from graph.makers import WHOLE, batch, branching, nested, whole
from graph.sources import count, outputs, rebuilt, run_source

STYLES = ("axb", "keras", "torch")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", WHOLE)
def test_the_source_makes_the_same_model(name: str, style: Any, tmp_path: Path) -> None:
    model = whole(name)
    again = rebuilt(model, style, tmp_path)
    data = batch(model)
    for one, other in zip(outputs(again, data), outputs(model, data), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    assert count(again) == count(model)
    if style == "axb" and name != "strange_names":  # those are changed to what Keras allows
        assert graph_hash(again) == graph_hash(model)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", WHOLE)
def test_no_line_is_long(name: str, style: Any) -> None:
    assert max(map(len, to_code(WHOLE[name](), style).splitlines())) < 110


def test_it_reads_as_a_person_would_write_it() -> None:
    assert (
        function(to_code(branching(), "keras"))
        == """\
def build_model():
    inputs = layers.Input(shape=(8, 8, 3), name="picture")
    conv2d = layers.Conv2D(4, 3, padding="same", activation="relu", name="conv2d")(inputs)
    x = layers.Conv2D(4, 3, padding="same", name="conv2d_1")(conv2d)
    x = layers.Add(name="add")([conv2d, x])
    re_lu = layers.ReLU(name="re_lu")(x)
    conv2d_2 = layers.Conv2D(2, 5, padding="same", name="conv2d_2")(re_lu)
    x = layers.Conv2D(3, 1, name="conv2d_3")(re_lu)
    x = layers.Concatenate(name="concatenate")([conv2d_2, x])
    x = layers.MaxPooling2D(name="max_pooling2d")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(10, activation="softmax", name="dense")(x)
    return models.Model(inputs, x, name="branching")
"""
    )


def test_inner_models_become_functions_of_their_own() -> None:
    source = to_code(nested(), "keras")
    assert (
        function(source, "build_encoder")
        == """\
def build_encoder():
    return models.Sequential([
        layers.Input(shape=(6,), name="input_layer"),
        layers.Dense(4, activation="relu", name="dense"),
        layers.Dense(2, name="dense_1"),
    ], name="encoder")
"""
    )
    assert "    shared_encoder = build_encoder()\n" in source


def test_torch_code_is_plain() -> None:
    source = to_code(branching(), "torch")
    assert "axb" not in source.split('"""', 2)[2].replace("that axb exported", "")
    assert "        self.conv2d_3 = nn.Conv2d(4, 3, 1)\n" in source
    assert "        conv2d = F.relu(self.conv2d(inputs.permute(0, 3, 1, 2)).permute(0, 2, 3, 1))\n" in source


def function(source: str, name: str = "build_model") -> str:
    """The text of one function of a source."""
    return next(
        (ast.get_source_segment(source, node) or "") + "\n"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    )


def test_frozen_parts_and_models_stay_frozen() -> None:
    model = nested()
    model.get_layer("encoder").trainable = False
    made = run_source(to_code(model))["build_model"]()
    assert graph_hash(made) == graph_hash(model)
    assert len(made.trainable_weights) == 4
    keras = run_source(to_code(model, "keras"))["build_model"]()
    assert len(keras.trainable_weights) == 4


@pytest.mark.parametrize("style", STYLES)
def test_weights_travel_by_name(style: Any) -> None:
    model = whole("nested")
    told = export_weights(model, style)
    first = {"torch": "encoder.dense.weight"}.get(style, "encoder/dense/0")
    kernel = model.get_layer("encoder").get_layer("dense").kernel
    assert torch.equal(told[first].T if style == "torch" else told[first], kernel)
    assert sum(tensor.numel() for tensor in told.values()) == model.count_params()
    assert not any(tensor.requires_grad or tensor.data_ptr() == kernel.data_ptr() for tensor in told.values())


def test_a_lone_training_option_is_said_in_keras_and_refused_in_torch() -> None:
    inputs = Input((3,))
    model = Model(inputs, layers.Dropout(0.5)(inputs, training=True))
    assert "(inputs, training=True)" in to_code(model, "keras")
    assert graph_hash(run_source(to_code(model))["build_model"]()) == graph_hash(model)
    with pytest.raises(InputError, match="no form in plain PyTorch"):
        to_code(model, "torch")


@registered
class Doubled(layers.Layer):
    """A registered part of one's own."""

    def __init__(self, factor: float = 2.0, **options: Any) -> None:
        super().__init__(**options)
        self.factor = factor

    def call(self, inputs: Any) -> Any:
        return inputs * self.factor


@registered_function
def squared(x: Any) -> Any:
    """A registered function of one's own."""
    return x * x


class Unregistered(layers.Layer):
    """A part that nobody can know by name."""

    def call(self, inputs: Any) -> Any:
        return inputs


def test_own_registered_classes_are_imported(tmp_path: Path) -> None:
    inputs = Input((3,))
    model = stirred(Model(inputs, Doubled(3.0)(layers.Dense(2, activation=squared)(inputs))))
    source = to_code(model)
    assert f"from {__name__} import squared\n" in source
    assert f"from {__name__} import Doubled\n" in source
    again = rebuilt(model, "axb", tmp_path)
    assert graph_hash(again) == graph_hash(model)
    np.testing.assert_array_equal(outputs(again, batch(model))[0], outputs(model, batch(model))[0])
    with pytest.raises(InputError, match="Keras has no squared"):
        to_code(model, "keras")
    with pytest.raises(InputError, match="no form in plain PyTorch"):
        to_code(model, "torch")


@pytest.mark.parametrize("style", ["axb", "keras"])
@pytest.mark.parametrize(
    "part", [Unregistered(), TorchModule(torch.nn.Linear(3, 2)), layers.Dense(2, activation=lambda x: x)]
)
def test_what_is_not_registered_is_refused(part: Any, style: Any) -> None:
    inputs = Input((3,))
    with pytest.raises(InputError, match="not registered"):
        to_code(Model(inputs, part(inputs)), style)


def test_a_part_in_a_model_and_in_a_model_inside_it_is_refused() -> None:
    inputs, part = Input((3,)), layers.Dense(3)
    inner = Model(inputs, part(inputs), name="inner")
    outer = Input((3,))
    model = Model(outer, part(inner(outer)), name="outer")
    with pytest.raises(InputError, match='Dense "dense" stands both in Model "outer" and in Model "inner"'):
        to_code(model, "keras")
    again = from_json(to_json(model))
    assert again.get_layer("dense") is again.get_layer("inner").get_layer("dense")


def test_a_model_without_a_graph_and_an_unknown_style_are_refused() -> None:
    with pytest.raises(InputError, match="no graph yet"):
        to_code(Sequential([layers.Dense(2)]))
    with pytest.raises(InputError, match="style must be one of axb, keras, torch; got 'fortran'"):
        to_code(branching(), "fortran")  # type: ignore[arg-type]


EVIL = ('1); __import__("os").abort()  #', '__import__("os").abort()', '"""\n__import__("os").abort()\n"""')


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_argument_of_a_file_becomes_code(name: str) -> None:
    """Every text and every argument in the document is replaced by an attack in turn."""
    document = json.loads(to_json(EXAMPLES[name][0].model()))
    for change in (change for attack in EVIL for change in changes(document, attack)):
        try:
            model = from_json(json.dumps(change))
        except InputError:
            continue
        for style in STYLES:
            try:
                source = to_code(model, style)
            except InputError:
                continue
            calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
            named = [node.func.id for node in calls if isinstance(node.func, ast.Name)]
            assert "__import__" not in named, source


def changes(document: Any, attack: str) -> list[Any]:
    """Copies of the document with one leaf, or one key of a call's options, replaced."""
    found: list[Any] = []

    def walk(value: Any, put: Any) -> None:
        if isinstance(value, dict):
            for key in value:
                walk(value[key], lambda new, key=key: put({**value, key: new}))
            if value == {"dict": {}}:
                found.append(put({"dict": {"training": attack}}))
                found.append(put({"dict": {attack: 1}}))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, lambda new, index=index: put([*value[:index], new, *value[index + 1 :]]))
        else:
            found.append(put(attack))

    walk(document, lambda new: new)
    return found


def test_lines_are_folded_at_commas_and_strings_are_left_alone() -> None:
    line = '    x = f("a, (b", [' + ", ".join(f"name_{n}" for n in range(30)) + '])(y, "it\\"s, (")'
    folded = fold(line)
    assert max(map(len, folded.splitlines())) <= 100
    assert ast.dump(ast.parse(folded.strip())) == ast.dump(ast.parse(line.strip()))
    assert fold("x" * 200) == "x" * 200
    assert fold(f"({'x' * 200})").count(",") == 0


@pytest.mark.parametrize(
    "value", ["a", "it's", 'a "b"', "\\", "\n", 1, 0.1, True, None, (1,), (1, (2.5, "x")), ()]
)
def test_literals_are_what_they_say(value: Any) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert literal(float("inf")) == 'float("inf")'
