"""One unit, one example of class 1: how fast a wrong certainty is unlearned under two losses.

p = sigmoid(z). Cross-entropy -ln p has the slope p - 1 in z, squared error (1 - p)^2 has -2 p (1 - p)^2:
the factor p (1 - p), the sigmoid's own slope, is almost 0 where the unit is sure.
"""

import numpy as np
from numpy.typing import NDArray

from axb.data.ranges import real
from axb.data.spec import check_options
from axb.views.scene import Axis, Line, Points, Scene, Segments, Text
from axb.words import say

Floats = NDArray[np.float64]
WIDEST, HIGHEST, MOST_STEPS, DONE = 6.0, 7.0, 200, 0.99
COLORS = ("loss", "accent")  # of cross-entropy and squared error


class Certainty:
    """Two units that start at the same z (a number before the sigmoid), one for each loss, in gradient descent."""

    def __init__(self, z: float | str = -4.6, rate: float | str = 0.5) -> None:
        self.start, self.rate, self.steps, self.running = 0.0, 0.0, 0, False
        self.set_rate(rate)
        self.set_start(z)

    def set_start(self, z: float | str) -> None:
        """Put both at `z`, in [-6, 6], and forget the steps. Raises InputError elsewhere."""
        self.start = real("z", z, -WIDEST, WIDEST)
        self.start_over()

    def set_rate(self, rate: float | str) -> None:
        """The learning rate, in [0.001, 10]."""
        self.rate = real("rate", rate, 0.001, 10)

    def start_over(self) -> None:
        """Back to where both started."""
        self.z = np.full(2, self.start)
        self.steps, self.running = 0, False

    def advance(self) -> None:
        """One step of gradient descent for each."""
        self.z -= self.rate * slopes(self.z)
        self.steps += 1
        self.running = self.running and self.steps < MOST_STEPS and bool(sigmoid(self.z).min() < DONE)

    def move_point(self, index: int, x: float, y: float) -> None:
        """Drag a ball: both start anew there. The height follows from the place."""
        self.set_start(min(max(x, -WIDEST), WIDEST))

    def numbers(self) -> dict[str, float]:
        """For each loss its p, its loss and its slope; the number of steps."""
        p, loss, slope = sigmoid(self.z), losses(self.z), slopes(self.z)
        told = {"step": float(self.steps)}
        for place, end in enumerate(("cross_entropy", "squared_error")):
            told |= {f"p_{end}": p[place], f"loss_{end}": loss[place], f"slope_{end}": slope[place]}
        return {name: float(value) for name, value in told.items()}

    def scenes(self) -> dict[str, Scene]:
        """`losses`: both losses over z, and where the two are."""
        grid = np.linspace(-WIDEST, WIDEST, 121)
        curves = losses(np.stack([grid, grid]))
        at, slope = losses(self.z), slopes(self.z)
        told = [
            Line(x=grid, y=curves[place], color=color, width=2.5, dashed=place == 1)
            for place, color in enumerate(COLORS)
        ]
        arrows = Segments(
            x0=self.z, y0=at, x1=self.z - slope, y1=at - slope * slope, color="gradient", width=3, arrow=True
        )
        balls = Points(x=self.z, y=at, color=COLORS, size=9, name="point", grab=True)
        texts = [
            Text(x=-2.6, y=3.5, text=say("lessons.cross_entropy"), color="ink", bold=True),
            Text(x=-WIDEST + 0.2, y=1.35, text=say("lessons.squared_error"), color="ink", bold=True),
        ]
        x = Axis(say("lessons.axis_z"), -WIDEST, WIDEST)
        caption = say("lessons.about_losses")
        return {
            "losses": Scene(
                x, Axis(say("lessons.axis_loss"), 0, HIGHEST), [*told, arrows, balls, *texts], caption
            )
        }


def sigmoid(z: Floats) -> Floats:
    """1 / (1 + e^-z)"""
    return 1 / (1 + np.exp(-z))


def losses(z: Floats) -> Floats:
    """Cross-entropy in row 0, squared error in row 1, where the right answer is 1. z: (2, ...)."""
    return np.stack([np.logaddexp(0, -z[0]), (1 - sigmoid(z[1])) ** 2])


def slopes(z: Floats) -> Floats:
    """Their derivatives by z. z: (2,)."""
    p = sigmoid(z)
    return np.array([p[0] - 1, -2 * p[1] * (1 - p[1]) ** 2])


def certainty_lab(options: dict[str, str]) -> Certainty:
    """From a spec's options: z, rate. Raises InputError for another one, or a number out of range."""
    check_options("certainty", options, ("z", "rate"))
    return Certainty(**options)
