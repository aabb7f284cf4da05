"""Into a trained run: where it looks in pictures of its test part, and what every part makes of one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.data.ranges import whole
from axb.data.spec import check_options
from axb.insight import cells
from axb.jobs.predicting import Predictor
from axb.views.kinds import COLUMNS, LETTERS, under_a_sentence
from axb.views.looks import looks_sheet
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.scene import Scene
from axb.views.slide import WIDTH
from axb.views.way import way_scene
from axb.words import InputError, say

if TYPE_CHECKING:
    from numpy.typing import NDArray
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


def maps_slide(
    name: str, options: Mapping[str, str], width: int = WIDTH, scheme: Scheme = "light"
) -> "Image":
    """What every part makes of one example of the test part, as `way` shows it.

    options: picture: which example, counted from 1 (the first one); part: look into this one. Raises InputError for
    others.
    """
    check_options("maps", options, ("picture", "part"))
    predictor, picture = Predictor(name), options.get("picture", "1")
    examples = predictor.data.x_test
    place = whole("picture", int(picture) if picture.isdecimal() else picture, 1, len(examples)) - 1
    scene, closed = _way(predictor, examples[place], options.get("part", ""))
    if closed:
        hint = say("views_watch.way_outer", said=scene.caption, part=closed[0])
        scene = replace(scene, caption=hint)
    return paint(scene, width, width * 9 // 16, scheme)


def way(predictor: Predictor, example: "NDArray[Any]", part: str = "") -> Scene:
    """An example's way through the network, or through the composite part that is named; see `insight.cells`."""
    return _way(predictor, example, part)[0]


def _way(predictor: Predictor, example: "NDArray[Any]", part: str) -> tuple[Scene, list[str]]:
    """The scene, and the parts of which only the outside is seen."""
    maps = predictor.maps(example)
    placed = cells(maps, example, part)
    outer = {one.name.split(".")[0] for one in maps if "." in one.name}
    closed = [one.name for one in placed if one.name in outer]
    return way_scene(placed, _told(predictor, example, part)), closed


def _told(predictor: Predictor, example: "NDArray[Any]", part: str) -> str:
    """What is seen, and what the network answers."""
    answer = predictor.answer(example)
    best = max(answer, key=answer.__getitem__)
    if predictor.data.classes is None:
        said = say("views_watch.way_number", name=best, value=f"{answer[best]:.4g}")
    else:
        said = say("views_watch.way", answer=best, share=f"{answer[best]:.0%}")
    return say("views_watch.way_within", said=said, part=part) if part else said
