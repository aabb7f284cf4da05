"""A model as JSON: parts, their arguments, the calls between them. Weights travel apart; code never."""

import hashlib
import json
from typing import Any

from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.sizes import one_budget
from axb.registry import NotDescribableError, describe, rebuild
from axb.words import InputError

FORMAT = 1


def to_json(model: Layer, indent: int | None = None) -> str:
    """The model's graph as JSON. Raises InputError where it holds something that is not registered."""
    return json.dumps(_document(model), indent=indent)


def _document(model: Layer) -> dict[str, Any]:
    try:
        return {"axb": FORMAT, "model": describe(model)}
    except NotDescribableError as error:
        raise InputError("graph.not_registered", part=model.label, thing=type_name(error.thing)) from None


def from_json(text: str) -> Any:
    """The model that `to_json` told, with new weights.

    Only registered names are made, and at most `sizes.LARGEST` weights. Raises InputError for anything else.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError, TypeError) as error:
        raise InputError("graph.not_json", problem=error) from None
    if not isinstance(document, dict) or document.get("axb") != FORMAT or "model" not in document:
        raise InputError("graph.not_a_model", format=FORMAT)
    try:
        with one_budget():
            model = rebuild(document["model"])
    except InputError:
        raise
    except Exception as error:  # a broken document can hand any argument to any registered constructor
        raise InputError("graph.broken_model", problem=f"{type(error).__name__}: {error}") from error
    if not isinstance(model, Network):
        raise InputError("graph.not_a_model", format=FORMAT)
    return model


def graph_hash(model: Layer) -> str:
    """A hash of the graph: equal for models of equal parts, arguments and calls, whatever their weights."""
    try:
        return hashlib.sha256(json.dumps(_document(model), sort_keys=True).encode()).hexdigest()
    except InputError:
        shapes = [(name, tuple(weight.shape)) for name, weight in model.named_parameters()]
        return hashlib.sha256(repr((type(model).__name__, shapes)).encode()).hexdigest()


def type_name(thing: object) -> str:
    """How a sentence names a thing that is not registered."""
    module = getattr(thing, "module", thing)
    return getattr(module, "__name__", type(module).__name__)
