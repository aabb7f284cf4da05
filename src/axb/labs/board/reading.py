"""A model's JSON as blocks. Nothing is made of it: it is read as text, and tried block by block."""

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from axb.graph.naming import snake_case
from axb.graph.serial import FORMAT
from axb.labs.board.block import Block, Chain, depth, walk
from axb.labs.board.document import check_size
from axb.labs.board.forks import Call, chain_of
from axb.labs.board.probe import check_kind
from axb.registry import NotDescribableError, describe, find_class
from axb.words import InputError

LONGEST = 2**20  # characters of JSON


def read_json(text: str) -> Chain:
    """The blocks of a model that `to_json` told: a chain, with skips and branches that come together again.

    Raises InputError for anything else.
    """
    if len(text) > LONGEST:
        raise InputError("labs_board.long_json", most=f"{LONGEST:,}", got=f"{len(text):,}")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("graph.not_json", problem=error) from None
    if not isinstance(told, dict) or told.get("axb") != FORMAT:
        raise InputError("graph.not_a_model", format=FORMAT)
    try:
        blocks = blocks_of(told["model"])
        check_size(sum(1 for _ in walk(blocks)), depth(blocks))
        return blocks
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("graph.broken_model", problem=f"{type(error).__name__}: {error}") from error


def blocks_of(form: Mapping[str, Any]) -> Chain:
    """A described part as a block; a model inside as its blocks; an Input as none."""
    kind, config = form.get("class"), form.get("config", {})
    if kind is None:  # what stands in several places is told once, and pointed at
        raise InputError("labs_board.not_a_tree", name=f"#{form.get('same')}")
    if kind == "InputLayer":
        return ()
    if kind == "Sequential":
        return _several(config["layers"])
    if kind == "Model":
        return _graph(config)
    check_kind(kind)
    rest = dict(config)
    chains: tuple[Chain, ...] = ()
    if kind == "Residual":
        chains = (_several(rest.pop("parts")),)
        if isinstance(rest.get("shortcut"), Mapping | list):
            chains = (*chains, _branch(rest.pop("shortcut")))
    elif kind == "Parallel":
        chains = tuple(_branch(branch) for branch in rest.pop("branches"))
    return (Block(kind, _told(kind, rest), chains),)


def _several(forms: Sequence[Any]) -> Chain:
    return tuple(block for form in forms for block in blocks_of(form))


def _branch(told: Any) -> Chain:
    return _several(told if isinstance(told, list) else [told])


def _graph(config: Mapping[str, Any]) -> Chain:
    """The calls of a functional model with one input and one output."""
    if len(config["inputs"]) != 1 or len(config["outputs"]) != 1:
        raise InputError("labs_board.one_way")
    parts, calls = config["parts"], []
    check_size(len(config["nodes"]) // 2)  # half of them may be joins
    for told in config["nodes"]:
        node = _plain(told)
        places = node["inputs"]["places"]
        sources = places if isinstance(places[0], list) else [places]
        calls.append(
            Call(parts[node["part"]], tuple(-1 if one[0] == "input" else int(one[0]) for one in sources))
        )
    end = config["outputs"][0]
    return chain_of(calls, -1 if end[0] == "input" else int(end[0]), blocks_of)


def _plain(told: Any) -> Any:
    """Described dictionaries as dictionaries."""
    if isinstance(told, list):
        return [_plain(item) for item in told]
    return {key: _plain(item) for key, item in told["dict"].items()} if isinstance(told, dict) else told


def _told(kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that are not what they would be anyway."""
    usual = defaults(kind)
    kept = {name: value for name, value in config.items() if name not in usual or usual[name] != value}
    stem = snake_case(kind)
    if re.fullmatch(rf"{re.escape(stem)}(_\d+)?", str(kept.get("name", stem))):
        kept.pop("name", None)
    return kept


def defaults(kind: str) -> dict[str, Any]:
    """The default arguments of a part, as JSON."""
    usual: dict[str, Any] = {"trainable": True, "input_shape": None}
    for name, parameter in inspect.signature(find_class(kind)).parameters.items():
        if parameter.default is not parameter.empty:
            try:
                usual[name] = describe(parameter.default)
            except NotDescribableError:
                continue
    return usual
