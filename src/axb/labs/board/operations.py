"""What can be done to a tree of blocks. An operation is data; `apply` returns the new tree."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from axb.labs.board.block import Block, Chain, Place, chain_at, locate, with_block, with_chain
from axb.words import InputError


class Operation(Protocol):
    """A change to a tree of blocks."""

    def apply(self, root: Chain) -> Chain:
        """The tree after it. Raises InputError where what it speaks of is gone."""
        ...


@dataclass(frozen=True)
class Add:
    """Put a block at a place; what stood there comes after it."""

    block: Block
    place: Place

    def apply(self, root: Chain) -> Chain:
        """Inserted."""
        chain, index = chain_at(root, self.place), max(self.place.index, 0)
        return with_chain(root, self.place, (*chain[:index], self.block, *chain[index:]))


@dataclass(frozen=True)
class Remove:
    """Take a block away, with all inside it."""

    block: int

    def apply(self, root: Chain) -> Chain:
        """Without it."""
        place, block = locate(root, self.block)
        return with_chain(root, place, tuple(one for one in chain_at(root, place) if one is not block))


@dataclass(frozen=True)
class Move:
    """Put a block elsewhere; `place` counts without it."""

    block: int
    place: Place

    def apply(self, root: Chain) -> Chain:
        """Moved. A block cannot go into itself: then its place is gone."""
        block = locate(root, self.block)[1]
        return Add(block, self.place).apply(Remove(self.block).apply(root))


@dataclass(frozen=True)
class Change:
    """Give a block's argument another value (as JSON)."""

    block: int
    argument: str
    value: Any

    def apply(self, root: Chain) -> Chain:
        """Changed."""
        locate(root, self.block)
        arguments = {self.argument: self.value}
        return with_block(
            root, self.block, lambda one: replace(one, arguments={**one.arguments, **arguments})
        )


@dataclass(frozen=True)
class Reset:
    """Let a block's argument have its default."""

    block: int
    argument: str

    def apply(self, root: Chain) -> Chain:
        """Without it."""

        def change(block: Block) -> Block:
            return replace(block, arguments={k: v for k, v in block.arguments.items() if k != self.argument})

        locate(root, self.block)
        return with_block(root, self.block, change)


@dataclass(frozen=True)
class AddBranch:
    """One more branch, empty, for a Parallel."""

    block: int

    def apply(self, root: Chain) -> Chain:
        """One more, at the end."""
        if locate(root, self.block)[1].kind != "Parallel":
            raise InputError("labs_board.no_branches")
        return with_block(root, self.block, lambda one: replace(one, chains=(*one.chains, ())))


@dataclass(frozen=True)
class RemoveBranch:
    """One branch less: of a Parallel, or the shortcut of a Residual (`branch` 1)."""

    block: int
    branch: int

    def apply(self, root: Chain) -> Chain:
        """Without it."""
        block = locate(root, self.block)[1]
        least = {"Parallel": 0, "Residual": 1}.get(block.kind, len(block.chains))
        if not least <= self.branch < len(block.chains):
            raise InputError("labs_board.no_branches")
        kept = tuple(chain for number, chain in enumerate(block.chains) if number != self.branch)
        return with_block(root, self.block, lambda one: replace(one, chains=kept))


def moved(root: Chain, block: int, slot: Place) -> Move:
    """The move of a block into `slot`, which counts with the block where it is now."""
    place = locate(root, block)[0]
    same = (place.owner, place.chain) == (slot.owner, slot.chain)
    return Move(block, replace(slot, index=slot.index - (same and place.index < slot.index)))
