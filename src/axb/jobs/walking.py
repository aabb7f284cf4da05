"""A walk through a run's latent space, from one example's code to another's: a strip of pictures, or a film."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from axb.insight.latent import interpolate
from axb.jobs.coding import Coded, Coding
from axb.views.film import Progress, check_film, write_film
from axb.views.latent_sheets import check_pictures, walk_moment, walk_scene
from axb.views.paint import paint
from axb.views.palette import Scheme
from axb.views.scene import Scene
from axb.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

STILL = 0.1  # of the time A and B are seen standing, each
AT_ONCE = 64  # codes that are decoded together


def walk(coding: Coding, a: Coded, b: Coded, count: int, way: str = "straight") -> Scene:
    """`count` pictures on the way from A to B, both among them; the real ones, where there are any, at the ends.

    Raises InputError where examples are no pictures, or for another way.
    """
    check_pictures(coding.data.input_shape, coding.data.kind)
    made = coding.decoded(interpolate(a.code, b.code, count, way), a.label)
    caption = say("views_latent.walk", count=count, way=say(f"views_latent.way_{way}"), name=coding.name)
    return walk_scene(made, a.example, b.example, caption)


def film_walk(
    coding: Coding, a: Coded, b: Coded, path: Path, *, seconds: float = 6.0, fps: int = 30, way: str = "straight",
    width: int = 1280, scheme: Scheme = "light", force: bool = False, progress: Progress | None = None,
) -> Path:  # fmt: skip
    """The same as a film there and back: `path`, .mp4 or .gif, 16:9. Raises InputError as `walk` and `write_film`."""
    check_film(path, force)
    check_pictures(coding.data.input_shape, coding.data.kind)
    shares = there_and_back(max(round(seconds * fps), 4))
    frames = _frames(coding, a, b, shares, way, width, scheme)
    return write_film(frames, path, fps, force, progress)


def there_and_back(count: int) -> list[float]:
    """How much of the way is gone at each of so many moments: A stands, goes to B, stands, and comes back."""
    time = np.linspace(0, 1, count)
    moving = np.clip((np.abs(2 * time - 1) - STILL) / (1 - 2 * STILL), 0, 1)
    shares: list[float] = (1 - moving).tolist()
    return shares


def _frames(
    coding: Coding, a: Coded, b: Coded, shares: list[float], way: str, width: int, scheme: Scheme
) -> "Iterator[Image]":
    codes = interpolate(a.code, b.code, 1001, way)
    ends = coding.decoded(codes[[0, -1]], a.label)
    start, end = (
        ends[at] if one.example is None else one.example for at, one in enumerate((a, b))
    )  # what was drawn has no real example
    for first in range(0, len(shares), AT_ONCE):
        some = shares[first : first + AT_ONCE]
        made = coding.decoded(codes[[round(1000 * share) for share in some]], a.label)
        for one, share in zip(made, some, strict=True):
            caption = say("views_latent.moment", name=coding.name, share=f"{share:.0%}")
            yield paint(walk_moment(one, start, end, share, caption), width, width * 9 // 16, scheme)
