"""Two questions to pictures: costs are bounds, Bayes' rule divides them, both are asked of the same way."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from axb.data import load
from axb.labs.catalogue import find
from axb.labs.two_questions.pictured import EXPERIMENT, PicturesLab, Plan
from axb.labs.two_questions.pictured.asked import MOST_CLASSES, ODD, WAY, Asked
from axb.labs.two_questions.pictured.maker import Maker
from axb.labs.two_questions.pictured.teller import Teller
from axb.views.scene import Image, Points
from axb.words import InputError, speaking

SMALL = Plan(steps=24)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def maker() -> Maker:
    """Hardly trained."""
    model = Plan(steps=48).model("make")
    assert isinstance(model, Maker)
    for _ in range(48):
        model.advance()
    return model


def test_the_way_goes_straight_from_one_class_to_another() -> None:
    data = load("digits")
    asked = Asked.of(data, 3, 8, 0)
    ends = [data.x_test[data.y_test == label][0] for label in (3, 8)]
    assert asked.way.shape == (WAY, 8, 8, 1)
    np.testing.assert_array_equal(asked.way[[0, -1]], ends)
    np.testing.assert_allclose(asked.way[WAY // 2], np.mean(ends, axis=0), atol=0.51)
    assert len(asked.odd) == len(ODD)
    assert len(asked.real) == MOST_CLASSES


def test_costs_are_bounds_above_the_pixels_entropy(maker: Maker) -> None:
    """The mean of a class's test pictures is what `VAE.elbo` says of them, up to the codes that are drawn."""
    data = maker.data
    x = data.x_test[data.y_test == 4]
    own = maker.costs(x)[:, 4]
    assert own.mean() == pytest.approx(maker.model.elbo(x, np.full(len(x), 4))["excess"], rel=0.05)
    assert own.min() > 0


def test_bayes_rule_divides_costs(maker: Maker) -> None:
    costs = np.array([[8.0, 6.0] + [99.0] * 8])
    maker_share = np.exp(maker.log_share)
    chances = maker.chances(costs)[0]
    assert chances.sum() == pytest.approx(1)
    assert chances[1] / chances[0] == pytest.approx(np.e**2 * maker_share[1] / maker_share[0])
    assert maker.whole(costs)[0] == pytest.approx(
        -np.log(maker_share[0] * np.exp(-8) + maker_share[1] * np.exp(-6))
    )


def test_what_the_discriminative_model_is_surest_of_is_no_picture() -> None:
    teller = Plan(steps=72).model("tell")
    assert isinstance(teller, Teller)
    for _ in range(72):
        teller.advance()
    made = teller.surest()
    assert made.shape == (10, 8, 8, 1)
    chances = teller.chances(made)
    assert (chances.argmax(1) == np.arange(10)).all()
    real = teller.chances(teller.asked.real)
    assert chances.max(1).mean() > real.max(1).mean()


def test_live_it_learns_what_the_experiment_trains() -> None:
    found = EXPERIMENT.run(SMALL)
    assert len(found.rows) == len(ODD)
    lab = find("two_questions:data=digits,steps=24,x=0.25")
    assert isinstance(lab, PicturesLab)
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.step == 24
    for mine, kept in zip(lab.outcomes, EXPERIMENT.kept(SMALL), strict=True):
        assert mine.right == pytest.approx(kept.right, abs=0.01)
        np.testing.assert_allclose(mine.chances["way"], kept.chances["way"], atol=0.02)
    told = lab.numbers()
    assert told["sure"] == max(lab.outcomes[0].chances["way"][8])
    assert told["usual"] == lab.outcomes[1].usual["way"][8]


def test_before_they_have_learned_nothing_is_measured_and_places_are_empty() -> None:
    lab = PicturesLab()
    assert np.isnan(lab.numbers()["sure"])
    assert set(lab.scenes()) == {"border", "density", "answers", "odd", "new"}
    assert "Neither has learned" in lab.verdict()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_mark_goes_along_the_way_and_both_answer(language: str) -> None:
    lab = PicturesLab(SMALL)
    lab.advance()
    with speaking(language):
        lab.set_probe(2.0, 0.3)
        assert lab.share == 1.0
        lab.set_probe(x=0.5)
        scenes = lab.scenes()
        marks = [one for one in scenes["density"].marks if isinstance(one, Points) and one.name == "probe"]
        assert [(one.x, one.grab) for one in marks] == [([0.5], True)]
        assert len([one for one in scenes["odd"].marks if isinstance(one, Image)]) == len(ODD)
        assert lab.verdict()
        lab.set_data("digits")
        assert lab.step == 0


def test_pictures_of_ones_own(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for kind in ("left", "right"):
        (tmp_path / "own" / kind).mkdir(parents=True)
        for number in range(12):
            pixels = rng.integers(0, 99, (12, 12, 3), np.uint8)
            pixels[:, slice(0, 6) if kind == "left" else slice(6, 12)] += 120
            Picture.fromarray(pixels).save(tmp_path / "own" / kind / f"{number}.png")
    plan = Plan(f"{tmp_path / 'own'}:size=12", steps=4)
    found = EXPERIMENT.run(plan)
    assert {row[1] for row in found.rows} <= {"left", "right"}
    assert plan.key != Plan(steps=4).key


@pytest.mark.parametrize("spec", ["data=line", "data=nothing", "a=10", "b=-1", "steps=0", "x=1.5", "y=0"])
def test_what_can_t_be_used_is_told(spec: str) -> None:
    name, value = spec.split("=")
    with pytest.raises(InputError):
        find(f"two_questions:data={value}" if name == "data" else f"two_questions:data=digits,{spec}")
