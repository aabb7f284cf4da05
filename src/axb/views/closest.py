"""Samples beside the training examples that are nearest to them, as a scene: does a model copy?"""

from axb.runs import Run
from axb.views.generated import sheet
from axb.views.measures import CLOSEST, measures
from axb.views.scene import Scene
from axb.words import InputError, say


def has_closest(run: Run) -> bool:
    """Whether there are such pictures of its last checkpoint."""
    return measures(run) is not None and run.array(CLOSEST) is not None


def closest(run: Run) -> Scene:
    """A column for each of the samples that come nearest: the sample, its nearest training example in features, and in
    pixels. Raises InputError where no pictures of the run have been measured."""
    told, pictures = measures(run), run.array(CLOSEST)
    if told is None or pictures is None:
        raise InputError("measures.none", name=run.name)
    rows = [(row, number == 0) for number, row in enumerate(pictures)]
    return sheet(rows, say("measures.closest", count=f"{told['copies']['space']['searched']:,}"))
