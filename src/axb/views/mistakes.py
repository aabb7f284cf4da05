"""The mistakes a model was surest of, on one picture."""

from typing import TYPE_CHECKING

from axb.runs import Run
from axb.views.confusion import class_evaluation
from axb.views.palette import Scheme
from axb.views.pictures import SIDE, TEXT, contact_sheet, scale_for
from axb.words import InputError, say

if TYPE_CHECKING:
    from PIL.Image import Image


def worst_mistakes(
    run: Run, count: int = 24, columns: int = 8, scheme: Scheme = "light", side: int = SIDE, text: int = TEXT
) -> "Image":
    """Up to `count` (at most 32 are kept) of the test pictures it got wrong, surest first.

    Each is about `side` pixels wide, with letters `text` pixels high.
    Raises InputError where the run has no test of classes, or no pictures that it got wrong.
    """
    found = class_evaluation(run)
    some = found.worst.take(slice(count))
    if some.pictures is None or not len(some):
        raise InputError("views.no_mistakes", name=run.name)
    captions = [
        f"{say('views.is_really', label=found.labels[true])}\n{found.labels[predicted]} {share:.0%}"
        for true, predicted, share in zip(some.true, some.predicted, some.confidence, strict=True)
    ]
    return contact_sheet(some.pictures, captions, columns, scale_for(some.pictures, side), scheme, text)
