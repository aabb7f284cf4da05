"""From a trouble to the clicks that remove it: each is tried before it is offered."""

from dataclasses import replace

from axb.labs.board.block import ROOT, Chain, Place, locate
from axb.labs.board.cures import Case, candidates
from axb.labs.board.document import Document
from axb.labs.board.operations import Operation
from axb.labs.board.survey import Mend, Survey, survey
from axb.words import InputError

MOST = 4  # mends that are offered for one trouble
AT_THE_END = ("labs_board.wrong_end", "labs_board.wrong_activation", "labs_board.too_many_weights")


def with_mends(document: Document) -> Survey:
    """The survey, with what would mend each trouble."""
    seen = survey(document)
    for number, look in list(seen.looks.items()):
        if look.trouble is not None:
            place, block = (Place(), None) if number == ROOT else locate(document.blocks, number)
            case = Case(document, block, place, look, look.trouble)
            trouble = replace(look.trouble, mends=_working(case, seen))
            seen.looks[number] = replace(look, trouble=trouble)
    return seen


def _working(case: Case, seen: Survey) -> tuple[Mend, ...]:
    """The first few candidates that do what they promise."""
    found: list[Mend] = []
    for mend in candidates(case):
        done = [other.operations for other in found]
        if mend.operations not in done and len(found) < MOST and _works(case, seen, mend.operations):
            found.append(mend)
    return tuple(found)


def applied(blocks: Chain, operations: tuple[Operation, ...]) -> Chain:
    """The tree after one operation after another."""
    for operation in operations:
        blocks = operation.apply(blocks)
    return blocks


def _works(case: Case, old: Survey, operations: tuple[Operation, ...]) -> bool:
    """Whether the trouble is gone afterwards, and no other has come up to where it was.

    What is judged at the end of the whole chain may come up wherever the end is.
    """
    try:
        new = survey(replace(case.document, blocks=applied(case.document.blocks, operations)))
    except InputError:
        return False
    here = ROOT if case.block is None else case.block.id
    order, final = list(old.looks), case.trouble.key in AT_THE_END
    later = set() if here == ROOT else set(order[order.index(here) + 1 :])
    fresh = {block for block in new.stops if final or new.looks[block].key not in AT_THE_END}
    same = here in new.looks and new.looks[here].key == case.trouble.key
    return not same and fresh <= (later | old.stops) - {here}
