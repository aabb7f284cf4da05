"""Toy data: points on a line, and points on a plane that no straight line can part.

Every toy has `n` points to learn from and `n` more to test with, drawn in the same way and independently.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from axb.data.dataset import Array, Dataset
from axb.data.ranges import real, whole
from axb.data.split import MAX_SEED

MAX_POINTS = 1_000_000
MAX_CLASSES = 8  # as many as the palette has colours
Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator], tuple[Array, Array]]


def line(n: int = 100, a: float = 2.0, b: float = -1.0, noise: float = 0.1, seed: int = 0) -> Dataset:
    """y = a x + b + Gaussian noise of that standard deviation: x uniform in [-1, 1], float32 `(n, 1)`.

    Raises InputError where an argument is out of range.
    """
    a, b = real("a", a, -1000, 1000), real("b", b, -1000, 1000)
    noise = _noise(noise)
    n = _points(n, 2)

    def draw(rng: np.random.Generator) -> tuple[Array, Array]:
        x = rng.uniform(-1, 1, (n, 1)).astype(np.float32)
        y = a * x[:, 0] + b
        return x, y + (noise * rng.standard_normal(n)).astype(np.float32)

    train, test = _draw_twice(draw, seed)
    return Dataset(
        "line",
        "points",
        *train,
        *test,
        feature_names=("x",),
        target_name="y",
        source=f"y = {a:g} x + {b:g} + noise ({noise:g})",
    )


def spiral(n: int = 300, classes: int = 2, turns: float = 1.5, noise: float = 0.03, seed: int = 0) -> Dataset:
    """Intertwined Archimedean spirals, one a class: radius t, angle 2 pi (turns t + class / classes).

    t is uniform in [1/13, 1]: like the original's, the arms stop before they meet. After Lang & Witbrock,
    "Learning to tell two spirals apart" (1988), who have 2 classes and 3 turns.
    Raises InputError where an argument is out of range.
    """
    classes = whole("classes", classes, 2, MAX_CLASSES)
    turns = real("turns", turns, 0, 10)

    def place(label: Array, rng: np.random.Generator) -> Floats:
        radius = rng.uniform(1 / 13, 1, len(label))
        return _polar(radius, 2 * np.pi * (turns * radius + label / classes))

    names = tuple(f"arm {label}" for label in range(classes))
    names_ja = tuple(f"腕 {label}" for label in range(classes))
    return _plane("spiral", place, n, noise, seed, names, names_ja, "Lang & Witbrock (1988)")


def moons(n: int = 300, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Two half circles that reach into each other: (cos t, sin t) and (1 - cos t, 1/2 - sin t), t in [0, pi].

    The definition of scikit-learn's `make_moons`. Raises InputError where an argument is out of range.
    """

    def place(label: Array, rng: np.random.Generator) -> Floats:
        upper = _polar(np.ones(len(label)), rng.uniform(0, np.pi, len(label)))
        return np.where(label[:, None] == 0, upper, np.array([1, 0.5]) - upper)

    return _plane(
        "moons", place, n, noise, seed, ("upper", "lower"), ("上", "下"), "scikit-learn, make_moons"
    )


def circles(n: int = 300, noise: float = 0.05, factor: float = 0.5, seed: int = 0) -> Dataset:
    """A circle of radius 1 (class 0) around one of radius `factor` (class 1).

    The definition of scikit-learn's `make_circles`. Raises InputError where an argument is out of range.
    """
    factor = real("factor", factor, 0, 1)

    def place(label: Array, rng: np.random.Generator) -> Floats:
        return _polar(np.where(label == 0, 1.0, factor), rng.uniform(0, 2 * np.pi, len(label)))

    return _plane(
        "circles", place, n, noise, seed, ("outer", "inner"), ("外", "内"), "scikit-learn, make_circles"
    )


def xor(n: int = 300, noise: float = 0.05, seed: int = 0) -> Dataset:
    """Points uniform in the square [-1, 1]^2: class 0 where the signs agree, class 1 where they differ.

    What one straight line cannot part: Minsky & Papert, "Perceptrons" (1969). Noise moves a point after its
    class was given. Raises InputError where an argument is out of range.
    """

    def place(label: Array, rng: np.random.Generator) -> Floats:
        # 1 - random() is in (0, 1]: no point lies on an axis, where its class would be a matter of taste.
        size, sign = 1 - rng.random((len(label), 2)), rng.choice([-1.0, 1.0], len(label))
        points: Floats = size * np.stack([sign, np.where(label == 0, sign, -sign)], axis=1)
        return points

    names, names_ja = ("same signs", "different signs"), ("同符号", "異符号")
    return _plane("xor", place, n, noise, seed, names, names_ja, "Minsky & Papert (1969)")


def ring(n: int = 300, classes: int = 8, noise: float = 0.05, seed: int = 0) -> Dataset:
    """Gaussians of deviation `noise` around places on a circle of radius 1, one a class: place k at 2 pi k / classes.

    What shows whether a generative model reaches all there is: the mixture of 8 Gaussians of Metz et al. 2017,
    "Unrolled generative adversarial networks", section 3.1 (there of radius 2 and deviation 0.02).
    Raises InputError where an argument is out of range.
    """
    classes = whole("classes", classes, 2, MAX_CLASSES)

    def place(label: Array, rng: np.random.Generator) -> Floats:
        return _polar(np.ones(len(label)), 2 * np.pi * label / classes)

    names = tuple(f"place {label + 1}" for label in range(classes))
    names_ja = tuple(f"{label + 1} 番目" for label in range(classes))
    return _plane("ring", place, n, noise, seed, names, names_ja, "Metz et al. (2017)")


def _plane(
    name: str,
    place: Callable[[Array, np.random.Generator], Floats],
    n: int,
    noise: float,
    seed: int,
    names: tuple[str, ...],
    names_ja: tuple[str, ...],
    source: str,
) -> Dataset:
    """Classes in turn (0, 1, ..., 0, 1, ...), each point placed by its class and then moved by the noise."""
    n, noise = _points(n, len(names)), _noise(noise)

    def draw(rng: np.random.Generator) -> tuple[Array, Array]:
        label = np.arange(n, dtype=np.int64) % len(names)
        points = place(label, rng) + noise * rng.standard_normal((n, 2))
        return points.astype(np.float32), label

    train, test = _draw_twice(draw, seed)
    return Dataset(name, "points", *train, *test, names, names_ja, ("x1", "x2"), "class", source)


def _draw_twice(draw: Draw, seed: int) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """The training and the test part, each from a random stream of its own."""
    ours, theirs = np.random.default_rng(whole("seed", seed, 0, MAX_SEED)).spawn(2)
    return draw(ours), draw(theirs)


def _polar(radius: Floats, angle: Floats) -> Floats:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _points(n: int, at_least: int) -> int:
    return whole("n", n, at_least, MAX_POINTS)


def _noise(noise: float) -> float:
    return real("noise", noise, 0, 100)
