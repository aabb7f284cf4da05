"""What the lessons say is so: each laboratory is run, and each number that a text or an answer states is checked."""

import math
import re
import shlex
from functools import cache

import numpy as np
import pytest

from axb.jobs import Job
from axb.labs.catalogue import find
from axb.labs.convolution import ConvolutionLab
from axb.labs.race import RaceLab
from axb.labs.surface import SurfaceLab
from axb.lessons import NAMES, Choose, Lesson, Number, lesson
from axb.lessons.hands import Hands
from axb.lessons.telling import told, wanted
from axb.races.domains import read_vary, settings

LINE, TASK, DEPTH, ADAM = (lesson(name, "en") for name in ("line", "task", "depth", "optimizers"))
STEPS = [(name, number) for name in NAMES for number in range(len(lesson(name, "en").steps))]
parametrize_steps = pytest.mark.parametrize(("name", "number"), STEPS)


@cache
def done(chosen: Lesson, number: int, moves: int | None = None) -> dict[str, float]:
    """A laboratory's numbers after its first so many moves."""
    hands = Hands(chosen.steps[number].bench)
    for move in chosen.steps[number].bench.moves[:moves]:
        hands.do(move)
    return dict(hands.lab.numbers())


def learned(spec: str, steps: int) -> dict[str, float]:
    lab = find(spec)
    for _ in range(steps):
        lab.advance()
    return dict(lab.numbers())


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_laboratories_questions_and_right_answers(name: str) -> None:
    english, japanese = lesson(name, "en"), lesson(name, "ja")
    assert len(english.steps) == len(japanese.steps) >= 6
    for en, ja in zip(english.steps, japanese.steps, strict=True):
        for field in ("lab", "views", "numbers", "controls", "moves", "goal"):
            assert getattr(en.bench, field) == getattr(ja.bench, field), (en.title, field)
        assert type(en.question) is type(ja.question)
        if isinstance(en.question, Number) and isinstance(ja.question, Number):
            assert (en.question.number, en.question.within) == (ja.question.number, ja.question.within)
            assert [slip.number for slip in en.question.slips] == [slip.number for slip in ja.question.slips]
        elif isinstance(en.question, Choose) and isinstance(ja.question, Choose):
            assert [one.right for one in en.question.choices] == [one.right for one in ja.question.choices]


@parametrize_steps
def test_a_laboratory_shows_what_its_step_names(name: str, number: int) -> None:
    bench = lesson(name, "en").steps[number].bench
    lab = find(bench.lab)
    assert bench.views
    assert set(bench.views) <= set(lab.scenes())
    assert len(told(bench, lab.numbers())) == len(bench.numbers) > 0


@parametrize_steps
def test_each_picture_and_number_of_a_step_has_its_words(name: str, number: int) -> None:
    from axb.words import say

    bench = lesson(name, "en").steps[number].bench
    assert all(say(f"studio_lessons.view_{view}") for view in bench.views)
    assert all(say(f"lessons.number_{one}") for one in bench.numbers)


@parametrize_steps
def test_the_moves_reach_the_goal_which_was_not_reached_before(name: str, number: int) -> None:
    bench = lesson(name, "en").steps[number].bench
    assert bench.moves
    if bench.goal is not None:
        assert wanted(bench.goal)
        assert not bench.goal.reached(find(bench.lab).numbers())
        assert bench.goal.reached(done(lesson(name, "en"), number))


@parametrize_steps
def test_no_slip_is_the_right_answer(name: str, number: int) -> None:
    question = lesson(name, "en").steps[number].question
    if isinstance(question, Number):
        assert question.check(f"{question.number}").right
        assert not any(question.check(f"{slip.number}").right for slip in question.slips)


def number_of(chosen: Lesson, step: int) -> float:
    question = chosen.steps[step].question
    assert isinstance(question, Number)
    return question.number


# y = ax + b


