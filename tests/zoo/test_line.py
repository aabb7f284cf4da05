"""y = ax + b by gradient descent is y = ax + b by least squares."""

from pathlib import Path

import numpy as np
import pytest

from axb import data, zoo
from axb.data import Dataset
from axb.training import Model, head, set_random_seed


def trained(one: Dataset) -> Model:
    set_random_seed(0)
    family, facts = zoo.find("line"), zoo.facts_of(one)
    model = family.make(facts, {})
    model.compile(family.recipe.optimizer(facts, family.recipe.epochs, None), head(one.task).loss)
    model.fit(
        one.x_train, one.y_train, batch_size=len(one.x_train), epochs=family.recipe.epochs, verbose=0, seed=0
    )
    return model


def least_squares(one: Dataset) -> np.ndarray:
    """The coefficients of the features, and b, in float64."""
    columns = np.column_stack([one.x_train, np.ones(len(one.x_train))]).astype(np.float64)
    return np.linalg.lstsq(columns, one.y_train.astype(np.float64), rcond=None)[0]


@pytest.mark.parametrize("options", [
    {}, {"a": -7.5, "b": 3.0}, {"noise": 1.0}, {"a": 800.0, "b": -300.0}, {"a": 0.0, "b": 0.0, "noise": 0.01},
])  # fmt: skip
def test_points(options: dict[str, float]) -> None:
    points = data.line(**options)  # type: ignore[arg-type]
    model, best = trained(points), least_squares(points)
    a, b = (weight.item() for weight in model.get_weights())
    scale = max(1, abs(best[0]), abs(best[1]))
    assert a == pytest.approx(best[0], abs=1e-4 * scale)
    assert b == pytest.approx(best[1], abs=1e-4 * scale)
    expected = points.x_test @ best[:1] + best[1]
    np.testing.assert_allclose(model.predict(points.x_test, verbose=0)[:, 0], expected, atol=1e-4 * scale)


@pytest.mark.parametrize(("x_scale", "x_mean", "a", "b"), [
    (1.0, 0.0, 2.0, -1.0),
    (1e6, 3e6, 4e-3, 250.0),  # populations
    (1e-4, 5e-4, 3e8, -1e4),  # lengths in metres
    (25.0, 1990.0, -1.5, 3000.0),  # years
])  # fmt: skip
def test_a_table_with_odd_scales(x_scale: float, x_mean: float, a: float, b: float, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    x = x_mean + x_scale * rng.uniform(-1, 1, 200)
    y = a * x + b
    y += 0.1 * y.std() * rng.standard_normal(200)
    path = tmp_path / "odd.csv"
    path.write_text(
        "x,y\n" + "\n".join(f"{float(one)!r},{float(other)!r}" for one, other in zip(x, y, strict=True)),
        "utf-8",
    )
    one = data.csv(path, "y")
    expected = one.x_test @ least_squares(one)[:1] + least_squares(one)[1]
    answers = trained(one).predict(one.x_test, verbose=0)[:, 0]
    np.testing.assert_allclose(answers, expected, atol=1e-4 * y.std())


def test_several_features(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    x = rng.standard_normal((300, 3)) * [1, 50, 0.02] + [0, 200, 1]
    y = x @ [3.0, -0.5, 100.0] + 7 + 0.1 * rng.standard_normal(300)
    path = tmp_path / "three.csv"
    rows = (",".join(map(repr, map(float, [*row, answer]))) for row, answer in zip(x, y, strict=True))
    path.write_text("p,q,r,y\n" + "\n".join(rows), "utf-8")
    one = data.csv(path, "y")
    best = least_squares(one)
    answers = trained(one).predict(one.x_test, verbose=0)[:, 0]
    np.testing.assert_allclose(answers, one.x_test @ best[:3] + best[3], atol=1e-4 * y.std())
