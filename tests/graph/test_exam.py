"""Every registered part sits the same exam: as JSON, as axb, Keras and PyTorch code, it computes the same."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb.graph import from_json, graph_hash, to_json
from axb.graph.shapes import infer_outputs
from axb.registry import find_class
from axb.training import Model
from graph.exam import EXAMPLES, JUDGED, Example, registered_parts
from graph.sources import count, outputs, rebuilt

CASES = [
    pytest.param(example, id=f"{name}-{number}")
    for name, examples in EXAMPLES.items()
    for number, example in enumerate(examples)
]


def test_every_registered_part_sits_the_exam() -> None:
    assert set(EXAMPLES) | JUDGED == set(registered_parts())


def assert_equal(given: list[np.ndarray[Any, Any]], wanted: list[np.ndarray[Any, Any]]) -> None:
    assert len(given) == len(wanted)
    for one, other in zip(given, wanted, strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("example", CASES)
def test_json_tells_everything(example: Example) -> None:
    model = example.model()
    again = from_json(to_json(model))
    again.set_weights(model.get_weights())
    assert to_json(again) == to_json(model)
    assert graph_hash(again) == graph_hash(model)
    assert [tuple(w.shape) for w in again.trainable_weights] == [
        tuple(w.shape) for w in model.trainable_weights
    ]
    assert_equal(outputs(again, example.batch()), outputs(model, example.batch()))


@pytest.mark.parametrize("style", ["axb", "keras", "torch"])
@pytest.mark.parametrize("example", CASES)
def test_code_tells_everything(example: Example, style: str, tmp_path: Path) -> None:
    model = example.model()
    again = rebuilt(model, style, tmp_path)
    assert_equal(outputs(again, example.batch()), outputs(model, example.batch()))
    assert count(again) == count(model)
    if style == "axb" and '"function"' not in to_json(model):  # code gives an activation by name
        assert graph_hash(again) == graph_hash(model)


@pytest.mark.parametrize("example", CASES)
def test_frozen_parts_stay_frozen_in_code(example: Example, tmp_path: Path) -> None:
    model = example.model()
    model.trainable = False
    for style in ("axb", "keras", "torch"):
        again = rebuilt(model, style, tmp_path)
        learning = (
            again.trainable_weights
            if style != "torch"
            else [p for p in again.parameters() if p.requires_grad]
        )
        assert not learning


@pytest.mark.parametrize("example", CASES)
def test_shapes_without_numbers_are_those_with(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    model = example.model()
    node = model.outputs[0].node
    part, inputs = node.layer, node.inputs
    wanted = infer_outputs(part, inputs, {})
    monkeypatch.setattr("axb.graph.shapes.LARGEST", 0)
    monkeypatch.setattr("axb.graph.sizes.LARGEST", 10**9)
    monkeypatch.setattr(type(part), "call", _only_on_meta(type(part).call))
    assert infer_outputs(part, inputs, {}) == wanted


def _only_on_meta(call: Any) -> Any:
    def checked(self: Any, inputs: Any, **options: Any) -> Any:
        first = inputs[0] if isinstance(inputs, list) else inputs
        assert first.device.type == "meta"
        return call(self, inputs, **options)

    return checked


def test_all_parts_can_be_imported_from_layers() -> None:
    from axb import layers

    models = {name for name in registered_parts() if issubclass(find_class(name), Model)}
    assert set(registered_parts()) - models <= set(layers.__all__)