def test_the_clean_points_lie_on_the_line_that_is_told() -> None:
    assert done(LINE, 0)["loss"] == pytest.approx(0)
    assert number_of(LINE, 0) == pytest.approx(0.8 * 2 + 0.6)


def test_a_line_that_is_1_2_3_too_high_has_the_loss_1_4_9() -> None:
    losses = [learned(f"line:points=clean,a=0.8,b={0.6 + high}", 0)["loss"] for high in (1, 2, 3)]
    assert losses == pytest.approx([1, 4, 9])
    assert done(LINE, 1, 0)["loss"] == pytest.approx(1)
    assert done(LINE, 1)["loss"] == pytest.approx(4)
    assert number_of(LINE, 1) == 9


def test_the_best_line_of_the_noisy_points_has_the_loss_027() -> None:
    assert f"{done(LINE, 2)['least_loss']:.2f}" == "0.27"


def test_the_first_step_goes_from_0_to_one_half() -> None:
    after = learned(LINE.steps[3].bench.lab, 1)
    assert after["a"] == pytest.approx(number_of(LINE, 3), abs=0.01)
    assert -after["a"] / 0.1 == pytest.approx(-5, abs=0.05)  # the gradient of a, which is about -5


def test_what_the_rates_do() -> None:
    start = "line:points=noisy,a=0,b=0,rate="
    assert learned(f"{start}0.01", 20)["loss"] > 0.5
    assert learned(f"{start}0.2", 2)["loss"] < 0.3
    losses = [learned(f"{start}0.4", steps)["loss"] for steps in range(8)]
    assert losses == sorted(losses)
    lab = find(f"{start}0.4")
    assert f"{lab.highest_rate:.2f}" == "0.34"  # type: ignore[attr-defined]


def test_the_outlier_pulls_the_slope_from_08_to_037() -> None:
    start = done(LINE, 5, 0)
    assert f"{start['best_a']:.2f}" == f"{start['a']:.2f}" == "0.37"
    assert done(LINE, 5)["a"] == pytest.approx(0.8, abs=0.01)
    assert number_of(LINE, 5) == 4**2


def test_a_line_among_points_on_a_curve_comes_to_059_and_no_further() -> None:
    assert f"{done(LINE, 6)['loss']:.2f}" == f"{learned(LINE.steps[6].bench.lab, 2000)['loss']:.2f}" == "0.59"


def test_a_unit_with_two_inputs_has_two_a_and_one_b() -> None:
    hands = Hands(LINE.steps[7].bench)
    shapes = [tuple(part.shape) for part in hands.lab.model.parameters()]  # type: ignore[attr-defined]
    assert shapes == [(2, 1), (1,)]


def test_a_layer_of_10_units_on_784_pixels_learns_7850_numbers() -> None:
    from axb import layers, models

    layer = models.Sequential([layers.Input((784,)), layers.Dense(10)])
    assert layer.count_params() == number_of(LINE, 7) == 7850


# The task decides


def test_what_cross_entropy_and_squared_error_are_at_p_001() -> None:
    start = done(TASK, 2, 0)
    assert f"{start['p_cross_entropy']:.2f}" == "0.01"
    assert f"{start['loss_cross_entropy']:.1f}" == "4.6"
    assert f"{start['loss_squared_error']:.2f}" == "0.98"
    slopes = start["slope_cross_entropy"], start["slope_squared_error"]
    assert (f"{slopes[0]:.2f}", f"{slopes[1]:.2f}") == ("-0.99", "-0.02")
    assert round(slopes[0] / slopes[1], -1) == 50


def test_after_20_steps_cross_entropy_is_away_and_squared_error_is_not() -> None:
    end = done(TASK, 2)
    assert end["step"] == 20
    assert end["p_cross_entropy"] > 0.8
    assert end["p_squared_error"] < 0.02


def test_on_the_border_p_is_one_half() -> None:
    assert learned("certainty:z=0", 0)["p_cross_entropy"] == number_of(TASK, 1) == 0.5


