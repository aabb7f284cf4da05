"""A run's latent space as slides: `axb figure RUN --kind latent_map`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from axb.data.ranges import read_whole
from axb.data.spec import check_options
from axb.insight import Embedding
from axb.insight.latent import Plane, latent_map
from axb.jobs.coding import Coding
from axb.jobs.latent_rows import check_points, neighbours_of, told_share, traversal_of, walk_of
from axb.views.embedding import embedding_scene
from axb.views.latent_made import mesh_scene
from axb.views.latent_plane import mosaic, plane_marks, plane_scene
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


SCENES: Mapping[str, Callable[[Coding, Options], Scene]] = {
    "latent_map": map_of,
    "codes": codes_of,
    "traversal": traversal_of,
    "neighbours": neighbours_of,
    "walk": walk_of,
}
