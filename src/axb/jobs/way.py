"""An example's way through a trained run's network."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from axb.data.ranges import whole
from axb.data.spec import check_options
from axb.insight import cells
from axb.jobs.inner import Inner, parts_of
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

    options: picture: which example, counted from 1 (the first one); part: look into this one. Of a generative run it
    is one of its models, "encoder" and the like, the first where none is named. Raises InputError for others.
    """
    check_options("maps", options, ("picture", "part"))
    predictor, picture, part = Predictor(name), options.get("picture", "1"), options.get("part", "")
    if predictor.generates:
        predictor, part = Inner(predictor, part or parts_of(predictor)[0]), ""
    examples = predictor.data.x_test
    place = whole("picture", int(picture) if picture.isdecimal() else picture, 1, len(examples)) - 1
    scene, closed = _way(predictor, examples[place], part)
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
    if isinstance(predictor, Inner) or predictor.restores:
        said = _of_inner(predictor, example) if isinstance(predictor, Inner) else say("views_restored.way")
        return say("views_watch.way_within", said=said, part=part) if part else said
    answer = predictor.answer(example)
    best = max(answer, key=answer.__getitem__)
    if predictor.data.classes is None:
        said = say("views_watch.way_number", name=best, value=f"{answer[best]:.4g}")
    else:
        said = say("views_watch.way", answer=best, share=f"{answer[best]:.0%}")
    return say("views_watch.way_within", said=said, part=part) if part else said


def _of_inner(inner: Inner, example: "NDArray[Any]") -> str:
    """What a generative model's part does with it."""
    if inner.part != "discriminator":
        return say(f"views_watch.way_inside_{inner.part}")
    answer = float(inner.maps(example)[-1].values.reshape(-1)[0])
    return say("views_watch.way_verdict", share=f"{1 / (1 + math.exp(-answer)):.0%}")