def test_softmax_adds_up_to_1() -> None:
    hands = Hands(TASK.steps[3].bench)
    p = hands.lab.model.predict([[0.3, -0.2], [0.9, 0.1]], verbose=0)  # type: ignore[attr-defined]
    assert p.shape == (2, 3)
    assert p.sum(1) == pytest.approx([1, 1])


def test_overlapping_classes_leave_a_loss_of_036() -> None:
    spec = TASK.steps[4].bench.lab
    assert learned(spec, 1500)["loss"] == pytest.approx(0.36, abs=0.01)


def test_xor_is_guessed_by_one_unit_and_by_units_without_a_bend() -> None:
    spec = TASK.steps[5].bench.lab
    assert learned(spec, 300)["loss"] == pytest.approx(math.log(2), abs=0.005)
    assert learned(spec.replace("hidden=", "hidden=8,activation=linear"), 300)["loss"] == pytest.approx(
        math.log(2), abs=0.005
    )
    assert done(TASK, 5)["accuracy"] > 0.95


@pytest.mark.parametrize(
    ("data", "units", "activation", "loss"),
    [
        ("hills", 1, "linear", "mean squared error"),
        ("moons", 1, "sigmoid", "binary cross-entropy"),
        ("spiral:classes=3", 3, "softmax", "cross-entropy"),
    ],
)
def test_axb_chooses_what_the_table_says(data: str, units: int, activation: str, loss: str) -> None:
    hands = Hands(TASK.steps[6].bench)
    hands.do(f"data={data}")
    output = hands.lab.model.get_layer("output")  # type: ignore[attr-defined]
    assert (output.units, output.get_config()["activation"]) == (units, activation)
    assert f"{units} {activation} output" in hands.says()
    assert loss in hands.says()
    rows = [line for line in TASK.steps[6].text.splitlines() if f"| {activation} |" in line]
    assert len(rows) == 1
    assert loss in rows[0]


# Adam takes the best of two


def walked(spec: str, steps: int = 300) -> SurfaceLab:
    lab = find(spec)
    assert isinstance(lab, SurfaceLab)
    for _ in range(steps):
        lab.advance()
    return lab


def test_descent_stays_in_the_hole_at_lower_rates_too() -> None:
    for rate, steps in ((0.05, 300), (0.02, 1000)):
        lab = walked(f"surface:on=trap,optimizers=sgd,sgd_rate={rate},steps={steps}", steps)
        assert lab.fates["sgd"].state == "caught"
        slope = lab.surface.formula.slope(*lab.paths.places[0, -1])
        assert slope == pytest.approx((0, 0), abs=1e-4)


def test_on_an_even_slope_the_steps_of_momentum_grow_tenfold() -> None:
    steps = [0.05]
    while len(steps) < 300:
        steps.append(0.9 * steps[-1] + 0.05)
    assert steps[1] == pytest.approx(0.095)
    assert steps[-1] == pytest.approx(number_of(ADAM, 1)) == 10 * steps[0]


def test_a_shorter_memory_does_not_get_out_of_the_hole() -> None:
    assert [done(ADAM, 1, moves)["escaped_momentum"] for moves in (1, 2, 3)] == [1, 0, 0]


def test_the_narrow_valley_bears_no_rate_above_004() -> None:
    spec = "surface:on=bowl,optimizers=sgd,condition=50,sgd_rate="
    lab = walked(f"{spec}0.005", 0)
    assert lab.surface.formula.slope(1.0, 1.0) == (1, 50)
    assert 1 - number_of(ADAM, 2) * 50 == pytest.approx(-1)
    assert walked(f"{spec}0.045").fates["sgd"].state == "gone"
    losses = {
        rate: walked(f"{spec}{rate}").numbers()["loss_sgd"] for rate in ("0.005", "0.01", "0.02", "0.036")
    }
    assert [loss < 0.001 for loss in losses.values()] == [False, False, True, True]


