"""What is told and drawn of outcomes, whatever they are."""

import numpy as np
import pytest

from axb.labs.degradation import EXPERIMENT, Plan
from axb.labs.degradation.outcome import relation
from axb.labs.degradation.picture import panel, scenes
from axb.labs.degradation.verdict import rows, verdict
from axb.views.scene import Line, Text
from axb.words import speaking
from labs.degradation.makers import EPOCHS, outcome, paper

PLAN = Plan(epochs=EPOCHS)


def test_what_the_paper_found_is_degradation_that_skips_undo() -> None:
    told = verdict(paper(), PLAN)
    assert told.startswith(
        "With batch normalisation: 56 plain layers end worse than 20 on what they learned from "
        "(30% wrong, not 5.0%): that is degradation, not overfitting."
    )
    assert "56 layers with skips end better than 20" in told
    assert "56 layers learn clearly more with skips" in told
    assert "In the paper too" in told
    assert "It does not follow" in told


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        ((0.05, 0.02, 0.05, 0.02), "residual networks got better with depth; but its plain ones got worse"),
        ((0.05, 0.3, 0.02, 0.02), "; but its residual ones got better, which is not seen here"),
        ((0.05, 0.05, 0.02, 0.3), "This differs from the paper"),
    ],
)
def test_what_differs_from_the_paper_is_told(ends: tuple[float, ...], says: str) -> None:
    places = [("plain", 20), ("plain", 56), ("resnet", 20), ("resnet", 56)]
    found = [outcome(*place, end) for place, end in zip(places, ends, strict=True)]
    assert says in verdict(found, PLAN)


def test_only_worse_in_test_is_overfitting() -> None:
    found = [outcome("plain", 20, 0.1, 0.12), outcome("plain", 56, 0.02, 0.3)]
    assert "that is overfitting, not degradation" in verdict(found, PLAN)


def test_skips_that_do_not_help_are_told() -> None:
    found = [outcome("plain", 20, 0.2), outcome("plain", 56, 0.3),
             outcome("resnet", 20, 0.2), outcome("resnet", 56, 0.6)]  # fmt: skip
    told = verdict(found, PLAN)
    assert "56 layers with skips end worse than 20" in told
    assert "56 layers learn clearly less with skips" in told


def test_a_difference_counts_where_all_seeds_agree() -> None:
    def two(depth: int, ends: tuple[float, float]) -> list[object]:
        return [outcome("plain", depth, end, seed=seed) for seed, end in enumerate(ends)]

    def found(ends: tuple[float, float]) -> str | None:
        return relation(two(56, ends), two(20, (0.1, 0.1)), "train")  # type: ignore[arg-type]

    assert found((0.2, 0.3)) == "worse"
    assert found((0.05, 0.02)) == "better"
    assert found((0.3, 0.05)) == found((0.105, 0.3)) == "even"
    assert relation([], [outcome("plain", 20, 0.1)], "train") is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_whatever_there_is_so_far_is_told_and_drawn(language: str) -> None:
    with speaking(language):
        for count in range(5):
            for found in (paper()[:count], [outcome("plain", 8, 0.5, norm="off")] * (count > 2)):
                finding = EXPERIMENT.finding(PLAN, found)
                assert finding.says
                assert len(finding.scenes) == 4
                assert len(finding.rows) == len(found)
                assert all(len(row) == len(finding.heads) for row in finding.rows)


def test_of_one_depth_nothing_follows() -> None:
    assert verdict(paper()[:1], PLAN).startswith("There is nothing to compare yet")


def test_without_batch_normalisation_it_is_told_apart() -> None:
    found = [outcome(one.family, one.depth, 0.9, norm="off") for one in paper()]
    told = verdict([*paper(), *found], PLAN)
    assert told.count("In the paper") == 1
    assert (
        "Without batch normalisation: 56 plain layers learn next to nothing (90% wrong; guessing gets 90% wrong)"
        in told
    )


def test_rows_are_medians_with_every_seed() -> None:
    found = [outcome("plain", 20, end, 0.5, seed=seed) for seed, end in enumerate((0.2, 0.1, 0.6))]
    (row,) = rows(found)
    assert row == ["Plain", "with", "20", "20%", "50%", "20% 10% 60%", "20,000"]


def test_panels_are_plain_left_residual_right_with_batch_normalisation_above() -> None:
    assert list(scenes([], PLAN)) == ["plain_on", "resnet_on", "plain_off", "resnet_off"]
    assert "nothing has learned yet" in scenes([], PLAN)["plain_on"].caption


def test_solid_lines_are_what_was_learned_from_and_dashed_ones_new() -> None:
    scene = panel(paper(), PLAN, "plain", "on")
    curves = [mark for mark in scene.marks if isinstance(mark, Line) and np.size(mark.x) == EPOCHS]
    assert [(mark.dashed, np.asarray(mark.y)[-1].round(2)) for mark in curves] == [
        (True, 0.1), (False, 0.05), (True, 0.35), (False, 0.3),
    ]  # fmt: skip
    assert len({mark.color for mark in curves}) == 2
    assert "56 layers end worse than 20, even on what they learned from" in scene.caption


def test_names_of_curves_that_end_together_do_not_stand_on_each_other() -> None:
    found = [outcome("resnet", depth, 0.001) for depth in (8, 20, 56)]
    texts = [mark for mark in panel(found, PLAN, "resnet", "on").marks if isinstance(mark, Text)]
    heights = sorted(mark.y for mark in texts if "layers" in mark.text)
    assert min(np.diff(heights)) > 0.08
