"""Where a trained run looks: pictures of its test part, under what speaks for its answers."""

from typing import TYPE_CHECKING

import numpy as np

from axb.jobs.predicting import Predictor
from axb.views.kinds import COLUMNS, LETTERS, under_a_sentence
from axb.views.looks import looks_sheet
from axb.views.palette import Scheme
from axb.views.slide import WIDTH
from axb.words import InputError, say

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN = 2 * COLUMNS


def looks_slide(name: str, width: int = WIDTH, scheme: Scheme = "light") -> "Image":
    """The first picture of each class (up to ten) of the test part under its map; see `insight.where_it_looks`.

    Raises InputError where the run's data are no pictures of classes, or its network keeps none.
    """
    predictor = Predictor(name)
    data = predictor.data
    if data.kind != "images" or data.classes is None:
        raise InputError("jobs_predicting.no_pictures", name=predictor.name, data=data.name)
    places = np.unique(data.y_test, return_index=True)[1][:SHOWN]
    pictures = data.x_test[places]
    shares, labels = predictor.predict(pictures), data.labels()
    looks = [predictor.look(one) for one in pictures]
    captions = [f"{labels[int(one.argmax())]}\n{one.max():.0%}" for one in shares]
    size = round(width * 9 / 16 * LETTERS)
    sheet = looks_sheet(pictures, looks, captions, COLUMNS, scheme, width // (COLUMNS + 2), size)
    return under_a_sentence(sheet, say("views_watch.looks"), width, scheme)
