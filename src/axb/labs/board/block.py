"""A model under construction: a tree of blocks that is never changed, only replaced."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from axb.words import InputError

ROOT = 0  # the owner of the outermost chain
_numbers = count(1)


@dataclass(frozen=True)
class Block:
    """A part by its class's name and its arguments as JSON (those that are not defaults).

    Residual has one chain of blocks, or a second as its shortcut; Parallel has one for each branch. `id` stays the
    same while arguments and place change.
    """

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    chains: tuple["Chain", ...] = ()
    id: int = field(default_factory=lambda: next(_numbers), compare=False)

    def form(self) -> dict[str, Any]:
        """The part as `axb.registry.describe` tells it, so that `rebuild` makes it."""
        inner = [[block.form() for block in chain] for chain in self.chains]
        config = dict(self.arguments)
        if self.kind == "Residual":
            config["parts"] = inner[0]
            if len(inner) > 1:
                config["shortcut"] = inner[1]
        elif self.kind == "Parallel":
            config["branches"] = inner
        return {"class": self.kind, "config": config}


Chain = tuple[Block, ...]


@dataclass(frozen=True)
class Place:
    """The `index`-th place of chain number `chain` in the block `owner`."""

    owner: int = ROOT
    chain: int = 0
    index: int = 0


def walk(blocks: Chain, owner: int = ROOT, number: int = 0) -> Iterator[tuple[Place, Block]]:
    """Every block with its place, each before those inside it."""
    for index, block in enumerate(blocks):
        yield Place(owner, number, index), block
        for inner, chain in enumerate(block.chains):
            yield from walk(chain, block.id, inner)


def depth(blocks: Chain) -> int:
    """How many blocks stand inside one another."""
    return max((1 + max(map(depth, block.chains), default=0) for block in blocks), default=0)


def locate(root: Chain, block: int) -> tuple[Place, Block]:
    """A block by its id, and where it is. Raises InputError where it is gone."""
    for place, found in walk(root):
        if found.id == block:
            return place, found
    raise InputError("labs_board.no_block", got=block)


def chain_at(root: Chain, place: Place) -> Chain:
    """The chain that a place is in. Raises InputError where there is none."""
    chains = (root,) if place.owner == ROOT else locate(root, place.owner)[1].chains
    if not 0 <= place.chain < len(chains):
        raise InputError("labs_board.no_block", got=f"{place.owner}/{place.chain}")
    return chains[place.chain]


def with_chain(root: Chain, place: Place, chain: Chain) -> Chain:
    """The tree with another chain where `place` is in."""
    if place.owner == ROOT:
        return chain

    def change(block: Block) -> Block:
        chains = (*block.chains[: place.chain], chain, *block.chains[place.chain + 1 :])
        return replace(block, chains=chains)

    return with_block(root, place.owner, change)


def with_block(root: Chain, block: int, change: Callable[[Block], Block]) -> Chain:
    """The tree with a block changed."""
    return tuple(
        change(one)
        if one.id == block
        else replace(one, chains=tuple(with_block(chain, block, change) for chain in one.chains))
        for one in root
    )