def test_at_the_start_x_has_20_times_the_effective_step_of_y() -> None:
    lab = walked(ADAM.steps[3].bench.lab)
    sgd, rmsprop = lab.paths.rates(1)
    assert np.abs(lab.surface.formula.slope(*lab.start)) == pytest.approx((2, 40))
    assert rmsprop[0, 0] / rmsprop[0, 1] == pytest.approx(number_of(ADAM, 3), rel=1e-3)
    assert sgd[0, 0] == pytest.approx(sgd[0, 1])


def test_adam_has_what_momentum_and_rmsprop_lack() -> None:
    spec = ADAM.steps[4].bench.lab
    trap, bowl = walked(spec), walked(spec.replace("trap", "bowl"))
    states = {name: fate.state for name, fate in trap.fates.items()}
    assert states == {"momentum": "arrived", "rmsprop": "caught", "adam": "arrived"}
    swings = {
        name: int((np.diff(np.sign(places[:, 1])) != 0).sum())
        for name, places in zip(bowl.shown, bowl.paths.places[:, :60], strict=True)
    }
    assert swings["momentum"] >= 5 > swings["rmsprop"]
    assert bowl.numbers()["loss_adam"] < 0.01


def test_without_its_memory_adam_stays_in_the_trap_as_rmsprop_does() -> None:
    assert done(ADAM, 4, 1)["escaped_adam"] == 1
    assert done(ADAM, 4, 2)["escaped_adam"] == 0


def test_adams_rate_says_how_far_it_comes() -> None:
    spec = ADAM.steps[5].bench.lab
    slow = walked(spec)
    assert slow.numbers()["loss_adam"] > 1
    assert (
        walked(spec.replace("rate=0.01", "rate=0.3").replace("beta_1=0.9", "beta_1=0")).numbers()["loss_adam"]
        > 1
    )
    moved = np.abs(np.diff(slow.paths.places[0], axis=0)).max()
    assert moved == pytest.approx(0.01, rel=0.05)
    assert number_of(ADAM, 5) == pytest.approx((1 - slow.start[0]) / 0.01)


@cache
def raced(number: int, moves: int) -> RaceLab:
    hands = Hands(ADAM.steps[number].bench)
    for move in ADAM.steps[number].bench.moves[:moves]:
        hands.do(move)
    assert isinstance(hands.lab, RaceLab)
    return hands.lab


def test_at_one_rate_adam_is_far_ahead_and_at_its_own_rate_sgd_is_close() -> None:
    one, several = raced(6, 1), raced(6, 3)
    assert one.name(one.results.order[0]) == "Adam 0.01"
    assert one.numbers()["lead"] > 15
    means = {several.name(number): several.results.mean(number) for number in range(6)}
    assert means["SGD 1"] > 0.9 > means["SGD 0.01"] + 0.3
    assert means["SGD 1"] > means["Adam 0.01"] - 0.05
    assert means["Adam 1"] < 0.25


def test_the_fair_race_has_60_networks_and_cannot_know_yet() -> None:
    lab = raced(7, 1)
    assert len(lab.plan.settings) * lab.plan.seeds == 60
    race = lab.results.race
    assert race is not None
    assert "Can't know yet" in lab.verdict()
    assert lab.numbers()["more_seeds"] == race.standing.more_seeds
    assert len(race.standing.level) > 1
    assert race.standing.behind


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_command_that_is_told_runs_the_same_race(language: str) -> None:
    from typer.main import get_command

    from axb.cli.app import app

    step = lesson("optimizers", language).steps[7]
    (told,) = re.findall(r"`axb race ([^`]+)`", step.text)
    command = get_command(app).commands["race"]  # type: ignore[attr-defined]
    asked = command.make_context("race", shlex.split(told)).params
    lab = find(step.bench.lab)
    assert isinstance(lab, RaceLab)
    assert settings(dict(map(read_vary, asked["vary"]))) == lab.plan.settings
    job = Job(
        *(asked[name] for name in ("model", "data", "epochs", "batch_size")), validation=asked["validation"]
    )
    assert (lab.plan.job, lab.plan.seeds) == (job, asked["seeds"])


