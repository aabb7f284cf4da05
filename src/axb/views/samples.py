"""What a run keeps of its training: the same codes decoded (or the same examples restored) again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.generated import HEAD, in_rows, is_pictures, numbers, plane_marks, plane_range, sheet
from axb.views.palette import GENERATOR
from axb.views.scene import Axis, Boxes, Mark, Scene, Text
from axb.words import InputError, say

NAME = "samples"  # as axb.insight.samples writes them
Array = NDArray[Any]
GROWN, CODES, PANELS = 9, 5, 8  # steps and codes of a strip of pictures, planes of points


@dataclass(frozen=True, eq=False)
class Recorded:
    """The looks of a run. restored: they are examples restored, not codes decoded. columns: pictures in a row.
    classes: how many the model is told, in turn. names: those of a table's columns."""

    run: Run
    restored: bool
    columns: int
    classes: int
    seed: int
    names: Sequence[str] = ()

    @cached_property
    def steps(self) -> list[int]:
        """Updates done at each look, ascending."""
        return [one.step for one in self.run.artifacts() if one.name == NAME]

    @cached_property
    def examples(self) -> Array:
        """As many real examples (of a model without a prior: those that are restored); none where none were kept."""
        kept = self.run.array(f"{NAME}/examples")
        return self.at()[:0] if kept is None else kept

    def at(self, step: int | None = None) -> Array:
        """What was made then; None: at the last look. Raises InputError where there was none."""
        found = self.run.array(NAME, step)
        if found is None:
            raise InputError("views_generated.no_samples", name=self.run.name)
        return found

    def scene(self, made: Array, caption: str) -> Scene:
        """A look as a picture: rows of made pictures, or pairs with what was restored; points; columns."""
        if not is_pictures(made):
            return numbers(made, self.examples, self.names, caption, hollow=False)
        rows = in_rows(made, self.columns)
        if not self.restored:
            return sheet([(row, True) for row in rows], caption)
        real = in_rows(self.examples, self.columns)
        pairs = [pair for a, b in zip(real, rows, strict=True) for pair in ((a, False), (b, True))]
        return sheet(pairs[: len(rows) // 2 * 2], caption)


def recorded(run: Run) -> Recorded | None:
    """The looks that a run kept; None where it kept none."""
    told = run.json(f"{NAME}/about")
    return None if told is None else Recorded(run, **told)


def needed(run: Run) -> Recorded:
    """The same. Raises InputError where it kept none."""
    found = recorded(run)
    if found is None:
        raise InputError("views_generated.no_samples", name=run.name)
    return found


def newest(run: Run) -> Scene | None:
    """The last look; None where there is none."""
    found = recorded(run)
    artifact = found and run.artifact(NAME, kind="npy")
    if not found or not artifact:
        return None
    made = found.at(artifact.step)
    return found.scene(made, told(found, artifact.step, len(made)))


def told(found: Recorded, step: int, count: int) -> str:
    """What a look shows, in one sentence."""
    key = "views_generated.look_restored" if found.restored else "views_generated.look"
    return say(key, step=f"{step:,}", count=count)


def chosen(steps: Sequence[int], count: int) -> list[int]:
    """Up to so many of the looks, from the first to the last, as evenly as a film shows them."""
    return sorted({look_at(steps, share) for share in np.linspace(0, 1, count).tolist()})


def look_at(steps: Sequence[int], share: float) -> int:
    """The look at a share (0 to 1) of the time. Steps go with its cube: most happens early."""
    wanted = share**3 * steps[-1]
    return min(steps, key=lambda step: abs(step - wanted))


def film(run: Run) -> Callable[[float], list[Scene]]:
    """What was made at a share (0 to 1) of the film's time, see `look_at`; the same list as long as nothing changes.

    Raises InputError where the run kept none.
    """
    found = needed(run)
    last = found.steps[-1]

    @lru_cache(1)
    def at(step: int) -> list[Scene]:
        made = found.at(step)
        key = "views_generated.film_restored" if found.restored else "views_generated.film"
        said = say(key, step=f"{step:,}", steps=f"{last:,}")
        return [found.scene(made, said)]

    return lambda share: at(look_at(found.steps, share))


def growth(run: Run) -> Scene:
    """The same few codes (or points) at several steps, time running to the right.

    Raises InputError where the run kept none, or a table's columns, of which a film tells more.
    """
    found = needed(run)
    first = found.at(found.steps[0])
    key = "views_generated.growth_restored" if found.restored else "views_generated.growth"
    if is_pictures(first):
        return _strip(found, say(key, count=min(CODES, len(first))))
    if not grows(first):
        raise InputError("views_generated.no_growth", name=run.name)
    return _planes(found, say("views_generated.growth_points", count=len(first)))


def grows(made: Array) -> bool:
    """Whether a strip can show it: pictures, and points on a plane."""
    return is_pictures(made) or made.shape[1:] == (2,)


def _strip(found: Recorded, caption: str) -> Scene:
    steps = chosen(found.steps, GROWN)
    looks = np.stack([found.at(step)[:CODES] for step in steps], 1)  # (codes, steps, H, W, C)
    rows: list[tuple[Array, bool]] = [(row, True) for row in looks]
    return sheet(rows, caption, _heads(steps))


def _heads(steps: Sequence[int]) -> list[str]:
    return [say("views_generated.at_step", step=f"{step:,}") for step in steps]


def _planes(found: Recorded, caption: str) -> Scene:
    """Planes of one unit beside one another, in two rows that time runs along."""
    steps, real = chosen(found.steps, PANELS), found.examples
    low, high = plane_range(real if len(real) else found.at())
    across, down = 1.1, 1.1 + HEAD
    columns, marks = -(-len(steps) // 2), list[Mark]()
    for place, (step, head) in enumerate(zip(steps, _heads(steps), strict=True)):
        x, y = place % columns * across, -(place // columns) * down
        inside = [(one - low) / (high - low) for one in (found.at(step), real)]
        seen, below = (one[((one >= 0) & (one <= 1)).all(1)] + [x, y] for one in inside)
        frame = Boxes(x0=[x], y0=[y], x1=[x + 1], y1=[y + 1], color=GENERATOR, fill=0, width=1.5, dashed=True)
        title = Text(x=x + 0.5, y=y + 1 + HEAD / 2, text=head, align="center")
        marks += [*plane_marks(seen, below, hollow=False, size=2.0), frame, title]
    lowest = -(len(steps) > columns) * down - 0.05
    axes = Axis("", -0.05, columns * across - 0.05, shown=False), Axis("", lowest, 1 + HEAD, shown=False)
    return Scene(*axes, marks, caption, square=True)
