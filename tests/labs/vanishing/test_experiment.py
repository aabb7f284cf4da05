"""From a plan to a finding: interrupted and gone on with, told in words, drawn."""

from pathlib import Path

import numpy as np
import pytest

from axb.labs.catalogue import find
from axb.labs.experiment import Piece
from axb.labs.vanishing import EXPERIMENT, PRESETS, Plan, VanishingLab
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.picture import accuracy_scene, ladders_scene
from axb.labs.vanishing.plan import Network
from axb.labs.vanishing.verdict import power, verdict
from axb.views.scene import Boxes, Line, Points
from axb.words import InputError, speaking

SMALL = {
    "data": "digits",
    "recipes": "plain+tanh",
    "depths": "2-3",
    "seeds": "2",
    "epochs": "1",
    "width": "8",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def outcome(recipe: str, depth: int, ratio: float, accuracy: float) -> Outcome:
    ladder = list(np.geomspace(0.1 * ratio, 0.1, depth))
    return Outcome(recipe, depth, [ladder, ladder], [ladder, ladder], [accuracy, accuracy])


def test_an_interrupted_experiment_goes_on_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: float, now: Piece[Outcome]) -> None:
        if done > 0.6:
            raise KeyboardInterrupt

    plan = EXPERIMENT.plan("class", SMALL)
    with pytest.raises(KeyboardInterrupt):
        EXPERIMENT.run(plan, stop)
    heard = list[float]()
    again = EXPERIMENT.run(plan, lambda done, now: heard.append(done))
    assert 0.5 < heard[0] < heard[-1] == 1.0  # two of four were done
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "other"))
    assert EXPERIMENT.run(plan).rows == again.rows
    assert again.csv.count("\n") == 5


def test_what_is_kept_serves_every_plan_that_trains_the_same() -> None:
    plan, one = Plan(), outcome("skip", 20, 0.5, 0.8)
    EXPERIMENT.keep(plan, Network(plan, "skip", 20), one)
    assert EXPERIMENT.kept(Plan(recipes=("skip",), depths=(4, 20))) == EXPERIMENT.kept(plan) == [one]
    assert EXPERIMENT.kept(Plan(epochs=9)) == []
    assert len({plan.key, Plan(seeds=4).key, Plan(width=16).key, Plan(data="digits").key}) == 4


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_learns_and_who_does_not_is_told_with_what_does_not_follow(language: str) -> None:
    found = [outcome("plain", 3, 0.1, 0.7), outcome("plain", 20, 1e-12, 0.1), outcome("skip", 20, 1.0, 0.8)]
    with speaking(language):
        told = verdict(found, Plan())
    english = (
        "With 20 layers these learn next to nothing (in brackets: first ÷ last gradient): Sigmoid (10⁻¹²). "
        "These learn: + skips (1). 0 of 1 have a higher median with 20 layers than with 3"
    )
    assert told.startswith(english) or language == "ja"
    assert all(part in told for part in ("10⁻¹²", "fashion-mini", "32"))


def test_a_gradient_that_arrives_without_learning_is_told() -> None:
    assert "the gradient alone does not decide: + batch norm" in verdict(
        [outcome("norm", 20, 1.0, 0.1)], Plan()
    )


@pytest.mark.parametrize(("ratio", "told"), [(1.4e-12, "10⁻¹²"), (0.9, "1"), (19.0, "10"), (0.0, "0")])
def test_ratios_are_told_as_powers_of_ten(ratio: float, told: str) -> None:
    assert power(ratio) == told


def test_ladders_are_magenta_and_end_at_the_scale_that_all_share() -> None:
    scene = ladders_scene([outcome("plain", 20, 1e-20, 0.1)], Plan())
    dots = next(mark for mark in scene.marks if isinstance(mark, Points))
    assert dots.color == "gradient"
    assert np.min(dots.y) == 1e-12
    thin = [
        mark
        for mark in scene.marks
        if isinstance(mark, Line) and mark.color == "gradient" and mark.width == 1
    ]
    assert len(thin) == 2  # one a seed


def test_every_depth_has_a_bar_and_every_seed_a_dot() -> None:
    found = [outcome("plain", 3, 0.1, 0.7), outcome("plain", 20, 1e-12, 0.1)]
    marks = accuracy_scene(found, Plan()).marks
    assert [np.asarray(one.y1).item() for one in marks if isinstance(one, Boxes)] == [0.7, 0.1]
    assert sum(np.size(one.y) for one in marks if isinstance(one, Points)) == 4


def test_live_one_network_after_another_learns_and_what_learned_stays() -> None:
    lab = find("vanishing:data=digits,recipes=plain,depths=3,seeds=1,epochs=1,width=8")
    assert isinstance(lab, VanishingLab)
    lab.learn()
    while lab.running:
        lab.advance()
    assert list(lab.outcomes) == ["plain-3"]
    lab.set_recipes(["skip"])
    lab.set_depths([4])
    lab.advance()
    assert [(one.recipe, one.depth) for one in lab.seen] == [("skip", 4), ("plain", 3)]
    assert lab.numbers()["ratio"] == lab.seen[0].ratio
    lab.start_over()
    assert not lab.seen
    assert lab.numbers()["step"] == 0


def test_the_presets_compare_all_recipes_at_a_small_and_a_great_depth() -> None:
    for plan in PRESETS.values():
        assert (min(plan.depths), max(plan.depths), len(plan.recipes)) == (3, 20, 7)


@pytest.mark.parametrize(
    "spec",
    [
        "recipes=magic",
        "recipes=",
        "depths=1",
        "depths=x",
        "depths=31",
        "seeds=0",
        "epochs=0",
        "data=line",
        "rate=1",
    ],
)
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"vanishing:{spec}")
