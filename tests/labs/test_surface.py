"""The surfaces, and what optimizers do on them: the lecture's facts."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.surface import ROSTER, SURFACES, SurfaceLab, default_rate
from axb.labs.surface.network_slice import learned_network, trained
from axb.labs.surface.paths import walked
from axb.labs.surface.surfaces import bowl, find_surface
from axb.optimizers import SGD
from axb.words import InputError, speaking

ALL = tuple(ROSTER)


def lab_on(name: str, *shown: str, **more: object) -> SurfaceLab:
    lab = SurfaceLab(name, shown or ALL, **more)  # type: ignore[arg-type]
    lab.show_all()
    return lab


def way(lab: SurfaceLab, name: str) -> np.ndarray:
    return lab.paths.places[lab.shown.index(name)]


def turns(values: np.ndarray) -> int:
    """How often it changes its direction."""
    return int((np.diff(np.sign(np.diff(values))) != 0).sum())


# Surfaces


@pytest.mark.parametrize("name", sorted(set(SURFACES) - {"network"}))
def test_slopes_are_what_autograd_finds(name: str) -> None:
    surface = find_surface(name)
    low, high = (surface.seen.x0, surface.seen.y0), (surface.seen.x1, surface.seen.y1)
    places = np.random.default_rng(0).uniform(low, high, (200, 2))
    at = torch.tensor(places, requires_grad=True)
    value = surface.formula.value(at[:, 0], at[:, 1])
    (wanted,) = torch.autograd.grad(value.sum(), at)
    told = np.stack(surface.formula.slope(*places.T), axis=1)
    np.testing.assert_allclose(told, wanted.numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(surface.formula.value(*places.T), value.detach().numpy())


@pytest.mark.parametrize("name", sorted(set(SURFACES) - {"network"}))
def test_minima_are_level_and_nothing_in_sight_is_lower(name: str) -> None:
    surface, (x, y) = find_surface(name), np.meshgrid(np.linspace(-8, 8, 321), np.linspace(-8, 8, 321))
    for place in surface.minima:
        assert np.abs(surface.formula.slope(*place)).max() < 1e-3
        assert surface.formula.value(*place) <= surface.formula.value(x, y).min() + 1e-9
    if name != "line":
        assert surface.formula.value(*surface.minima[0]) == pytest.approx(0, abs=1e-9)


def test_published_values() -> None:
    at = {name: find_surface(name).formula.value for name in ("rosenbrock", "beale", "himmelblau")}
    assert at["rosenbrock"](-1.2, 1.0) == pytest.approx(24.2)
    assert at["beale"](0.0, 0.0) == pytest.approx(14.203125)
    assert at["himmelblau"](-0.270845, -0.923039) == pytest.approx(181.617, abs=1e-3)


def test_the_trap_is_a_minimum_that_is_not_the_least() -> None:
    surface = find_surface("trap")
    assert surface.trap is not None
    x, y, wide = surface.trap
    here, around = surface.formula.value(x, y), np.linspace(0, 2 * np.pi, 60)
    assert np.abs(surface.formula.slope(x, y)).max() < 1e-9
    assert 0.2 < here < surface.formula.value(x + wide * np.cos(around), y + wide * np.sin(around)).min()


@given(st.floats(1, 1000))
def test_the_bowls_condition_is_its_hessians(condition: float) -> None:
    surface = bowl(condition)
    x, y = surface.formula.slope(1.0, 0.0)[0], surface.formula.slope(0.0, 1.0)[1]
    assert y / x == pytest.approx(condition)
    assert surface.rate * condition < 2  # plain descent does not diverge


def test_the_slice_is_the_trained_networks_own_loss_and_slope() -> None:
    (model, x, y), cut = learned_network(), trained()
    inputs, answers = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    model = model.double()
    for place in ((0.0, 0.0), (-1.4, 1.2), (0.7, -1.9)):
        for parameter, weights in zip(model.parameters(), cut.weights(*place), strict=True):
            parameter.data = torch.tensor(weights)
        K, b, V, c = model.parameters()
        z = (torch.tanh(inputs @ K + b) @ V + c)[:, 0]
        torch.testing.assert_close(model(inputs)[:, 0], torch.sigmoid(z))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, answers)
        by_K, by_V = torch.autograd.grad(loss, (K, V))
        assert cut.value(*place) == pytest.approx(loss.item())
        along = [
            (by_K.numpy() * ways[0]).sum() + (by_V.numpy()[:, 0] * ways[1]).sum()
            for ways in ((cut.K1, cut.V1), (cut.K2, cut.V2))
        ]
        assert cut.slope(*place) == pytest.approx(along)
    lengths = [np.linalg.norm(one, axis=0) for one in (cut.K, cut.K1, cut.K2)]
    assert lengths[1] == pytest.approx(lengths[0])
    assert lengths[2] == pytest.approx(lengths[0])


# What optimizers do


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_momentum_and_adam_come_near_a_minimum_everywhere(name: str, optimizer: str) -> None:
    lab = lab_on(name, optimizer)
    start, numbers = lab.paths.losses[0, 0], lab.numbers()
    assert numbers[f"loss_{optimizer}"] < 0.05 * start
    assert numbers[f"distance_{optimizer}"] < 0.2 * max(lab.surface.seen.half)


@pytest.mark.parametrize("name", SURFACES)
def test_with_the_rates_that_suit_nobody_diverges(name: str) -> None:
    lab = lab_on(name)
    assert (lab.paths.left == lab.steps + 1).all()
    assert (lab.paths.losses[:, -1] < lab.paths.losses[:, 0]).all()


def test_plain_descent_is_caught_in_the_trap_and_memory_of_steps_escapes() -> None:
    lab, numbers = lab_on("trap"), lab_on("trap").numbers()
    caught = {name for name, fate in lab.fates.items() if fate.state == "caught"}
    assert caught == {"sgd", "adagrad", "rmsprop"}
    assert all(numbers[f"escaped_{name}"] == (name not in caught) for name in ALL)
    assert numbers["loss_sgd"] == pytest.approx(float(lab.surface.formula.value(*lab.surface.trap[:2])))  # type: ignore[index]
    assert all(fate.state == "arrived" for name, fate in lab.fates.items() if name not in caught)
    lab.set_hyper("momentum", "momentum", 0.0)  # momentum without momentum is plain descent
    assert lab.numbers()["escaped_momentum"] == 0


def test_on_a_stretched_bowl_descent_zigzags_and_a_rate_for_each_goes_straight() -> None:
    lab = lab_on("bowl", "sgd", "adagrad", "rmsprop", "adam")
    until = {name: lab.fates[name].step for name in lab.shown}
    pieces = {name: way(lab, name)[: until[name] + 1] for name in lab.shown}
    assert turns(pieces["sgd"][:, 1]) > 30
    for name in ("adagrad", "rmsprop", "adam"):
        piece = pieces[name]
        long = np.linalg.norm(np.diff(piece, axis=0), axis=1).sum()
        assert long < 1.3 * np.linalg.norm(piece[-1] - piece[0])
    lab.set_condition(1.0)
    assert turns(way(lab, "sgd")[:20, 1]) >= 15  # round, but at nine tenths of the highest rate
    lab.set_rate("sgd", 0.5)
    assert turns(way(lab, "sgd")[:20, 1]) == 0


def test_the_saddle_holds_descent_longest() -> None:
    lab = lab_on("saddle")
    since = {name: fate.step for name, fate in lab.fates.items()}
    assert max(since, key=lambda name: since[name]) == "sgd"
    assert since["adam"] < since["sgd"] / 2
    lab.now = 70
    assert lab.fates["sgd"].state == "held"
    assert lab.fates["adam"].state != "held"


def test_from_one_start_himmelblau_parts_them() -> None:
    lab = lab_on("himmelblau")
    ends = {name: tuple(way(lab, name)[-1].round(1).tolist()) for name in lab.shown}
    assert len({ends["sgd"], ends["momentum"], ends["adam"]}) == 3


def test_effective_steps_are_one_rate_for_descent_and_one_each_for_adam() -> None:
    lab = lab_on("bowl", "sgd", "rmsprop", "adam")
    sgd, rmsprop, adam = lab.paths.rates(1)
    np.testing.assert_allclose(sgd[:50], lab.optimizers["sgd"].rate, rtol=1e-6)
    # slopes 50 times as steep: at first RMSprop and Adam move both numbers alike, so one's rate is 20 times smaller
    for rates in (rmsprop, adam):
        assert rates[0, 0] / rates[0, 1] == pytest.approx(20, rel=1e-3)
    np.testing.assert_allclose(lab.paths.rates(25)[0, :50], lab.optimizers["sgd"].rate, rtol=1e-6)


# Paths


@pytest.mark.parametrize("name", ["rosenbrock", "trap"])
def test_together_they_go_where_each_goes_alone(name: str) -> None:
    surface = find_surface(name)
    rules = {one: make() for one, make in ROSTER.items()}
    for one, rule in rules.items():
        rule.learning_rate = default_rate(surface, one)
    together = walked(surface, surface.start, [*rules.values()], 60)
    for row, rule in enumerate(rules.values()):
        alone, at = rule.copy(), torch.nn.Parameter(torch.tensor(surface.start, dtype=torch.float64))
        for _ in range(60):
            slope = torch.autograd.grad(surface.formula.value(at[0], at[1]), at)[0]
            alone.apply([slope], [at])
        np.testing.assert_allclose(together.places[row, -1], at.detach().numpy(), rtol=1e-7, atol=1e-9)


def test_who_diverges_stands_where_it_left_and_disturbs_nobody() -> None:
    surface = find_surface("rosenbrock")
    good, bad = SGD(0.001), SGD(0.1)
    paths, alone = (walked(surface, surface.start, rules, 100) for rules in ([good, bad], [good]))
    np.testing.assert_array_equal(paths.places[0], alone.places[0])
    left = int(paths.left[1])
    assert left < 10
    assert paths.left[0] == 101
    assert np.isfinite(paths.places).all()
    assert (paths.places[1, left:] == paths.places[1, left - 1]).all()
    assert np.isnan(paths.slopes[1, left - 1 :]).all()
    assert np.isnan(paths.rates(5)[1, left - 1 :]).all()


@given(st.sampled_from(ALL), st.floats(-2, 2), st.floats(-1, 3), st.floats(1e-6, 1e6))
def test_whatever_the_rate_paths_are_numbers(name: str, x: float, y: float, rate: float) -> None:
    lab = SurfaceLab("rosenbrock", [name], (x, y), steps=10)
    lab.set_rate(name, rate)
    lab.show_all()
    assert np.isfinite(lab.paths.places).all()
    assert all(np.isfinite(one) for one in lab.numbers().values())
    assert all(scene.to_dict() for scene in lab.scenes().values())
    assert lab.verdict()


# The lab under the hand


def test_time_goes_and_stops_at_the_end() -> None:
    lab = SurfaceLab(steps=12)
    assert lab.numbers()["step"] == 0
    lab.learn()
    for _ in range(12):
        assert lab.running
        lab.advance()
    assert (lab.running, lab.now) == (False, 12)
    lab.advance()
    assert lab.now == 12
    lab.learn()
    assert (lab.running, lab.now) == (True, 0)


def test_what_changes_is_walked_anew_and_what_is_seen_of_it_stays() -> None:
    lab = lab_on("trap", "sgd", "adam")
    before = lab.paths
    assert lab.paths is before
    lab.set_hyper("adam", "beta_1", 0.5)
    assert lab.paths is not before
    assert lab.now == lab.steps
    np.testing.assert_array_equal(lab.paths.places[0], before.places[0])
    lab.show(["adam"])
    assert len(lab.paths.places) == 1
    lab.set_steps(50)
    assert (lab.now, lab.paths.places.shape) == (50, (1, 51, 2))
    lab.set_start(y=99.0)
    assert lab.start == (-2.6, lab.surface.seen.y1)


def test_rates_follow_the_surface_but_not_under_the_hand() -> None:
    lab = lab_on("bowl", "sgd", "adam")
    lab.set_rate("adam", 0.3)
    lab.set_start(1.0, 1.0)
    lab.set_condition(10)
    assert lab.optimizers["sgd"].rate == pytest.approx(0.18)
    assert lab.optimizers["adam"].rate == 0.3
    assert (lab.numbers()["condition"], lab.start) == (10, (1.0, 1.0))
    lab.renew("adam")
    assert lab.optimizers["adam"].rate == default_rate(lab.surface, "adam")
    lab.set_surface("trap")
    assert "condition" not in lab.numbers()
    assert lab.optimizers["sgd"].rate == default_rate(lab.surface, "sgd")


def test_the_verdict_says_who_is_where() -> None:
    lab = lab_on("trap", "sgd", "momentum")
    assert lab.verdict() == "Caught in the trap: SGD (loss 0.249). Escaped from the trap: Momentum (step 14)."
    with speaking("ja"):
        assert lab.verdict().startswith("落とし穴から出られないのは SGD(損失 0.249)。")
    lab.set_rate("sgd", 5.0)
    assert "Diverged: SGD" in lab.verdict()
    assert lab.numbers()["escaped_sgd"] == 0
    lab.start_over()
    assert lab.verdict().startswith("All begin at the ring")


# In words


def test_a_lab_from_the_words_of_a_command_line() -> None:
    lab = find("surface:on=bowl,optimizers=adam|sgd,condition=20,x=1,steps=40,adam_rate=0.2,adam_beta_1=0.5")
    assert isinstance(lab, SurfaceLab)
    assert lab.shown == ["sgd", "adam"]
    assert (lab.surface.condition, lab.start, lab.steps) == (20, (1.0, 0.8), 40)
    assert (lab.optimizers["adam"].rate, lab.optimizers["adam"].get_config()["beta_1"]) == (0.2, 0.5)
    lab = find("surface:optimizers=rmsprop_momentum+rmsprop,rmsprop_momentum=0.5,rmsprop_momentum_rate=0.01")
    assert isinstance(lab, SurfaceLab)
    assert lab.shown == ["rmsprop", "rmsprop_momentum"]
    assert lab.optimizers["rmsprop"].get_config()["momentum"] == 0.5
    assert lab.optimizers["rmsprop_momentum"].rate == 0.01


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("on=moon", "surface must be one of trap, line"),
        ("optimizers=adan", "sgd, momentum"),
        ("optimizers=", "sgd, momentum"),
        ("adam_rho=0.5", "adam_rho"),
        ("condition=0", "condition"),
        ("steps=1", "steps"),
        ("adam_rate=-1", "learning_rate"),
        ("x=far", "far"),
    ],
)
def test_what_can_not_be_used_is_told(spec: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        find(f"surface:{spec}")
    assert told in str(error.value)