# Convolution is y = ax + b


CONVOLUTION = lesson("convolution", "en")


def convolved(spec: str) -> ConvolutionLab:
    lab = find(spec)
    assert isinstance(lab, ConvolutionLab)
    return lab


def test_inside_the_house_y_is_0_and_at_its_left_edge_3() -> None:
    assert done(CONVOLUTION, 0, 0)["y"] == 0
    assert done(CONVOLUTION, 0)["y"] == convolved(CONVOLUTION.steps[0].bench.lab).seen.map.max() == 3


def test_the_patch_of_the_question_gives_2() -> None:
    lab = convolved("convolution:picture=house,filter=left,row=5,column=1,b=-1")
    assert lab.seen.a.tolist() == [[-1, 0, 1]] * 3
    assert lab.y == number_of(CONVOLUTION, 0) == 2


def test_a_filter_of_3_by_3_learns_10_numbers_and_makes_676() -> None:
    lab = convolved("convolution:picture=boot")
    assert sum(part.numel() for part in lab.seen.layer.parameters()) == number_of(CONVOLUTION, 1) == 10
    assert lab.places == 676
    assert len(lab.seen.map) == 26
    assert convolved(CONVOLUTION.steps[1].bench.lab).seen.picture.shape == (8, 8)


def test_bottom_edges_answer_most_strongly_at_the_sole() -> None:
    seen = convolved(CONVOLUTION.steps[2].bench.lab).seen
    sole = {name: float(values[19:23, 2:24].max(0).mean()) for name, values in seen.channels.items()}
    assert max(sole, key=sole.__getitem__) == "bottom"
    assert seen.channels["top"][19:23, 2:24].min(0).mean() < -1


@pytest.mark.parametrize(
    ("side", "size", "padding", "expected"), [(32, 5, "valid", 28), (32, 5, "same", 32), (32, 3, "valid", 30)]
)
def test_how_large_a_map_is(side: int, size: int, padding: str, expected: int) -> None:
    from axb import layers, models

    model = models.Sequential([layers.Input((side, side, 1)), layers.Conv2D(1, size, padding=padding)])
    assert model.output_shape == (None, expected, expected, 1)
    assert number_of(CONVOLUTION, 3) == 28


def test_with_padding_and_then_stride_the_map_has_28_and_14() -> None:
    assert [done(CONVOLUTION, 3, moves)["map"] for moves in (0, 1, 2)] == [26, 28, 14]


def test_relu_and_pooling_of_four_numbers() -> None:
    import torch

    from axb import layers

    four = torch.tensor([[-2.0, 0.0], [1.0, 3.0]])[None, ..., None]
    pool = layers.AveragePooling2D(2)
    assert float(pool(torch.relu(four))) == number_of(CONVOLUTION, 4) == 1
    assert float(pool(four)) == 0.5


def test_8_filters_on_6_channels_learn_440_numbers_and_a_dense_layer_2340() -> None:
    from axb import layers, models

    second = models.Sequential([layers.Input((14, 14, 6)), layers.Conv2D(8, 3)])
    assert second.count_params() == number_of(CONVOLUTION, 5) == 440
    scene = convolved(CONVOLUTION.steps[5].bench.lab).scenes()["channels"]
    assert "6 filters" in scene.caption
    dense = models.Sequential([layers.Input((64,)), layers.Dense(36)])
    assert dense.count_params() == number_of(CONVOLUTION, 6) == 2340
    assert convolved(CONVOLUTION.steps[6].bench.lab).seen.matrix.shape == (36, 64)


# Why deeper got worse


def test_in_the_same_time_3_layers_of_sigmoids_get_6_of_10_and_20_guess() -> None:
    assert round(done(DEPTH, 0, 1)["accuracy"], 1) == 0.6
    assert done(DEPTH, 0)["accuracy"] == pytest.approx(0.1, abs=0.01)


