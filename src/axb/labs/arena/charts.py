"""The game over time: what is judged right, both losses, both gradients."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from axb.labs.arena.match import Match
from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Axis, Line, Mark, Scene, Text
from axb.words import say

MOST = 240  # places along a curve
LEAST_STEPS = 200  # that the axis shows
LOWEST, HIGHEST = 1e-7, 1e3  # gradients beyond are drawn as these
COLORS = {"generator": GENERATOR, "discriminator": DISCRIMINATOR}
LETTERS = 13.0
Floats = NDArray[np.float64]


def score_scene(match: Match) -> Scene:
    """The shares that the detective judges right, of what is real (solid) and of what is forged (dashed)."""
    steps = _thinned([float(look.step) for look in match.looks])
    real = _thinned([100 * look.real_accuracy for look in match.looks])
    made = _thinned([100 * look.fake_accuracy for look in match.looks])
    x = _steps(match)
    marks: list[Mark] = [
        Line(x=[0, x.high], y=[50, 50], color="muted", width=1.5),
        Text(x=0.985 * x.high, y=40, text=say("labs_arena.guessing"), color="muted", size=LETTERS, align="right"),
        Line(x=steps, y=real, color=DISCRIMINATOR, width=3),
        Line(x=steps, y=made, color=GENERATOR, width=3, dashed=True),
        *_legend(x, [
            (say("labs_arena.real_accuracy"), DISCRIMINATOR, False), (say("labs_arena.fake_accuracy"), GENERATOR, True),
        ], Axis(low=0, high=130)),
    ]  # fmt: skip
    return Scene(x, Axis(say("labs_arena.axis_right"), 0, 130), marks, say("labs_arena.seen_score"))


def loss_scene(match: Match) -> Scene:
    """Both losses; neither says how good forgeries are, because each is measured against the other player."""
    lines = {player: np.array(match.losses[player]) for player in COLORS}
    known = np.concatenate([*lines.values(), [1.0]])
    known = known[np.isfinite(known)]
    low, high = min(float(np.quantile(known, 0.005)), 0.0), float(np.quantile(known, 0.995))
    y = Axis(say("labs_arena.axis_loss"), 1.1 * low, max(1.35 * high, 1.0))
    return Scene(_steps(match), y, _both(match, lines, y), say("labs_arena.seen_loss"))


def gradient_scene(match: Match) -> Scene:
    """The length of both players' gradients, on a logarithmic scale whose ends are fixed."""
    lines = {player: np.clip(match.gradients[player], LOWEST, HIGHEST) for player in COLORS}
    y = Axis(say("labs_arena.axis_gradient"), LOWEST, HIGHEST * 100, log=True)
    return Scene(_steps(match), y, _both(match, lines, y), say("labs_arena.seen_gradient"))


def _steps(match: Match) -> Axis:
    return Axis(say("labs_line.axis_step"), 0, max(match.step, LEAST_STEPS))


def _both(match: Match, lines: dict[str, Floats], y: Axis) -> list[Mark]:
    """A line for each player, and which is which."""
    steps, x = np.arange(1.0, match.step + 1), _steps(match)
    drawn: list[Mark] = [
        Line(x=_thinned(steps), y=_thinned(values), color=COLORS[player], width=2.5)
        for player, values in lines.items()
        if len(values)
    ]
    names = [(say(f"labs_arena.player_{player}"), color, False) for player, color in COLORS.items()]
    return [*drawn, *_legend(x, names, y)]


def _thinned(values: "Sequence[float] | Floats") -> Floats:
    """Means of so many neighbours that at most `MOST` are left; what is no number counts for nothing."""
    array = np.asarray(values, np.float64)
    size = -(-len(array) // MOST)
    if size <= 1:
        return array
    pieces = np.split(array, range(size, len(array), size))
    return np.array(
        [piece[np.isfinite(piece)].mean() if np.isfinite(piece).any() else np.nan for piece in pieces]
    )


def _legend(x: Axis, names: list[tuple[str, str, bool]], y: Axis) -> list[Mark]:
    """Lines with their names in the room above the curves, from the right."""
    marks = list[Mark]()
    for place, (words, color, dashed) in enumerate(names):
        share = 0.94 - 0.13 * place
        height = y.low * (y.high / y.low) ** share if y.log else y.low + share * (y.high - y.low)
        marks.append(
            Line(x=[0.42 * x.high, 0.5 * x.high], y=[height] * 2, color=color, width=3, dashed=dashed)
        )
        marks.append(Text(x=0.52 * x.high, y=height, text=words, size=LETTERS))
    return marks
