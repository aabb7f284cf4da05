"""A lab from its start to its end as the pictures of a film: how many steps there are, and which are seen."""

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from axb.data.ranges import one_of
from axb.labs.lab import Lab
from axb.views.film import Progress, check_film, write_film
from axb.views.palette import Scheme
from axb.views.run_film import painted
from axb.views.scene import Scene

MOST_STEPS = 1000  # of a lab that would go on for ever
STILL = 1.0  # seconds that the end is seen


def steps_to_the_end(lab: Lab, most: int = MOST_STEPS) -> int:
    """How many steps it takes until nothing is left, at most so many; the lab has taken them then."""
    lab.running = True
    for done in range(most):
        if not lab.running:
            return done
        lab.advance()
    return most


def schedule(steps: int, seconds: float, fps: int) -> list[int]:
    """How many steps are taken before each picture: none before the first, none in the last second.

    Slow at first, where most happens: the step that is reached grows with the square of the time.
    """
    pictures = max(round(seconds * fps), 2)
    still = min(round(STILL * fps), pictures // 2)
    moving = max(pictures - still - 1, 1)
    reached = [round(steps * (number / moving) ** 2) for number in range(moving + 1)]
    taken = [after - before for before, after in pairwise(reached)]
    return [0, *taken, *[0] * still][:pictures]


def pictures(lab: Lab, taken: Sequence[int], shown: Sequence[str] = ()) -> Iterator[list[Scene]]:
    """What is seen after each of so many more steps: all scenes, or those of these names."""
    lab.running = True
    for steps in taken:
        for _ in range(steps):
            if lab.running:
                lab.advance()
        yield chosen_scenes(lab, shown)


def chosen_scenes(lab: Lab, names: Sequence[str] = ()) -> list[Scene]:
    """The lab's scenes of these names, in this order; all where none is named. Raises InputError for another name."""
    scenes = lab.scenes()
    for name in names:
        one_of("kind", name, scenes)
    return [scenes[name] for name in names or scenes]


def film_lab(
    lab: Lab,
    path: Path,
    seconds: float = 10.0,
    fps: int = 30,
    most: int = MOST_STEPS,
    shown: Sequence[str] = (),
    width: int = 1280,
    scheme: Scheme = "light",
    force: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Film how the lab learns from here to its end, at most so many steps: `path`, .mp4 or .gif, 16:9.

    A copy of it goes ahead without pictures, to find where the end is. Raises InputError as `write_film` does.
    """
    check_film(path, force)
    steps = steps_to_the_end(copy.deepcopy(lab), most)
    scenes = pictures(lab, schedule(steps, seconds, fps), shown)
    return write_film(painted(scenes, width, scheme), path, fps, force, progress)
