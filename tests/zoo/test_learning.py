"""Families learn with their own recipes."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from axb import data, zoo
from axb.data import Dataset
from axb.training import Model, head, set_random_seed
from zoo.makers import build


def trained(family: str, one: Dataset, epochs: int) -> Model:
    set_random_seed(0)
    recipe, ending = zoo.find(family).recipe, head(one.task, one.classes)
    model = build(family, one)
    steps = epochs * -(-len(one.x_train) // recipe.batch_size)
    model.compile(recipe.optimizer(zoo.facts_of(one), steps, None), ending.loss, metrics=list(ending.metrics))
    model.fit(one.x_train, one.y_train, batch_size=recipe.batch_size, epochs=epochs, verbose=0, seed=0)
    return model


def test_logistic_regression_reads_digits() -> None:
    digits = data.load("digits")
    model = trained("logistic", digits, zoo.find("logistic").recipe.epochs)
    assert model.evaluate(digits.x_test, digits.y_test, verbose=0, return_dict=True)["accuracy"] > 0.9


def test_a_bend_parts_what_a_line_cannot() -> None:
    """Minsky & Papert: no straight line does much better than chance on xor."""
    points = data.xor()
    right = {
        family: trained(family, points, 40).evaluate(points.x_test, points.y_test, verbose=0)[1]
        for family in ("logistic", "mlp")
    }
    assert right["logistic"] < 0.7
    assert right["mlp"] > 0.9


def test_the_unit_of_the_target_does_not_matter(tmp_path: Path) -> None:
    """Gradients shrink with the square of the target's scale; Adam's epsilon must not drown them."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-3, 3, 200)
    path = tmp_path / "wave.csv"
    rows = (f"{float(one)!r},{float(np.sin(one))!r}" for one in x)
    path.write_text("x,y\n" + "\n".join(rows), "utf-8")
    metres = data.csv(path, "y")
    micro = replace(metres, y_train=metres.y_train * 1e-6, y_test=metres.y_test * 1e-6)
    answers = [trained("mlp", one, 50).predict(one.x_test, verbose=0) for one in (metres, micro)]
    np.testing.assert_allclose(answers[1] * 1e6, answers[0], atol=0.02)
    assert np.abs(answers[0][:, 0] - metres.y_test).mean() < 0.1
