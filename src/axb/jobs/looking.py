"""A trained run looked into with its own data: pictures that need its network, not only what was recorded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from axb.insight import receptive_fields
from axb.jobs.drawn_network import network_slide
from axb.jobs.predicting import Predictor
from axb.views.embedding import embedding_scene
from axb.views.kinds import COLUMNS, LETTERS, under_a_sentence
from axb.views.looks import looks_sheet
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.pictures import contact_sheet, scale_for
from axb.views.receptive import caption, growing, seen_pictures, told
from axb.views.scene import Scene
from axb.views.slide import WIDTH
from axb.words import InputError, say

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN = 2 * COLUMNS
EMBEDDED = 500  # examples of the test part, at most


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


def receptive_slide(name: str, width: int = WIDTH, scheme: Scheme = "light") -> "Image":
    """What one unit of each layer (up to ten) sees of a test picture; see `insight.receptive_fields`.

    Raises InputError where the run's data are no pictures, or its network begins with something else than windows.
    """
    predictor = Predictor(name)
    if predictor.data.kind != "images":
        raise InputError("jobs_predicting.no_pictures", name=predictor.name, data=predictor.data.name)
    picture = predictor.data.x_test[0]
    fields = growing(receptive_fields(predictor.model), picture.shape, SHOWN)
    if not fields:
        raise InputError("receptive.none", name=predictor.name)
    columns, size = min(len(fields), COLUMNS), round(width * 9 / 16 * LETTERS)
    scale = scale_for(picture[None], width // (columns + 2))
    captions = [told(one, picture.shape) for one in fields]
    sheet = contact_sheet(seen_pictures(picture, fields, scale), captions, columns, 1, scheme, size)
    return under_a_sentence(sheet, caption(fields, picture.shape), width, scheme)


def embedding_slide(name: str, width: int = WIDTH, scheme: Scheme = "light") -> "Image":
    """Examples of the test part as what comes into the last layer tells them apart; see `insight.embedding`."""
    return paint(embedded(Predictor(name)), width, width * 9 // 16, scheme)


def embedded(predictor: Predictor) -> Scene:
    """The same as a scene: up to 500 examples."""
    data = predictor.data
    some = np.random.default_rng(0).permutation(len(data.x_test))[:EMBEDDED]
    x = data.x_test[some]
    pictures = x if data.kind == "images" else None
    return embedding_scene(predictor.embedding(x), data.y_test[some], data.labels() or (), pictures)


SLIDES: "dict[str, Callable[[str, int, Scheme], Image]]" = {
    "looks": looks_slide,
    "receptive": receptive_slide,
    "embedding": embedding_slide,
    "network": network_slide,
}
