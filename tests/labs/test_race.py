"""The race before one's eyes: the same numbers as `axb race`, what it says, what it shows."""

import copy
import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb.jobs.racing import race
from axb.jobs.racing.verdict import verdict
from axb.labs.catalogue import find
from axb.labs.race import RaceLab
from axb.labs.race.plan import job_of
from axb.views.palette import OPTIMIZERS
from axb.views.scene import Boxes, Line, Points, Text
from axb.words import InputError, speaking

SMALL: dict[str, Any] = {
    "data": "spiral",
    "optimizers": ("sgd", "adam"),
    "rates": (0.01, 0.1),
    "seeds": 3,
    "epochs": 3,
    "hidden": (8,),
}


def ended(**options: Any) -> RaceLab:
    lab = RaceLab(**{**SMALL, **options})
    lab.learn()
    while lab.running:
        lab.advance()
    return lab


def test_it_comes_to_the_numbers_of_a_race_whose_members_are_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    lab = ended()
    found = race(job_of(lab.plan), vary=lab.plan.vary, seeds=3, name="r")
    assert lab.results.race is not None
    np.testing.assert_allclose(lab.results.race.scores, found.scores, atol=1e-6)
    assert lab.scores.shape == (4, 3, 3)
    assert lab.verdict() == verdict(found)


def test_it_ends_by_itself_and_begins_anew() -> None:
    lab = ended(seeds=1)
    steps, scores, said = lab.step, lab.scores, lab.verdict()
    assert (lab.epoch, lab.finished, lab.running) == (3, True, False)
    assert steps == 3 * 4  # 210 of 300 points, 64 at a time
    lab.advance()
    assert lab.step == steps
    lab.learn()
    assert (lab.step, lab.running) == (0, True)
    for _ in range(steps):
        lab.advance()
    np.testing.assert_array_equal(lab.scores, scores)
    assert lab.verdict() == said
    assert "One seed says nothing" in said


def test_it_says_how_far_it_is_before_it_says_what_is_known() -> None:
    lab = RaceLab(**SMALL)
    assert "12 networks" in lab.verdict()
    assert math.isnan(lab.numbers()["accuracy"])
    for _ in range(4):
        lab.advance()
    numbers = lab.numbers()
    assert (numbers["step"], numbers["epoch"]) == (4, 1)
    assert 0 < numbers["accuracy"] <= 1
    assert numbers["lead"] >= 0
    assert math.isnan(numbers["more_seeds"])
    assert "After epoch 1 of 3" in lab.verdict()
    with speaking("ja"):
        assert "3 エポック中 1 エポック" in lab.verdict()


def test_the_numbers_of_the_end_are_the_tests() -> None:
    lab = ended(rates=(1e-6, 0.1), seeds=5, epochs=20, optimizers=["adam"])
    assert "learning_rate=0.1 wins" in lab.verdict()
    assert lab.numbers()["more_seeds"] == 0
    level = ended(rates=(0.1, 0.11), optimizers=["adam"])
    found = level.results.race
    assert found is not None
    assert found.standing.winner is None
    more = found.standing.more_seeds
    told = level.numbers()["more_seeds"]
    assert told == more or (more is None and math.isnan(told))


def test_what_changes_begins_anew() -> None:
    lab = ended()
    lab.set_seeds(2)
    assert (lab.step, lab.plan.seeds, len(lab.plan.settings)) == (0, 2, 4)
    lab.set_rates([0.1])
    assert [lab.name(one) for one in range(2)] == ["SGD 0.1", "Adam 0.1"]
    lab.set_optimizers(["momentum", "adamw"])
    assert [one["optimizer"] for one in lab.plan.settings] == ["momentum", "adamw"]
    assert [one["learning_rate"] for one in lab.plan.settings] == [0.1, 0.1]


def test_a_copy_begins_anew_and_comes_to_the_same_end() -> None:
    lab = ended(seeds=1)
    for other in (copy.deepcopy(lab), pickle.loads(pickle.dumps(lab))):  # as the film's process gets it
        assert other.step == 0
        while not other.finished:
            other.advance()
        np.testing.assert_array_equal(other.scores, lab.scores)


