"""What families take from data: scales of tables, and nothing of the test part."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from axb import data, zoo
from zoo.makers import build, images, table


def test_table_columns_reach_the_first_layer_at_mean_0_and_variance_1(tmp_path: Path) -> None:
    houses = table(tmp_path, "price")
    model = build("mlp", houses)
    normalised = next(part for part in model.layers if type(part).__name__ == "Normalization")
    x = normalised(houses.x_train)
    np.testing.assert_allclose(x.mean(0), 0, atol=1e-4)
    np.testing.assert_allclose(x.var(0, correction=0), 1, atol=1e-3)


def test_an_untrained_regression_answers_on_the_target_s_scale(tmp_path: Path) -> None:
    houses = table(tmp_path, "price")
    answers = build("mlp", houses).predict(houses.x_test, verbose=0)
    assert abs(answers.mean() - houses.y_train.mean()) < 2 * houses.y_train.std()


def test_scales_come_from_the_training_part_alone(tmp_path: Path) -> None:
    houses = table(tmp_path, "price")
    other = replace(houses, x_test=houses.x_test * 100, y_test=houses.y_test * 100)
    assert zoo.facts_of(other) == zoo.facts_of(houses)


def test_pixels_go_to_0_and_1_and_points_stay() -> None:
    pictures = images(28, 1, 10)
    rescaled = build("mlp", pictures).layers[1]
    assert float(rescaled(pictures.x_train).max()) == pytest.approx(1)
    assert zoo.facts_of(data.spiral(n=40)).mean is None


def test_a_constant_target_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("x,y\n" + "\n".join(f"{row},7.5" for row in range(20)), "utf-8")
    facts = zoo.facts_of(data.csv(path, "y"))
    assert (facts.target_mean, facts.target_scale) == (7.5, 1.0)
