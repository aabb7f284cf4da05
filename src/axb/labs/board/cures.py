"""What could mend a trouble, by the key of its sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from axb.labs.board.block import Block, Chain, Place, chain_at, locate, walk
from axb.labs.board.document import Document
from axb.labs.board.ending import PASSING
from axb.labs.board.operations import Add, AddBranch, Change, Move, Remove, Reset
from axb.labs.board.palette import FLATTENING, starter
from axb.labs.board.probe import Spec
from axb.labs.board.survey import Look, Mend, Trouble
from axb.words import say

SLIDING = ("Conv2D", "MaxPooling2D", "AveragePooling2D")


@dataclass(frozen=True)
class Case:
    """A trouble, where it is, and what stands around it."""

    document: Document
    block: Block | None  # None: the input
    place: Place
    look: Look
    trouble: Trouble

    @property
    def chain(self) -> Chain:
        """The chain that the block is in."""
        return chain_at(self.document.blocks, self.place)

    def before(self, kind: str) -> Add:
        """A new block of that kind in front of this one."""
        return Add(starter(kind), self.place)


def candidates(case: Case) -> Iterator[Mend]:
    """What the trouble's own cure proposes, or else an argument's usual value; then life without the block."""
    yield from CURES.get(case.trouble.key, _usual)(case)
    if case.block is not None and case.trouble.stops:
        yield Mend(say("labs_board.mend_remove", kind=case.block.kind), (Remove(case.block.id),))


def _usual(case: Case) -> Iterator[Mend]:
    """Each argument as a new block of the kind has it."""
    assert case.block is not None
    usual = starter(case.block.kind, _shape(case.look.before)).arguments
    for name in case.block.arguments:
        again = Change(case.block.id, name, usual[name]) if name in usual else Reset(case.block.id, name)
        yield Mend(say("labs_board.mend_reset", argument=name), (again,))


def _set(block: Block, argument: str, value: Any) -> Mend:
    told = "None" if value is None else f'"{value}"' if isinstance(value, str) else value
    return Mend(f"{argument}={told}", (Change(block.id, argument, value),))


def _smaller(case: Case) -> Iterator[Mend]:
    """A window that does not fit: smaller, or with padding around the picture."""
    assert case.block is not None
    fits = min((size for size in _shape(case.look.before)[:2] if size), default=1)
    if case.block.kind == "Conv2D":
        yield _set(case.block, "padding", "same")
        yield _set(case.block, "kernel_size", fits)
        return
    yield Mend(say("labs_board.mend_remove", kind=case.block.kind), (Remove(case.block.id),))
    yield _set(case.block, "padding", "same")
    yield _set(case.block, "pool_size", fits)


def _picture_wanted(case: Case) -> Iterator[Mend]:
    """A part for pictures after a Flatten: before it."""
    assert case.block is not None
    earlier = [one for one in case.chain[: case.place.index] if one.kind in FLATTENING]
    for flat in earlier[-1:]:
        there = locate(case.document.blocks, flat.id)[0]
        label = say("labs_board.mend_before", kind=case.block.kind, other=flat.kind)
        yield Mend(label, (Move(case.block.id, there),))


def _same_size(case: Case) -> Iterator[Mend]:
    """Windows inside that shrink the picture: padding all around, one pixel at a time."""
    assert case.block is not None
    inside = [one for chain in case.block.chains for _, one in walk(chain) if one.kind in SLIDING]
    changes = [
        Change(one.id, name, value) for one in inside for name, value in (("padding", "same"), ("strides", 1))
    ]
    if changes:
        yield Mend(say("labs_board.mend_same"), tuple(changes))


def _skip(case: Case) -> Iterator[Mend]:
    """f(x) unlike x: a projection for x, or an f that keeps its shape."""
    assert case.block is not None
    yield Mend(say("labs_board.mend_projection"), (Change(case.block.id, "shortcut", "auto"),))
    yield from _same_size(case)
    width = _shape(case.look.before)[-1]
    last = next((one for one in reversed(case.block.chains[0]) if one.kind in ("Dense", "Conv2D")), None)
    if last is not None and width:
        name = "units" if last.kind == "Dense" else "filters"
        one = Change(last.id, name, width)
        yield Mend(f"{last.kind}: {name}={width}", (one,))
        same = next(_same_size(case), None)
        if same is not None:
            yield Mend(f"{same.label}, {name}={width}", (*same.operations, one))


def _filled(case: Case) -> Iterator[Mend]:
    """A Residual without parts, a Parallel without branches."""
    assert case.block is not None
    whole = starter(case.block.kind, _shape(case.look.before))
    missing = range(len(case.block.chains), len(whole.chains))
    new = [AddBranch(case.block.id) for _ in missing]
    parts = [
        Add(part, Place(case.block.id, number, index))
        for number, chain in enumerate(whole.chains)
        if number in missing or not case.block.chains[number]
        for index, part in enumerate(chain)
    ]
    yield Mend(say("labs_board.mend_fill"), (*new, *parts))


def _end(case: Case) -> Iterator[Mend]:
    """The last Dense made to answer the question; or one put there."""
    head, blocks = case.document.facts.head, case.document.blocks
    told = say("labs_board.mend_end", units=head.units, activation=head.activation)
    dense = next((place for place in reversed(range(len(blocks))) if blocks[place].kind == "Dense"), None)
    if dense is not None and all(one.kind in (*PASSING, "Activation") for one in blocks[dense + 1 :]):
        bends = [one for one in blocks[dense:] if one.kind in ("Dense", "Activation")]
        change = (
            Change(blocks[dense].id, "units", head.units),
            Change(bends[-1].id, "activation", head.activation),
        )
        yield Mend(told, change)
        for kind in FLATTENING[:2]:
            first = Add(starter(kind), Place(index=dense))
            yield Mend(say("labs_board.mend_with", kind=kind, rest=told), (first, *change))
    wanted = {"units": head.units, "activation": head.activation}
    answer = Add(Block("Dense", wanted), Place(index=len(blocks) + 1))
    new = f"Dense({head.units}, {head.activation})"
    after = case.look.after
    scaled = [] if after is None or after.dtype == "float32" else [Add(starter("Rescaling"), Place())]
    before = "Rescaling + " if scaled else ""
    yield Mend(say("labs_board.mend_add", kind=f"{before}{new}"), (answer, *scaled))
    for kind in FLATTENING[:2]:
        flat = Add(starter(kind), Place(index=len(blocks)))
        yield Mend(say("labs_board.mend_add", kind=f"{before}{kind} + {new}"), (flat, answer, *scaled))


def _bend(case: Case) -> Iterator[Mend]:
    assert case.block is not None
    yield _set(case.block, "activation", "relu")


def _flat(case: Case) -> Iterator[Mend]:
    for kind in FLATTENING[:2]:
        yield Mend(say("labs_board.mend_insert", kind=kind), (case.before(kind),))


def _sets(*choices: tuple[str, Any]) -> Callable[[Case], Iterator[Mend]]:
    def cure(case: Case) -> Iterator[Mend]:
        assert case.block is not None
        yield from (_set(case.block, argument, value) for argument, value in choices)

    return cure


def _scaled(case: Case) -> Iterator[Mend]:
    yield Mend(say("labs_board.mend_first"), (Add(starter("Rescaling"), Place()),))


def _shape(spec: Spec | None) -> tuple[int | None, ...]:
    return (None,) if spec is None else spec.shape


CURES: dict[str, Callable[[Case], Iterator[Mend]]] = {
    "layers.too_small": _smaller,
    "layers.rank": _picture_wanted,
    "layers.groups": _sets(("groups", 1)),
    "layers.stride_and_dilation": _sets(("strides", 1), ("dilation_rate", 1)),
    "layers.output_padding": _sets(("output_padding", None)),
    "layers.reshape": _sets(("target_shape", [-1])),
    "layers_blocks.residual_shapes": _skip,
    "layers_blocks.branch_shapes": _same_size,
    "layers_blocks.no_parts": _filled,
    "layers_blocks.few_branches": _filled,
    "labs_board.wrong_end": _end,
    "labs_board.wrong_activation": _end,
    "labs_board.raw_pixels": _scaled,
    "labs_board.whole_pixels": _scaled,
    "labs_board.dense_on_picture": _flat,
    "labs_board.two_lines": _bend,
}