def test_who_diverges_is_last_and_disturbs_nobody() -> None:
    deep: dict[str, Any] = {
        "optimizers": ["sgd"],
        "hidden": [8] * 5,
    }  # 1e9 in every layer is more than a float32 holds
    alone, lab = ended(rates=[0.1], **deep), ended(rates=[0.1, 1e9], **deep)
    np.testing.assert_allclose(lab.scores[0], alone.scores[0], atol=1e-6)
    assert np.isnan(lab.scores[1]).all()
    assert lab.results.order == (0, 1)
    assert "Only optimizer=sgd learning_rate=0.1" in lab.verdict()
    assert all(scene.to_dict()["marks"] for scene in lab.scenes().values())


# What is seen


def of(scene: Any, kind: type, **fields: object) -> list[Any]:
    return [
        mark
        for mark in scene.marks
        if isinstance(mark, kind) and all(getattr(mark, name) == value for name, value in fields.items())
    ]


def test_each_setting_has_a_curve_in_its_optimizers_colour_and_its_name() -> None:
    lab = ended()
    scene, means = lab.scenes()["curves"], lab.scores.mean(1)
    curves = [line for line in of(scene, Line) if line.opacity == 1]
    assert len(curves) == 4
    for one, setting in enumerate(lab.plan.settings):
        (line,) = [line for line in curves if np.array_equal(line.y, means[one])]
        assert line.color == OPTIMIZERS[setting["optimizer"]]
    assert len(of(scene, Line)) == 4 + 2 * 3  # the best two seed by seed
    assert {text.text for text in of(scene, Text)} == {lab.name(one) for one in range(4)}
    assert (scene.y.low, scene.x.low) == (pytest.approx(min(0.5, 0.1 * np.floor(10 * lab.scores.min()))), 0)


def test_the_standing_shows_every_seed_and_the_best_on_top() -> None:
    lab = ended()
    scene = lab.scenes()["standing"]
    rings, means = of(scene, Points, hollow=True), of(scene, Points, hollow=False)
    assert [len(ring.x) for ring in rings] == [3] * 4
    assert sorted((float(dot.x[0]) for dot in means), reverse=True) == [float(dot.x[0]) for dot in means]
    assert [float(dot.y[0]) for dot in means] == [4, 3, 2, 1]
    (strip,) = of(scene, Boxes)
    assert strip.x1[0] == pytest.approx(float(means[0].x[0]))
    lab.start_over()
    assert of(lab.scenes()["standing"], Boxes) == []


# In words


def test_it_is_told_in_one_word() -> None:
    lab: Any = find("race:data=moons,optimizers=sgd|adam,rates=0.01+0.1,seeds=2,epochs=4,hidden=8-4")
    job = job_of(lab.plan)
    assert (job.model, job.data, job.epochs, lab.plan.seeds) == ("mlp:hidden=8,4", "moons", 4, 2)
    assert [tuple(one.values()) for one in lab.plan.settings] == [
        ("sgd", 0.01), ("sgd", 0.1), ("adam", 0.01), ("adam", 0.1),
    ]  # fmt: skip
    flat: Any = find("race:hidden=,optimizers=adam,rates=0.1,seeds=1")
    flat.advance()
    assert flat.step == 1


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("race:data=fashion-mnist", "spiral"),
        ("race:optimizers=lion", "momentum"),
        ("race:optimizers=", "momentum"),
        ("race:rates=fast", "rate"),
        ("race:rates=0", "rate"),
        ("race:rates=1+2+3+4+5+6+7", "rates"),
        ("race:seeds=0", "seeds"),
        ("race:seeds=21", "seeds"),
        ("race:seeds=few", "seeds"),
        ("race:epochs=1000", "epochs"),
        ("race:hidden=9999", "hidden"),
    ],
)
def test_what_cannot_race_is_told(spec: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        find(spec)
