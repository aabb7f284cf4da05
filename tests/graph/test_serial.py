"""Whole models as JSON, and the hash of a graph."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from axb import InputError, layers
from axb.graph import Input, from_json, graph_hash, to_json
from axb.models import model_from_json
from axb.training import Model, Sequential
from graph.exam import EXAMPLES
from graph.makers import WHOLE, batch, branching, sharing, whole


def listed(outputs: Any) -> list[Any]:
    return outputs if isinstance(outputs, list) else [outputs]


@pytest.mark.parametrize("name", WHOLE)
def test_a_model_comes_back_as_it_was(name: str) -> None:
    model = whole(name)
    again = from_json(to_json(model))
    again.set_weights(model.get_weights())
    assert to_json(again) == to_json(model)
    assert list(again.state_dict()) == list(model.state_dict())
    data = batch(model)
    assert all(torch.equal(a, b) for a, b in zip(listed(again(data)), listed(model(data)), strict=True))


def test_what_was_shared_is_shared_again() -> None:
    again = from_json(to_json(sharing()))
    assert len(again.weights) == 4
    nodes = [node for node in again.graph.nodes if node.layer.name == "both"]
    assert len(nodes) == 3
    assert len({node.layer for node in nodes}) == 1


def test_a_model_cut_out_of_another_comes_back_with_an_input() -> None:
    model = whole("branching")
    back = Model(model.get_layer("conv2d").output, model.output)
    again = from_json(to_json(back))
    again.load_state_dict(back.state_dict())
    x = torch.rand(2, 8, 8, 4)
    assert torch.equal(again(x), back(x))
    assert again.inputs[0].name == "conv2d"


def test_inputs_by_dictionary_to_an_inner_model() -> None:
    ends = {"picture": Input((4, 4, 2)), "row": Input((3,))}
    inner = whole("several_ends")
    model = Model(ends, inner(ends))
    again = from_json(to_json(model))
    assert graph_hash(again) == graph_hash(model)


def test_json_is_json_and_keras_manner_reads_it() -> None:
    model = branching()
    document = json.loads(model.to_json(indent=2))
    assert document["axb"] == 1
    assert document["model"]["class"] == "Model"
    assert graph_hash(model_from_json(model.to_json())) == graph_hash(model)


def test_the_hash_does_not_know_the_weights() -> None:
    model = branching()
    before = graph_hash(model)
    with torch.no_grad():
        for weight in model.weights:
            weight.add_(1)
    assert graph_hash(model) == before == graph_hash(branching())


HISTORY = """
from axb import layers
from axb.graph import graph_hash
for _ in range(3):
    layers.Dense(2)(layers.Input((3,)))
from graph.makers import branching
print(graph_hash(branching()))
"""


def test_the_hash_does_not_know_what_a_process_did_before() -> None:
    folder = Path(__file__).parents[1]
    told = subprocess.run(
        [sys.executable, "-c", HISTORY], cwd=folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == graph_hash(branching())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_argument_counts(name: str) -> None:
    """Any number, text or flag in the document that is changed, and still can be built, changes the hash."""
    text = to_json(EXAMPLES[name][-1].model())
    before, tried = graph_hash(from_json(text)), 0
    for change in changed(json.loads(text)):
        try:
            model = from_json(json.dumps(change))
        except InputError:
            continue
        tried += 1
        assert graph_hash(model) != before, change
    assert tried


def changed(document: Any) -> list[Any]:
    """Copies of the document with one leaf changed a little; references are left alone."""
    found: list[Any] = []

    def walk(value: Any, put: Any) -> None:
        if isinstance(value, dict):
            for key in value:
                if key not in ("id", "same", "class", "axb", "function", "seed"):
                    walk(value[key], lambda new, key=key: put({**value, key: new}))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, lambda new, index=index: put([*value[:index], new, *value[index + 1 :]]))
        elif isinstance(value, bool):
            found.append(put(not value))
        elif isinstance(value, int | float):
            found.append(put(value + 1))
        elif isinstance(value, str):
            found.append(put(value + "_"))

    walk(document, lambda new: new)
    return found


def test_the_hash_of_what_cannot_be_told_is_of_its_weights() -> None:
    def model(units: int) -> Sequential:
        return Sequential([Input((3,)), torch.nn.Linear(3, units)])

    assert graph_hash(model(2)) == graph_hash(model(2))
    assert graph_hash(model(2)) != graph_hash(model(3))


def test_the_order_of_options_does_not_count() -> None:
    one, other = (
        layers.Dense(2, name="d", trainable=False),
        layers.Dense(2, trainable=False, name="d"),
    )
    inputs = Input((3,))
    assert graph_hash(Model(inputs, one(inputs))) == graph_hash(Model(inputs, other(inputs)))