def test_the_chain_has_7_numbers_forward_and_22_in_all() -> None:
    lab = find(DEPTH.steps[1].bench.lab)
    kinds = [line.kind for line in lab.lines]  # type: ignore[attr-defined]
    assert (kinds.index("loss") + 1, len(kinds)) == (7, 22)
    assert f"{1 / (1 + math.exp(-number_of(DEPTH, 1))):.3f}" == "0.881"
    assert number_of(DEPTH, 2) == pytest.approx(0.8 * 0.25 * 2)


def test_with_relu_the_four_slopes_lose_nothing_and_with_sigmoids_nearly_all() -> None:
    assert done(DEPTH, 3)["slopes"] == 1
    assert done(DEPTH, 3, 1)["slopes"] < 0.25**4
    assert number_of(DEPTH, 3) == 0.25**5


def test_in_20_layers_about_11_powers_of_ten_are_lost() -> None:
    told = learned(DEPTH.steps[4].bench.lab, 1)
    assert told["decades"] == pytest.approx(-number_of(DEPTH, 4), abs=1)
    assert number_of(DEPTH, 4) == pytest.approx(19 * math.log10(4), abs=0.1)


def test_cures_bring_the_gradient_back_and_hes_weights_win_two_powers_of_ten() -> None:
    deep = DEPTH.steps[5].bench.lab
    names = ("plain", "he", "tanh", "norm", "skip")
    sick, he, *cured = (learned(deep.replace("plain", name), 1)["decades"] for name in names)
    assert sick < -11
    assert min(cured) > -1
    assert he - sick == pytest.approx(2.3, abs=0.5)
    assert done(DEPTH, 6)["accuracy"] == pytest.approx(0.1, abs=0.01)


# ResNet: add the input back


RESNET = lesson("resnet", "en")


def test_of_plain_networks_the_deep_one_is_worse_on_what_it_learned_from_and_of_residual_ones_not() -> None:
    from axb.labs.degradation import DegradationLab

    plain, residual = done(RESNET, 0), done(RESNET, 2)
    assert plain["more_wrong"] > 10 > 1 > residual["more_wrong"]
    assert plain["train_error"] > residual["train_error"] + 0.1
    lab = find(RESNET.steps[0].bench.lab)
    assert isinstance(lab, DegradationLab)
    assert lab.plan.depths == (8, 32)  # of which the text tells, and of the 24 between


def test_to_pass_3_numbers_on_takes_3_ones_and_with_a_skip_none() -> None:
    from axb import layers, models

    dense = layers.Dense(3)
    model = models.Sequential([layers.Input((3,)), dense])
    dense.set_weights([np.eye(3, dtype=np.float32), np.zeros(3, np.float32)])
    x = np.array([[0.5, -1, 2]], np.float32)
    assert model.predict(x, verbose=0) == pytest.approx(x)
    assert np.eye(3).sum() == number_of(RESNET, 1)
    inner = layers.Dense(3, kernel_initializer="zeros")
    assert models.Sequential([layers.Input((3,)), layers.Residual(inner)]).predict(
        x, verbose=0
    ) == pytest.approx(x)


def test_with_skips_four_factors_of_one_tenth_lose_nothing() -> None:
    assert number_of(RESNET, 3) == pytest.approx((1 + 0.1) ** 4)
    assert number_of(RESNET, 2) == pytest.approx(3 - 2.9)


def test_the_plus_sign_brings_eleven_powers_of_ten_back() -> None:
    assert done(RESNET, 4, 1)["decades"] < -11
    assert done(RESNET, 4)["decades"] > -1
    assert number_of(RESNET, 4) == 2**3


def test_a_projection_has_512_weights_and_leaves_14_pixels() -> None:
    from axb import layers, models

    picture = layers.Input((28, 28, 16))
    model = models.Sequential([picture, layers.Conv2D(32, 1, strides=2, use_bias=False)])
    assert model.count_params() == number_of(RESNET, 5) == 512
    assert model.output_shape == (None, 14, 14, 32)
    assert done(RESNET, 5)["map"] == 14


