"""The experiment: points, a line among them, and an optimizer that takes it down the bowl of its loss."""

from pathlib import Path

from numpy.typing import ArrayLike

from axb.data.ranges import one_of, real
from axb.labs.line import hand
from axb.labs.line.cloud import Cloud
from axb.labs.line.curve import curve_scene
from axb.labs.line.descent import Descent, default_rate
from axb.labs.line.picture import data_scene
from axb.labs.line.starts import LARGEST
from axb.labs.line.surface import Surface
from axb.labs.line.verdict import State, Verdict, judged, told
from axb.optimizers import SGD, Optimizer, get
from axb.views.scene import Scene


class LineLab:
    """y = ax + b among `points` (`(n, 2)`, or the name of a start), from the line `start` = (a, b).

    `rate`, `start` None: a rate that suits points and optimizer, a line that visibly doesn't fit.
    Everything is computed in float64.
    Raises InputError for what can't be used, here and in every method.
    """

    def __init__(
        self,
        points: ArrayLike | str = "clean",
        optimizer: str | Optimizer = "sgd",
        rate: float | None = None,
        start: tuple[float, float] | None = None,
    ) -> None:
        self.cloud = Cloud(points)
        self.descent = Descent(*(_line(*start) if start else hand.fresh(self.cloud.seen)), get("sgd"))
        self.surface = Surface()
        self.running, self.best_shown = False, False
        self.state: State = "open"
        self.chosen: int | None = None  # the point that is meant
        self._wakes = False  # it arrived while it was learning, and would go on
        self.set_optimizer(optimizer, rate)

    @property
    def a(self) -> float:
        """The slope."""
        return self.descent.place[0]

    @property
    def b(self) -> float:
        """Where the line crosses x = 0."""
        return self.descent.place[1]

    @property
    def loss(self) -> float:
        """The mean squared error."""
        return float(self.cloud.bowl.loss(self.a, self.b))

    @property
    def optimizer(self) -> Optimizer:
        """The rule by which it learns."""
        return self.descent.optimizer

    @property
    def highest_rate(self) -> float | None:
        """The rate above which gradient descent diverges on these points; None for other rules."""
        rule = self.optimizer
        return self.cloud.bowl.highest_rate(rule.momentum) if isinstance(rule, SGD) else None

    def numbers(self) -> dict[str, float]:
        """a, b and their loss; the best of each; step, rate and how many points."""
        best_a, best_b = self.cloud.bowl.best
        return {
            "a": self.a, "b": self.b, "loss": self.loss, "step": float(self.descent.steps),
            "best_a": best_a, "best_b": best_b, "least_loss": self.cloud.bowl.least,
            "rate": self.optimizer.rate, "points": float(len(self.cloud.points)),
        }  # fmt: skip

    def verdict(self) -> Verdict:
        """One sentence on how learning goes, where there is something to say."""
        return told(self)

    def scenes(self) -> dict[str, Scene]:
        """ "data": points, line and squares; "surface": the loss over a and b; "curve": the loss by step."""
        return {"data": data_scene(self), "surface": self.surface.scene(self), "curve": curve_scene(self)}

    # The line

    def set_line(self, a: float | None = None, b: float | None = None) -> None:
        """The line is this one; learning begins anew from here. None: as it is."""
        self.descent.put(*_line(self.a if a is None else a, self.b if b is None else b))
        self.state = "open" if self.state == "diverged" else self.state
        self._go_on()

    def turn(self, x: float, y: float) -> None:
        """A hand turns the line's end to (x, y)."""
        self.set_line(*hand.turned(self.cloud.seen, self.a, self.b, *_place(x, y)))

    def shift(self, x: float, y: float) -> None:
        """A hand shifts the line, as steep as it is, to (x, y)."""
        x, y = _place(x, y)
        self.set_line(b=y - self.a * x)

    def show_best(self, shown: bool) -> None:
        """Whether the best line there is (least squares) is shown beside."""
        self.best_shown = bool(shown)

    # The points

    def set_points(self, points: ArrayLike | str) -> None:
        """Other points: an array `(n, 2)`, or a start's name. What was learned of the old ones is forgotten."""
        self.cloud.replace(points)
        self._other_points()

    def read_csv(self, path: Path, content: bytes | None = None) -> None:
        """The points of a .csv: its columns x and y, or its first two of numbers."""
        self.cloud.read(path, content)
        self._other_points()

    def scale_points(self) -> None:
        """Centre x and y at 0 and give each the standard deviation 1."""
        self.cloud.scale()
        self._other_points()

    def add_point(self, x: float, y: float) -> None:
        """One more point, which is then the chosen one."""
        self.chosen = self.cloud.add(*_place(x, y))
        self._go_on()

    def move_point(self, index: int, x: float, y: float) -> None:
        """Point `index` goes to (x, y)."""
        self.cloud.move(index, *_place(x, y))
        self.chosen = index
        self._go_on()

    def remove_point(self, index: int) -> None:
        """Take point `index` away."""
        self.cloud.remove(index)
        self.chosen = None
        self._go_on()

    def undo(self) -> None:
        """Take the last change of the points back."""
        self.cloud.undo()
        self.chosen = None
        self._go_on()

    # Learning

    def learn(self) -> None:
        """Let it run, from the beginning again where it had diverged."""
        if self.state == "diverged":
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let it stand."""
        self.running = self._wakes = False

    def advance(self) -> None:
        """One step of the optimizer; one that would leave the picture for good is not taken."""
        before = self.descent.place
        self.descent.step(self.cloud.x, self.cloud.y)
        self.state = judged(self, before)
        if self.state == "diverged":
            self.descent.take_back()
        if self.state != "open":
            self._wakes, self.running = self.running and self.state == "arrived", False

    def start_over(self) -> None:
        """Back to the line that learning began with; the way it took stays in sight."""
        self.descent.start_over()
        self.running, self._wakes, self.state = False, False, "open"

    def set_optimizer(self, optimizer: str | Optimizer, rate: float | None = None) -> None:
        """Learn by this rule (a name or one made elsewhere) from here on."""
        rule = get(optimizer)
        if rate is not None or not isinstance(optimizer, Optimizer):
            rule.learning_rate = self.default_rate(rule) if rate is None else rate
        self.descent.optimizer = rule
        self._go_on()

    def default_rate(self, rule: Optimizer) -> float:
        """A rate to begin with, on these points."""
        return default_rate(rule, float(self.cloud.bowl.curvatures[1]), max(self.cloud.lines.half))

    def set_hyper(self, name: str, value: float) -> None:
        """Another value for a hyperparameter, from the next step on; the rate is "learning_rate"."""
        known = [hyper.name for hyper in self.optimizer.hyperparameters]
        one_of(self.optimizer.name, name, known)
        setattr(self.optimizer, name, value)
        self._go_on()

    def _go_on(self) -> None:
        """Something changed under the line: what was said of it holds no more."""
        if self.state != "diverged":
            self.running, self.state = self.running or self._wakes, "open"
        self._wakes = False

    def _other_points(self) -> None:
        """A new world: a line that doesn't fit, and a rate that suits."""
        self.descent.put(*hand.fresh(self.cloud.seen))
        self.running, self._wakes, self.state, self.chosen = False, False, "open", None
        self.optimizer.learning_rate = self.default_rate(self.optimizer)


def _line(a: float, b: float) -> tuple[float, float]:
    return real("a", a, -LARGEST, LARGEST), real("b", b, -LARGEST, LARGEST)


def _place(x: float, y: float) -> tuple[float, float]:
    return real("x", x, -LARGEST, LARGEST), real("y", y, -LARGEST, LARGEST)
