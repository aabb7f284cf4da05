"""Calls of a graph as a chain: where ways part and meet again there is a Residual or a Parallel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from axb.labs.board.block import Block, Chain
from axb.words import InputError

INPUT = -1


@dataclass(frozen=True)
class Call:
    """A part, told as JSON, and the calls whose outputs go into it (INPUT: what the model is given)."""

    part: Mapping[str, Any]
    sources: tuple[int, ...]

    @property
    def kind(self) -> str:
        """The class's name."""
        return str(self.part.get("class"))

    @property
    def name(self) -> str:
        """The part's name, for a sentence."""
        return str(self.part.get("config", {}).get("name", self.kind))


def chain_of(calls: Sequence[Call], end: int, blocks_of: Callable[[Mapping[str, Any]], Chain]) -> Chain:
    """The chain from the input to call `end`. Raises InputError where ways cross, or a part stands in two places."""
    ways: dict[int, tuple[int, ...]] = {INPUT: (INPUT,)}
    parts: set[int] = set()
    for number, call in enumerate(calls):
        again = id(call.part) in parts
        parts.add(id(call.part))
        if again or not call.sources or not all(INPUT <= source < number for source in call.sources):
            raise InputError("labs_board.not_a_tree", name=call.name)
        ways[number] = (*_shared([ways[source] for source in call.sources]), number)
    reader = _Reader(calls, ways, blocks_of)
    chain = reader.read(end, INPUT)
    if lost := set(range(len(calls))) - reader.read_so_far:
        raise InputError("labs_board.not_a_tree", name=calls[min(lost)].name)
    return chain


def _shared(ways: Sequence[tuple[int, ...]]) -> list[int]:
    """What every way to a call must pass, in order: the beginning that its sources' lists have in common.

    (These are the call's dominators; those of each source form a path in the dominator tree.)
    """
    return [steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*ways, strict=False))]


@dataclass
class _Reader:
    calls: Sequence[Call]
    ways: Mapping[int, tuple[int, ...]]
    blocks_of: Callable[[Mapping[str, Any]], Chain]
    read_so_far: set[int] = field(default_factory=set)

    def read(self, end: int, begin: int) -> Chain:
        """The blocks after `begin` up to `end`, walked backwards."""
        found: list[Block] = []
        while end != begin:
            if end == INPUT or end in self.read_so_far:
                raise InputError("labs_board.not_a_tree", name=self.calls[max(end, 0)].name)
            self.read_so_far.add(end)
            call = self.calls[end]
            if call.kind in ("Add", "Concatenate"):
                fork = self.ways[end][-2]
                found.append(self._joined(call, [self.read(source, fork) for source in call.sources]))
                end = fork
            elif len(call.sources) == 1:
                found += reversed(self.blocks_of(call.part))
                end = call.sources[0]
            else:
                raise InputError("labs_board.not_a_tree", name=call.name)
        return tuple(reversed(found))

    def _joined(self, call: Call, branches: list[Chain]) -> Block:
        """A sum of two ways is a Residual, the longer way its parts; several ways end to end are a Parallel."""
        if call.kind == "Concatenate" and call.part.get("config", {}).get("axis", -1) == -1:
            return Block("Parallel", {}, tuple(branches))
        long, short = sorted(branches, key=len, reverse=True) if len(branches) == 2 else ((), ())
        if call.kind != "Add" or not long:
            raise InputError("labs_board.not_a_tree", name=call.name)
        return Block("Residual", {}, (long, short) if short else (long,))
