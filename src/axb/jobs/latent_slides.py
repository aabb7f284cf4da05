"""A run's latent space as slides: `axb figure RUN --kind latent_map`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import one_of, read_whole
from axb.data.spec import check_options
from axb.insight import Embedding
from axb.insight.latent import Plane, Share, interpolate, latent_map, liveliest, neighbours, traversal
from axb.insight.pca import pca_codes
from axb.jobs.coding import Coding
from axb.views.embedding import embedding_scene
from axb.views.latent_made import made_scene, mesh_scene
from axb.views.latent_plane import mosaic, plane_marks, plane_scene
from axb.views.latent_sheets import check_pictures, neighbours_scene, traversal_scene, walk_scene
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.scene import Axis, Image, Scene
from axb.views.slide import WIDTH
from axb.words import say

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Options = Mapping[str, str]
SIDE = 20  # cells of a map's side, as in Kingma & Welling 2014, figure 4
WIDE, HIGH = 26, 13  # cells of a map that fills a slide, about as wide as they are high
NUMBERS, VALUES = 5, 9  # of a code that are moved, and how often
REACH = 2.5  # standard deviations that one is moved, each way
NEAR = 7  # neighbours
STEPS = 9  # pictures of a walk


def latent_slide(
    name: str, kind: str, options: Options, width: int = WIDTH, scheme: Scheme = "light"
) -> "Picture":
    """One of `SCENES` of the run of that name, 16:9. Raises InputError for other options, and what a run can't show."""
    return paint(SCENES[kind](Coding(name), options), width, width * 9 // 16, scheme)


def map_of(coding: Coding, options: Options) -> Scene:
    """What is decoded all over a plane. Two numbers with a prior: at equal shares of it, through the inverse normal
    distribution function. class: that which a conditional model is told, from 0."""
    check_options("latent_map", options, ("class",))
    label = read_whole("class", options.get("class", "0"), 0, max(coding.model.classes - 1, 0))
    model, told = coding.model, coding.told(label)
    if model.has_prior and model.latent == 2:
        cells = latent_map(model, Plane.prior(2), SIDE, SIDE, told, gaussian=True)
        caption = say("views_latent.map_gaussian", name=coding.name)
    else:
        cells = latent_map(model, coding.plane, WIDE, HIGH, told)
        caption = say("views_latent.map", name=coding.name, latent=model.latent)
    if not coding.pictures:
        check_points(coding)
        caption = say("views_latent.mesh", name=coding.name)
        return mesh_scene(cells, coding.data.x_test, caption, coding.data.feature_names)
    if model.has_prior and model.latent == 2:
        axis, pixels = Axis(shown=False), mosaic(cells)
        picture = Image(x0=0, y0=0, x1=pixels.shape[1], y1=pixels.shape[0], pixels=pixels, smooth=False)
        x, y = replace(axis, high=float(picture.x1)), replace(axis, high=float(picture.y1))
        return Scene(x, y, [picture], caption, square=True)
    return plane_scene(coding.plane, plane_marks(coding.plane, cells=cells), caption=caption)


def codes_of(coding: Coding, options: Options) -> Scene:
    """Where the encoder puts test examples, classes by colour, and how far near codes are alike."""
    check_options("codes", options, ())
    plane, found = coding.plane, coding.order
    points = plane.seen(coding.codes)
    answers = coding.data.y_test[coding.places]
    pictures = coding.data.x_test[coding.places] if coding.pictures else None
    told = Embedding(points, plane.shares or (1.0, 0.0), "code", coding.model.latent)
    scene = embedding_scene(told, answers, coding.data.labels() or (), pictures)
    bare = plane_scene(plane)
    caption = say(
        "views_latent.codes", count=len(points), latent=coding.model.latent, decoded=told_share(found.decoded)
    )
    return replace(
        scene, x=replace(scene.x, label=bare.x.label), y=replace(scene.y, label=bare.y.label), caption=caption
    )


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
    x = data.x_test[:2000]
    codes = coding.model.encode(x, coding.told(data.y_test[:2000]))
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
    way = one_of("way", options.get("way", "straight"), ("straight", "spherical"))
    codes = interpolate(a.code, b.code, read_whole("count", options.get("count", str(STEPS)), 2, 64), way)
    made = coding.decoded(codes, a.label)
    if not coding.pictures:
        check_points(coding)
        said = {"name": coding.name, "way": say(f"views_latent.way_{way}")}
        mesh = np.repeat(made[None], 2, 0)
        caption = say("views_latent.walk_points", **said)
        return made_scene(made[0], a.example, caption, real=coding.data.x_test, mesh=mesh)
    caption = say("views_latent.walk", count=len(made), way=say(f"views_latent.way_{way}"), name=coding.name)
    return walk_scene(made, a.example, b.example, caption)


def check_points(coding: Coding) -> None:
    """Raises InputError where the data are neither pictures nor points on a plane."""
    if coding.data.input_shape != (2,):
        check_pictures(coding.data.input_shape, coding.data.kind)


def told_share(share: Share) -> str:
    """ "0.92 (0.90 to 0.94)" """
    return say(
        "views_latent.share", value=f"{share.value:.2f}", low=f"{share.low:.2f}", high=f"{share.high:.2f}"
    )


SCENES: Mapping[str, Callable[[Coding, Options], Scene]] = {
    "latent_map": map_of,
    "codes": codes_of,
    "traversal": traversal_of,
    "neighbours": neighbours_of,
    "walk": walk_of,
}
