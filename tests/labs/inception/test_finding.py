"""Sentences and pictures follow from the outcomes, whoever wins."""

import numpy as np
import pytest

from axb.labs.inception import EXPERIMENT, Plan
from axb.labs.inception.networks import NETWORKS
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.picture import errors_scene, maps_scene, without_scene
from axb.labs.inception.verdict import rows, verdict
from axb.views.scene import Boxes, Image, Line, Points
from axb.words import speaking
from labs.inception.makers import outcome


def found(several: list[float], single: list[float]) -> list[Outcome]:
    return [
        outcome(name, seed, error)
        for name in NETWORKS
        for seed, error in enumerate(several if name == "inception" else single)
    ]


def test_ahead_is_who_beats_all_seeds_of_the_other() -> None:
    told = verdict(found([0.10, 0.11, 0.12], [0.13, 0.14, 0.15]), Plan())
    assert "Even the worst seed of several sizes side by side beats the best seed of: 1×1 only" in told
    assert "with 3 seeds each, one beats the other like this in 10.0% of cases" in told
    assert "loses" not in told
    assert "overlap" not in told


def test_behind_is_told_as_plainly() -> None:
    told = verdict(found([0.2, 0.2, 0.2], [0.1, 0.1, 0.19]), Plan())
    assert (
        "Even the best seed of several sizes side by side loses against the worst seed of: 1×1 only" in told
    )


def test_seeds_that_overlap_say_nothing() -> None:
    told = verdict(found([0.1, 0.1, 0.2], [0.15, 0.15, 0.15]), Plan())
    assert "overlap, so nothing follows: 1×1 only, 3×3 only, 5×5 only" in told
    assert "by chance" not in told


def test_one_seed_says_nothing_about_who_is_better() -> None:
    told = verdict(found([0.1], [0.5]), Plan(seeds=1))
    assert "With fewer than 3 seeds each nothing follows" in told
    assert "beats" not in told


def test_the_branch_that_is_missed_most_is_named_with_what_does_not_follow() -> None:
    ones = found([0.1, 0.1, 0.1], [0.2, 0.2, 0.2])
    for one in ones:
        if one.without:
            one.without["module_2.filters_pool"] = 0.4
            one.without["module_1.filters_1x1"] = 0.08
    told = verdict(ones, Plan())
    assert (
        "pooling of module 2 is missed most (30.0 points of accuracy), 1×1 of module 1 least (−2.0)" in told
    )
    assert "never met those zeros" in told


def test_a_branch_that_changes_next_to_nothing_changes_nothing() -> None:
    one = outcome("inception", 0, 0.1, without={"module_1.filters_1x1": 0.0999, "module_1.filters_3x3": 0.05})
    told = verdict([one], Plan())
    assert "1×1 of module 1 is missed most (0.0 points of accuracy), 3×3 of module 1 least (−5.0)" in told


@pytest.mark.parametrize("language", ["en", "ja"])
def test_some_outcomes_or_none_are_enough(language: str) -> None:
    with speaking(language):
        for ones in ([], [outcome("3x3", 0, 0.2)], [outcome("inception", 0, 0.2)]):
            finding = EXPERIMENT.finding(Plan(), ones)
            assert finding.says
            assert len(finding.scenes) == 3
            assert all(len(row) == len(finding.heads) for row in finding.rows)


def test_the_table_tells_widths_and_counts() -> None:
    table = rows([outcome("5x5", 0, 0.2), outcome("5x5", 1, 0.3), outcome("5x5", 2, 0.4)])
    assert table == [["5×5 only", "8 + 16", "8,000", "0.50 M", "1.5", "30.0%", "30.0%", "20.0% 30.0% 40.0%"]]


def test_every_network_has_a_bar_and_every_seed_a_dot() -> None:
    marks = errors_scene(found([0.1, 0.2, 0.3], [0.3, 0.3, 0.5]), Plan()).marks
    bars = [
        one
        for one in marks
        if isinstance(one, Boxes) and len(np.atleast_1d(one.x0)) == 1 and one.fill == 0.35
    ]
    assert [np.asarray(one.y1).item() for one in bars] == [0.3, 0.3, 0.3, 0.2]
    assert sum(np.size(one.y) for one in marks if isinstance(one, Points)) == 12


def test_no_mistakes_at_all_have_a_picture_too() -> None:
    one = outcome("inception", 0, 0.0, without={"module_1.filters_1x1": 0.0})
    for scene in (errors_scene([one], Plan()), without_scene([one])):
        assert scene.y.high > scene.y.low


def test_a_dashed_line_is_the_error_with_all_branches_on() -> None:
    marks = without_scene([outcome("inception", 0, 0.25)]).marks
    (line,) = [one for one in marks if isinstance(one, Line) and one.dashed]
    assert list(np.asarray(line.y)) == [0.25, 0.25]
    bars = [np.asarray(one.y1).item() for one in marks if isinstance(one, Boxes)]
    assert bars == pytest.approx([0.26] * 8)


def test_the_maps_are_those_of_the_first_network_that_was_looked_into() -> None:
    scene = maps_scene([outcome("1x1", 0, 0.2), outcome("inception", 0, 0.2)], Plan(data="digits"))
    assert len([one for one in scene.marks if isinstance(one, Image)]) == 1 + 2
    assert "of one picture (0)" in scene.caption
