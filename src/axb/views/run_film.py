"""A run told again as a film: what it made while it learned, or its curves."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axb.data.ranges import one_of
from axb.runs import Run
from axb.views.film import Progress, check_film, write_film
from axb.views.history import History, history
from axb.views.paint import paint_side_by_side
from axb.views.palette import Scheme
from axb.views.samples import film, recorded
from axb.views.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = ("samples", "history")
MOVING = 0.9  # of the time; then its end is seen


def film_run(
    run: Run,
    path: Path,
    seconds: float = 10.0,
    fps: int = 30,
    kind: str | None = None,
    width: int = 1280,
    scheme: Scheme = "light",
    force: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Film a run as `path`, .mp4 or .gif, 16:9.

    kind: "samples" (what the same codes became), "history" (its curves), None: samples, where it kept some.
    Raises InputError for another kind, where the run recorded nothing of it, and as `write_film` does.
    """
    check_film(path, force)
    seen, count = told_again(run, kind), round(seconds * fps)
    scenes = (seen(min(number / (MOVING * count - 1), 1.0)) for number in range(count))
    return write_film(painted(scenes, width, scheme), path, fps, force, progress)


def told_again(run: Run, kind: str | None = None) -> History:
    """What is seen at each share of the time."""
    wanted = one_of("kind", kind or ("samples" if recorded(run) else "history"), KINDS)
    return film(run) if wanted == "samples" else history(run)


def painted(scenes: Iterator[list[Scene]], width: int, scheme: Scheme) -> "Iterator[Image]":
    """Each as a picture of 16:9 that does not jump where a caption grows; what stays is painted once."""
    last: list[Scene] | None = None
    for one in scenes:
        if one is not last:
            picture, last = paint_side_by_side(one, width, width * 9 // 16, scheme, lines=2), one
        yield picture