def test_the_doctor_would_speak_at_6_layers_and_not_at_3() -> None:
    from axb.insight.doctor.rules.vanishing import SMALL

    assert pytest.approx(1 / 200) == SMALL
    goal = DEPTH.steps[7].bench.goal
    assert goal is not None
    assert goal.below == round(math.log10(SMALL), 1)
    assert done(DEPTH, 7, 1)["decades"] > goal.below > done(DEPTH, 7)["decades"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_network_that_is_made_ill_is_found_and_cured_by_relu(language: str) -> None:
    from axb.insight import Doctor
    from axb.jobs import prepare
    from axb.jobs.curing import cured

    text = lesson("depth", language).steps[7].text
    ((model, data),) = re.findall(r"`axb train (\S+) (\S+) --epochs 5 --doctor --name sick`", text)
    ready, doctor = prepare(job := Job(model, data, epochs=1)), Doctor(verbose=0)
    ready.model.fit(*ready.train, epochs=1, verbose=0, seed=0, callbacks=[doctor])
    assert [one.rule for one in doctor.findings] == ["vanishing"]
    assert cured(job, doctor.evidence, doctor.findings)[1] == {"activation": "relu"}


# A short history


HISTORY = lesson("history", "en")


def test_a_unit_on_400_photocells_learns_401_numbers_and_lenet_s_first_layer_156() -> None:
    from axb import layers, models

    unit = models.Sequential([layers.Input((20, 20, 1)), layers.Flatten(), layers.Dense(1)])
    assert unit.count_params() == number_of(HISTORY, 0) == 401
    first = models.Sequential([layers.Input((32, 32, 1)), layers.Conv2D(6, 5)])
    assert first.count_params() == number_of(HISTORY, 2) == 156
    assert math.prod(first.output_shape[1:]) == 4704


def test_a_window_of_5_by_5_has_26_numbers_for_16_places_and_one_of_3_by_3_has_10() -> None:
    assert (done(HISTORY, 2, 1)["weights"], done(HISTORY, 2, 1)["places"]) == (26, 16)
    assert [done(HISTORY, 4, moves)["weights"] for moves in (0, 1)] == [26, 10]


def test_two_windows_of_3_by_3_have_28_percent_fewer_weights_than_one_of_5_by_5() -> None:
    from axb import layers, models

    def weights(*sizes: int) -> int:
        parts = [layers.Conv2D(64, size, use_bias=False) for size in sizes]
        return models.Sequential([layers.Input((9, 9, 64)), *parts]).count_params()

    assert weights(3, 3) == number_of(HISTORY, 4) == 73_728
    assert weights(5) == 102_400
    assert 1 - weights(3, 3) / weights(5) == pytest.approx(0.28)


def test_the_first_module_of_googlenet_gives_256_channels_and_1x1_windows_make_it_cheap() -> None:
    from axb import layers, models
    from axb.zoo.googlenet import MODULES

    module = models.Sequential([layers.Input((28, 28, 192)), layers.Inception(*MODULES[0][0])])
    assert module.output_shape == (None, 28, 28, number_of(HISTORY, 5))
    assert done(HISTORY, 5)["cost_share"] == pytest.approx(0.1, abs=0.01)


def test_with_skips_twenty_layers_of_sigmoids_keep_the_gradient() -> None:
    assert done(HISTORY, 6, 1)["decades"] < -11
    assert done(HISTORY, 6)["decades"] > -1


def test_a_newer_network_that_gets_no_higher_in_so_short_a_time_can_be_found() -> None:
    assert done(HISTORY, 7, 1)["accuracy"] > done(HISTORY, 7)["accuracy"]


def test_each_lesson_has_its_picture_on_the_shelf() -> None:
    pytest.importorskip("nicegui")
    from axb.lessons.shelf import NAMES
    from axb.studio.pages.lessons import PICTURES

    assert set(PICTURES) == set(NAMES)
