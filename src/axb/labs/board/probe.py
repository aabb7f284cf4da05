"""One block tried alone: what comes out of it, what it holds, or the sentence that says why it cannot be."""

import json
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from axb.graph import Input, Layer, Network, SymbolicTensor
from axb.graph.sizes import one_budget
from axb.labs.board.block import Block
from axb.registry import find_class, rebuild
from axb.words import InputError, current_language, say

MOST_WEIGHTS = 2**26  # numbers in all weights of a model on the board: 256 MiB
Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Spec:
    """What flows between two blocks: the shape of an example (no batch axis) and its type."""

    shape: Shape
    dtype: str = "float32"


@dataclass(frozen=True)
class Outcome:
    """What a block makes of what comes in; `after` is None where it refuses, and `key` and `sentence` say why."""

    after: Spec | None
    parameters: int = 0
    a: Shape | None = None
    b: Shape | None = None
    key: str = ""
    sentence: str = ""


def probe(block: Block, before: Spec) -> Outcome:
    """The block tried on `before`. The same question is answered from memory."""
    return _probe(json.dumps(block.form(), sort_keys=True), before, current_language())


@lru_cache(4096)
def _probe(form: str, before: Spec, language: str) -> Outcome:
    try:
        with torch.random.fork_rng(devices=[]), one_budget(MOST_WEIGHTS):
            return _outcome(json.loads(form), before)
    except InputError as error:
        return Outcome(None, key=error.key, sentence=str(error))
    except Exception as error:  # any argument may have come from a file
        problem = f"{type(error).__name__}: {error}"
        return Outcome(None, key="graph.broken_model", sentence=say("graph.broken_model", problem=problem))


def _outcome(form: dict[str, object], before: Spec) -> Outcome:
    check_kind(form["class"])
    part = rebuild(form)
    after = part(Input(before.shape, before.dtype))
    if not isinstance(after, SymbolicTensor):
        raise InputError("labs_board.several_outputs", part=part.label)
    a, b = (_shape(getattr(part, letter, None)) for letter in "ab")
    return Outcome(Spec(after.shape[1:], after.dtype), part.count_params(), a, b)


def check_kind(kind: object) -> None:
    """Refuse what is no part of one input: other registered things, whole models, Input, Add."""
    cls = find_class(kind)
    joins = cls.__name__ in ("Add", "Concatenate", "InputLayer", "Model", "Sequential")
    if (
        joins
        or not issubclass(cls, Layer)
        or (issubclass(cls, Network) and not cls.__module__.startswith("axb."))
    ):
        raise InputError("labs_board.no_block_kind", kind=kind)


def _shape(weight: object) -> Shape | None:
    return tuple(weight.shape) if isinstance(weight, Tensor) else None
