"""A run's latent space in rows of pictures: one number's way, neighbours, a walk."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import one_of, read_whole
from axb.data.spec import check_options
from axb.insight.latent import WAYS, Share, interpolate, liveliest, neighbours, traversal
from axb.insight.pca import pca_codes
from axb.jobs.coding import MEASURED, Coding
from axb.jobs.walking import walk
from axb.views.latent_made import made_scene
from axb.views.latent_sheets import check_pictures, neighbours_scene, traversal_scene
from axb.views.scene import Scene
from axb.words import say

Options = Mapping[str, str]
NUMBERS, VALUES = 5, 9  # of a code that are moved, and how often
REACH = 2.5  # standard deviations that one is moved, each way
NEAR = 7  # neighbours
STEPS = 9  # pictures of a walk


def traversal_of(coding: Coding, options: Options) -> Scene:
    """Numbers of one example's code, each moved alone. picture: which test example, from 1 (else the mean code)."""
    check_options("traversal", options, ("picture",))
    check_pictures(coding.data.input_shape, coding.data.kind)
    model, codes = coding.model, coding.codes
    start = coding.coded(options["picture"]) if "picture" in options else None
    code, label = (codes.mean(0), 0) if start is None else (start.code, start.label)
    numbers = liveliest(codes, NUMBERS)
    middle, spread = codes.mean(0), codes.std(0)
    values = np.stack(
        [np.linspace(middle[n] - REACH * spread[n], middle[n] + REACH * spread[n], VALUES) for n in numbers]
    )
    rows = [coding.decoded(traversal(code, n, row), label) for n, row in zip(numbers, values, strict=True)]
    caption = say("views_latent.traversal", shown=len(numbers), latent=model.latent, reach=REACH)
    return traversal_scene(np.stack(rows), numbers, values, caption)


def neighbours_of(coding: Coding, options: Options) -> Scene:
    """The test examples nearest to one (`picture`, from 1) by code, by PCA's code, by pixels; the claim in numbers."""
    check_options("neighbours", options, ("picture",))
    check_pictures(coding.data.input_shape, coding.data.kind)
    data, asked = coding.data, coding.coded(options.get("picture", "1"))
    x = data.x_test[:MEASURED]
    codes = coding.model.encode(x, coding.told(data.y_test[:MEASURED]))
    linear = pca_codes(data.x_train, x, codes.shape[1], getattr(coding.model, "unit", 1.0))
    at = int(options.get("picture", "1")) - 1 if options.get("picture", "1").isdecimal() else -1
    rows = []
    for key, many in (("code", codes), ("pca", linear), ("pixels", x.reshape(len(x), -1))):
        one = asked.code if key == "code" else many[at] if 0 <= at < len(x) else None
        if one is None:
            continue
        places = [n for n in neighbours(many, one, min(NEAR + 1, len(x))).places.tolist() if n != at][:NEAR]
        rows.append(
            (say(f"views_latent.near_{key}"), _with(asked.example, x[places]), _under(coding, at, places))
        )
    found = coding.order
    said = {
        "decoded": told_share(found.decoded),
        "real": told_share(found.real),
        "pca": told_share(found.pca),
    }
    caption = say("views_latent.neighbours", latent=coding.model.latent, **said)
    if found.same and found.same_pca and found.same_x:
        shares = {"same": found.same, "same_pca": found.same_pca, "same_x": found.same_x}
        caption += say("views_latent.same", **{key: f"{one.value:.0%}" for key, one in shares.items()})
    return neighbours_scene(rows, caption)


def _with(example: NDArray[Any] | None, others: NDArray[Any]) -> NDArray[Any]:
    return others if example is None else np.concatenate([example[None], others])


def _under(coding: Coding, at: int, places: list[int]) -> list[str]:
    names, y = coding.data.labels(), coding.data.y_test
    return [names[int(y[one])] if names and one >= 0 else "" for one in (at, *places)]


def walk_of(coding: Coding, options: Options) -> Scene:
    """From one example to another. a, b: test examples from 1, or pictures' files; way: straight or spherical."""
    check_options("walk", options, ("a", "b", "way", "count"))
    a, b = (coding.coded(options.get(key, usual)) for key, usual in (("a", "1"), ("b", "2")))
    way = one_of("way", options.get("way", "straight"), tuple(WAYS))
    count = read_whole("count", options.get("count", str(STEPS)), 2, 64)
    if coding.pictures:
        return walk(coding, a, b, count, way)
    check_points(coding)
    made = coding.decoded(interpolate(a.code, b.code, count, way), a.label)
    caption = say("views_latent.walk_points", name=coding.name, way=say(f"views_latent.way_{way}"))
    return made_scene(made[0], a.example, caption, real=coding.data.x_test, mesh=made[None])


def check_points(coding: Coding) -> None:
    """Raises InputError where the data are neither pictures nor points on a plane."""
    if coding.data.input_shape != (2,):
        check_pictures(coding.data.input_shape, coding.data.kind)


def told_share(share: Share) -> str:
    """ "0.92 (0.90 to 0.94)" """
    return say(
        "views_latent.share", value=f"{share.value:.2f}", low=f"{share.low:.2f}", high=f"{share.high:.2f}"
    )
