"""The line's lab: what a hand does, what learning does, and that they are what axb itself does."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.labs.line import STARTS, LineLab, line_lab
from axb.optimizers import NAMES, SGD, get
from axb.words import InputError, speaking


def learned(lab: LineLab, steps: int) -> LineLab:
    for _ in range(steps):
        lab.advance()
    return lab


# Learning


@pytest.mark.parametrize("name", NAMES)
def test_a_step_is_the_house_optimizers_own(name: str) -> None:
    lab = LineLab("noisy", name, 0.05, start=(0.3, -0.2))
    a, b = (torch.nn.Parameter(torch.tensor(value, dtype=torch.float64)) for value in (0.3, -0.2))
    rule = get(name)
    rule.learning_rate = 0.05
    x, y = (torch.from_numpy(column.copy()) for column in lab.cloud.points.T)
    for _ in range(5):
        loss = torch.nn.functional.mse_loss(a * x + b, y)
        rule.apply(torch.autograd.grad(loss, (a, b)), (a, b))
        lab.advance()
    assert (lab.a, lab.b) == pytest.approx((a.item(), b.item()), rel=1e-12)
    assert lab.numbers()["step"] == 5


def test_the_loss_falls_to_the_best_line_where_it_stops_by_itself() -> None:
    lab = LineLab("clean")
    lab.learn()
    losses = [lab.loss]
    while lab.running:
        lab.advance()
        losses.append(lab.loss)
    assert losses == sorted(losses, reverse=True)
    assert (lab.a, lab.b) == pytest.approx((0.8, 0.6), abs=1e-3)
    assert lab.state == "arrived"
    assert "no other line has a smaller loss" in lab.verdict().sentence


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_gets_near_with_its_own_first_rate(name: str) -> None:
    lab = learned(LineLab("noisy", name), 300)
    assert lab.loss < 1.05 * lab.cloud.bowl.least


HUNDREDTHS = st.integers(-300, 300).map(
    lambda count: count / 100
)  # nearer to each other, a line is too steep


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=3, max_size=12), st.sampled_from([0.0, 0.5, 0.9]))
def test_the_highest_rate_parts_what_arrives_from_what_diverges(
    points: list[tuple[float, float]], momentum: float
) -> None:
    lab = LineLab(points, SGD(0.1, momentum))
    bowl, limit = lab.cloud.bowl, lab.highest_rate
    assert limit is not None
    steep = np.linalg.eigh([[bowl.mean_square, bowl.mean], [bowl.mean, 1.0]])[1][:, 1]
    away = [], []
    for rate in (0.98 * limit, 1.02 * limit):
        lab.set_line(bowl.best[0] + steep[0], bowl.best[1] + steep[1])
        lab.set_hyper("learning_rate", rate)
        for _ in range(600):
            if lab.state != "diverged":
                lab.advance()
        away[rate > limit].append(float(np.hypot(lab.a - bowl.best[0], lab.b - bowl.best[1])))
    assert away[0][0] < 1 < away[1][0]


def test_too_high_a_rate_is_told_before_and_after_it_diverges_and_there_is_a_way_back() -> None:
    lab = LineLab("clean")
    assert lab.verdict().sentence == ""
    lab.set_hyper("learning_rate", 0.6)
    assert f"above {lab.highest_rate:.3g}" in lab.verdict().sentence
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.state == "diverged"
    assert np.isfinite([lab.a, lab.b, lab.loss]).all()
    assert "was stopped at step" in lab.verdict().sentence
    lab.start_over()
    assert (lab.a, lab.b, lab.numbers()["step"]) == (*LineLab("clean").descent.place, 0)
    lab.set_hyper("learning_rate", 0.1)
    assert lab.verdict().sentence == ""


def test_whatever_the_rate_the_picture_never_gets_numbers_that_are_none() -> None:
    for name in NAMES:
        lab = LineLab("clean", name, rate=1e300)
        lab.learn()
        for _ in range(5):
            lab.advance()
        assert lab.state == "diverged", name
        for scene in lab.scenes().values():
            scene.to_dict()


def test_learning_again_after_divergence_begins_where_the_person_left_it() -> None:
    lab = learned(LineLab(rate=5.0, start=(1.0, 1.0)), 10)
    assert lab.state == "diverged"
    lab.learn()
    assert lab.running
    assert (lab.a, lab.b) == (1.0, 1.0)


def test_what_arrived_goes_on_when_a_point_moves_unless_it_was_stopped() -> None:
    lab = LineLab("clean")
    lab.learn()
    while lab.running:
        lab.advance()
    lab.move_point(0, -1, 3)
    assert lab.running
    assert lab.state == "open"
    lab.pause()
    lab.move_point(0, -1, 2)
    assert not lab.running


def test_starting_over_keeps_the_last_way_in_sight() -> None:
    lab = learned(LineLab(start=(2.0, 2.0)), 7)
    lab.start_over()
    assert (lab.a, lab.b, len(lab.descent.before)) == (2.0, 2.0, 8)
    lab.set_line(a=1.0)
    assert lab.descent.before == []


def test_the_rate_changes_while_it_runs_and_its_memory_stays() -> None:
    lab = learned(LineLab(optimizer="adam"), 3)
    lab.set_hyper("learning_rate", 0.5)
    assert lab.optimizer.iterations == 3
    assert lab.numbers()["rate"] == 0.5
    with pytest.raises(InputError, match="Adam: beta_1 must be"):
        lab.set_hyper("beta_1", 1.5)
    with pytest.raises(
        InputError, match="adam must be one of learning_rate, beta_1, beta_2, epsilon; got 'rho'"
    ):
        lab.set_hyper("rho", 0.5)


# The hand


def test_an_end_turns_the_line_around_b_and_the_middle_shifts_it() -> None:
    lab = LineLab(start=(0.5, 1.0))
    lab.turn(3.0, 4.0)
    assert (lab.a, lab.b) == (1.0, 1.0)
    lab.turn(-2.0, 2.0)
    assert (lab.a, lab.b) == (-0.5, 1.0)
    lab.shift(2.0, 1.0)
    assert (lab.a, lab.b) == (-0.5, 2.0)


def test_far_from_zero_it_turns_around_the_middle_of_the_picture() -> None:
    lab = LineLab([(2000, 1), (2010, 2)], start=(0, 1.5))
    lab.turn(2010, 3.5)
    assert lab.a == pytest.approx(0.4)
    assert lab.a * 2005 + lab.b == pytest.approx(1.5)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
@settings(deadline=None)
def test_what_a_hand_holds_is_always_in_sight(a: float, b: float) -> None:
    lab = LineLab(start=(a, b))
    held = [mark for mark in lab.scenes()["data"].marks if mark.kind == "points" and mark.name != "points"]
    assert [mark.name for mark in held] == ["turn", "shift"]
    seen = lab.cloud.seen
    for mark in held:
        assert np.clip(mark.x, seen.x0, seen.x1).tolist() == list(mark.x)
        assert np.clip(mark.y, seen.y0, seen.y1).tolist() == list(mark.y)


def test_points_come_go_and_move_and_every_change_can_be_taken_back() -> None:
    lab = LineLab("clean")
    before = lab.cloud.points
    lab.add_point(1.0, 3.0)
    assert lab.chosen == 9
    for y in (3.1, 3.2, 3.3):
        lab.move_point(9, 1.0, y)
    lab.remove_point(0)
    assert len(lab.cloud.points) == 9
    lab.undo()
    assert lab.cloud.points[9].tolist() == [1.0, 3.3]
    lab.undo()
    assert lab.cloud.points[9].tolist() == [1.0, 3.0]
    lab.undo()
    assert (lab.cloud.points == before).all()
    with pytest.raises(InputError, match="no change of the points"):
        lab.undo()


def test_nothing_jumps_under_the_hand_but_what_leaves_the_picture_is_shown() -> None:
    lab = LineLab("clean")
    seen = lab.cloud.seen
    lab.move_point(0, seen.x0, seen.y1)
    assert lab.cloud.seen == seen
    lab.move_point(0, seen.x0 - 1, seen.y1)
    assert lab.cloud.seen.x0 == seen.x0 - 1
    assert lab.cloud.seen.x1 == seen.x1


def test_what_is_no_number_is_refused() -> None:
    lab = LineLab("clean")
    for act in (
        lambda: lab.add_point(float("nan"), 0),
        lambda: lab.move_point(0, float("inf"), 0),
        lambda: lab.move_point(99, 0, 0),
        lambda: lab.remove_point(-1),
        lambda: lab.set_line(a=float("nan")),
        lambda: lab.turn(0, float("inf")),
        lambda: lab.set_points([(1, float("nan"))]),
        lambda: lab.set_points([]),
        lambda: lab.set_points("cloudy"),
        lambda: lab.set_points(np.zeros((1001, 2))),
        lambda: lab.set_optimizer("adamant"),
    ):
        with pytest.raises(InputError):
            act()
    assert (lab.cloud.points == LineLab("clean").cloud.points).all()


def test_one_point_stays_and_a_thousand_are_enough() -> None:
    lab = LineLab([(1.0, 2.0)])
    with pytest.raises(InputError, match="One point must stay"):
        lab.remove_point(0)
    lab.scenes()
    full = LineLab(np.zeros((1000, 2)))
    with pytest.raises(InputError, match="1,000 points already"):
        full.add_point(0, 0)


def test_other_points_bring_a_line_to_learn_from_and_a_rate_that_suits() -> None:
    lab = learned(LineLab("clean"), 5)
    lab.set_points(np.stack([np.arange(2000, 2020), np.arange(20) ** 2 * 1e4], axis=1))
    assert lab.numbers()["step"] == 0
    assert lab.highest_rate is not None
    assert lab.numbers()["rate"] < lab.highest_rate
    assert "centre and scale the points" in lab.verdict().sentence
    lab.scale_points()
    assert lab.verdict().sentence == ""
    assert lab.cloud.points.mean(axis=0) == pytest.approx([0, 0])
    assert learned(lab, 100).loss == pytest.approx(lab.cloud.bowl.least)


# What is told


def test_the_bowl_tells_the_loss_of_every_line_and_its_slope() -> None:
    lab = LineLab("noisy", start=(1.7, -0.4))
    x, y = lab.cloud.points.T
    assert lab.loss == pytest.approx(np.mean((1.7 * x - 0.4 - y) ** 2))
    a, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (1.7, -0.4))
    loss = (a * lab.cloud.x + b - lab.cloud.y).square().mean()
    told = [one.item() for one in torch.autograd.grad(loss, (a, b))]
    assert lab.cloud.bowl.slope(1.7, -0.4) == pytest.approx(told)


def test_commands_words_make_the_lab_they_say() -> None:
    lab = line_lab(
        {"points": "outlier", "rate": "0.25", "optimizer": "sgd", "momentum": "0.5", "a": "1", "best": "yes"}
    )
    assert (lab.optimizer.rate, lab.optimizer.momentum, lab.a, lab.best_shown) == (0.25, 0.5, 1.0, True)
    assert (lab.cloud.points == STARTS["outlier"]()).all()
    for wrong in (
        {"points": "x"},
        {"rate": "fast"},
        {"colour": "1"},
        {"best": "maybe"},
        {"optimizer": "x"},
        {"a": "nan"},
    ):
        with pytest.raises(InputError):
            line_lab(wrong)


def test_the_same_words_make_the_same_film() -> None:
    films = [
        [lab.numbers() for _ in range(5) if lab.advance() is None] for lab in (line_lab({}), line_lab({}))
    ]
    assert films[0] == films[1]


def test_it_speaks_both_languages() -> None:
    lab = learned(LineLab(rate=0.6), 20)
    with speaking("ja"):
        assert "発散" in lab.verdict().sentence
        assert "損失" in lab.scenes()["data"].caption
    assert "diverged" in lab.verdict().sentence
