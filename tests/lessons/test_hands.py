"""What can be done to a laboratory in words and by hand."""

from typing import Any

import pytest

from axb.lessons import Bench
from axb.lessons.hands import Hands
from axb.words import InputError


def hands_on(spec: str) -> Hands:
    return Hands(Bench(spec, ("data",), ("loss",), (), "", ()))


def test_settings_are_told_by_name_and_value() -> None:
    hands = hands_on("line:points=clean")
    hands.do("a=0.8")
    hands.do(" b = 0.6 ")
    hands.do("rate=0.2")
    numbers = hands.lab.numbers()
    assert (numbers["a"], numbers["b"], numbers["rate"]) == (0.8, 0.6, 0.2)
    assert numbers["loss"] == pytest.approx(0)


def test_learning_goes_as_many_steps_as_told_and_back_to_its_start() -> None:
    hands = hands_on("line:points=noisy,a=0,b=0,rate=0.1")
    hands.do("learn 7")
    hands.do("learn")
    assert hands.lab.numbers()["step"] == 8
    hands.do("over")
    assert (hands.lab.numbers()["step"], hands.lab.numbers()["a"]) == (0, 0)


@pytest.mark.parametrize(
    "spec", ["line:points=noisy", "network:data=moons,hidden=4", "certainty", "surface", "race"]
)
def test_a_laboratory_runs_and_stands(spec: str) -> None:
    hands = hands_on(spec)
    hands.learn()
    assert hands.lab.running
    hands.lab.advance()
    hands.pause()
    assert not hands.lab.running


def test_points_are_counted_from_one() -> None:
    hands = hands_on("line:points=clean")
    hands.do("point 2 5 6")
    lab: Any = hands.lab
    assert lab.cloud.points[1].tolist() == [5, 6]


def test_a_network_takes_layers_activation_rate_and_data() -> None:
    hands = hands_on("network:data=moons,hidden=")
    hands.do("hidden=8-4")
    hands.do("activation=relu")
    hands.do("rate=0.05")
    hands.do("data=spiral:classes=3,turns=0")
    lab: Any = hands.lab
    assert lab.settings.hidden == (8, 4)
    assert lab.settings.activation == "relu"
    assert lab.numbers()["rate"] == pytest.approx(0.05)
    assert lab.points.labels == (0, 1, 2)
    hands.do("hidden=")
    assert lab.settings.hidden == ()


def test_inception_takes_windows_and_switches_branches_off() -> None:
    hands = hands_on("inception:epochs=1,examples=100")
    hands.do("windows=3x3+inception")
    hands.do("off=pool")
    lab: Any = hands.lab
    assert [one.file for one in lab.plan.pieces] == ["3x3-0", "inception-0"]
    assert lab.off == "pool"
    assert "Let them learn" in hands.says()


def test_a_reduction_takes_channels_a_window_and_what_is_left() -> None:
    hands = hands_on("reduction")
    for move in ("channels=64", "window=3", "reduce=8"):
        hands.do(move)
    lab: Any = hands.lab
    assert (lab.channels, lab.window, lab.reduce) == (64, 3, 8)
    hands.learn()
    assert lab.running


def test_a_surface_takes_optimizers_their_numbers_and_a_start() -> None:
    hands = hands_on("surface:on=trap,optimizers=sgd+adam")
    lab: Any = hands.lab
    hands.do("optimizers=sgd+momentum")
    hands.do("learn 300")
    assert [lab.numbers()[f"escaped_{name}"] for name in ("sgd", "momentum")] == [0, 1]
    assert "Caught in the trap: SGD" in hands.says()
    hands.do("momentum_rate=0.01")
    hands.do("momentum_momentum=0.5")
    assert (lab.optimizers["momentum"].rate, lab.optimizers["momentum"].momentum) == (0.01, 0.5)
    hands.drag("start", 0, 1.0, 0.5)
    assert lab.start == (1.0, 0.5)
    hands.tap("surface", -1.0, 0.25)
    hands.do("y=0.5")
    assert lab.start == (-1.0, 0.5)
    hands.do("on=bowl")
    hands.do("condition=10")
    hands.do("steps=50")
    assert (lab.surface.condition, lab.steps) == (10, 50)
    with pytest.raises(InputError, match="adam_rho"):
        hands.do("adam_rho=0.5")


def test_hands_know_every_number_of_the_rosters_rules() -> None:
    from axb.labs.surface.roster import KNOBS

    known = set(hands_on("surface").kind.settings)
    assert {knob for knob in KNOBS if not knob.endswith(("epsilon", "weight_decay"))} <= known


