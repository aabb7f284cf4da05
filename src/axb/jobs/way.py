"""An example's way through a trained run's network."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from axb.data.ranges import whole
from axb.data.spec import check_options
from axb.insight import cells
from axb.jobs.predicting import Predictor
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.scene import Scene
from axb.views.slide import WIDTH
from axb.views.way import way_scene
from axb.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image


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
    if predictor.restores:
        said = say("views_restored.way")
        return say("views_watch.way_within", said=said, part=part) if part else said
    answer = predictor.answer(example)
    best = max(answer, key=answer.__getitem__)
    if predictor.data.classes is None:
        said = say("views_watch.way_number", name=best, value=f"{answer[best]:.4g}")
    else:
        said = say("views_watch.way", answer=best, share=f"{answer[best]:.0%}")
    return say("views_watch.way_within", said=said, part=part) if part else said