def test_what_a_hand_drags_answers() -> None:
    hands = hands_on("line:points=clean,a=0,b=0")
    lab: Any = hands.lab
    hands.drag("points", 0, -1.0, 4.0)
    assert lab.cloud.points[0].tolist() == [-1, 4]
    hands.drag("shift", 0, 0.0, 1.0)
    assert (lab.a, lab.b) == pytest.approx((0, 1))
    hands.drag("turn", 0, 2.0, 3.0)
    assert (lab.a, lab.b) == pytest.approx((1, 1))
    hands.drag("place", 0, 0.5, -0.5)
    assert (lab.a, lab.b) == pytest.approx((0.5, -0.5))
    hands.tap("surface", 0.25, 0.75)
    assert (lab.a, lab.b) == pytest.approx((0.25, 0.75))
    hands.tap("data", 1.0, 1.0)
    assert len(lab.cloud.points) == 10
    hands.remove("points", 0)
    assert len(lab.cloud.points) == 9


def test_what_nobody_knows_stays_where_it_is() -> None:
    hands = hands_on("certainty:z=-2")
    hands.drag("nobody", 0, 1.0, 1.0)
    hands.tap("losses", 1.0, 1.0)
    hands.remove("point", 0)
    assert hands.lab.numbers()["step"] == 0


@pytest.mark.parametrize(
    "move", ["", "fly", "c=1", "learn much", "learn 0", "learn 99999", "point 1 2", "a=", "a=x", "over there"]
)
def test_what_is_no_move_is_told(move: str) -> None:
    with pytest.raises(InputError):
        hands_on("line:points=clean").do(move)


@pytest.mark.parametrize("move", ["point 0 1 1", "point 99 1 1", "a=1e99"])
def test_what_the_laboratory_refuses_is_told(move: str) -> None:
    with pytest.raises(InputError):
        hands_on("line:points=clean").do(move)


def test_the_moves_are_listed_where_one_is_wrong() -> None:
    with pytest.raises(InputError, match=r"a=..., b=..., rate=..., learn 20, over"):
        hands_on("line:points=clean").do("fly")


@pytest.mark.parametrize("spec", ["surface", "race"])
def test_where_there_are_no_points_none_can_be_moved(spec: str) -> None:
    with pytest.raises(InputError, match="no move 'point 1 2 3'") as raised:
        hands_on(spec).do("point 1 2 3")
    assert "point 1 0.5 2" not in str(raised.value)


def test_a_race_takes_optimizers_rates_and_seeds() -> None:
    hands = hands_on("race:data=moons,seeds=2,epochs=2")
    lab: Any = hands.lab
    hands.do("optimizers=sgd+adam")
    hands.do("rates=0.01+0.1")
    hands.do("seeds=1")
    assert (len(lab.plan.settings), lab.plan.seeds) == (4, 1)
    hands.do("learn 100")
    assert lab.finished
    assert "leads with" in hands.says()


def test_too_high_a_rate_is_said_and_divergence_explained() -> None:
    hands = hands_on("line:points=noisy,a=0,b=0,rate=0.4")
    assert "0.4" in hands.says()
    hands.do("learn 30")
    assert "diverged" in hands.says()


def test_a_chain_takes_bends_layers_and_weights() -> None:
    hands = hands_on("chain:units=1-1")
    for move in ("layers=4", "f=relu", "a=0.5", "x=2"):
        hands.do(move)
    lab: Any = hands.lab
    assert (lab.units, lab.activation, lab.x) == ((1, 1, 1, 1), "relu", 2)
    assert [one.tolist() for one in lab.a] == [[[0.5]]] * 4
    assert hands.says().startswith("Now:")


def test_degradation_takes_families_depths_and_normalisation() -> None:
    hands = hands_on("degradation:width=0.25,epochs=1")
    for move in ("families=plain+resnet", "depths=8-14", "norm=off", "deep=20"):
        hands.do(move)
    lab: Any = hands.lab
    assert [one.file for one in lab.plan.pieces] == ["plain-20-bare-0", "resnet-20-bare-0"]
    assert "Nothing has learned yet" in hands.says()


def test_a_vanishing_network_takes_recipes_and_depths() -> None:
    hands = hands_on("vanishing:data=digits,epochs=1,seeds=1")
    hands.do("recipes=skip")
    hands.do("depths=3")
    lab: Any = hands.lab
    assert lab.plan.cells == [("skip", 3)]
    hands.learn()
    assert lab.running
    hands.pause()
    assert not lab.running
