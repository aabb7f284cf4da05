"""The lab learns exactly as `fit` does, keeps its start, and goes back."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.data.split import split
from axb.labs.network import NetworkLab, Settings
from axb.labs.network.points import Points
from axb.labs.network.sources import preset
from axb.labs.network.splitting import SEED, parts_of
from axb.training import Model
from axb.words import InputError

KINDS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]


def weights(model: Model) -> list[torch.Tensor]:
    return [weight.detach().clone() for weight in model.parameters()]


def same(one: list[torch.Tensor], other: list[torch.Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def take(lab: NetworkLab, steps: int) -> NetworkLab:
    for _ in range(steps):
        lab.advance()
    return lab


def lab_of(data: str = "moons", **chosen: Any) -> NetworkLab:
    return NetworkLab(Settings(**{"hidden": (5, 3), **chosen}), preset(data, {"n": 60}))


@pytest.mark.parametrize("optimizer", KINDS)
@pytest.mark.parametrize("data", ["moons", "spiral", "hills"])
def test_it_learns_bit_for_bit_as_fit_does(optimizer: str, data: str) -> None:
    lab, twin = lab_of(data, optimizer=optimizer, l2=0.001), lab_of(data, optimizer=optimizer, l2=0.001)
    learned, watched = (
        lab.points.dataset(lab.parts.learned, lab.parts.watched), lab.parts
    )  # fmt: skip
    assert watched is not None
    history = twin.model.fit(
        learned.x_train, learned.y_train, batch_size=16, epochs=4, verbose=0, seed=SEED,
        validation_data=(learned.x_test, learned.y_test),
    )  # fmt: skip
    take(lab, 4 * lab.learning.trainer.steps)
    assert same(weights(lab.model), weights(twin.model))
    assert [logs for _, logs in lab.learning.history.epochs] == [
        {name: values[epoch] for name, values in history.history.items()} for epoch in range(4)
    ]


def test_the_start_stays_until_others_are_asked_for() -> None:
    lab = lab_of()
    start = weights(lab.model)
    take(lab, 5)
    lab.change(activation="relu", optimizer="sgd", batch=8)
    assert same(weights(lab.model), start)
    lab.start_over()
    assert same(weights(lab.model), start)
    lab.new_weights()
    assert not same(weights(lab.model), start)


def test_a_layer_that_changes_leaves_the_others_their_start() -> None:
    lab = lab_of(hidden=(4, 5, 6))
    before = dict(lab.model.named_parameters())
    kept = {name: value.detach().clone() for name, value in before.items()}
    lab.change(hidden=(4, 5, 6, 6))
    after = dict(lab.model.named_parameters())
    assert all(torch.equal(after[name], value) for name, value in kept.items())
    lab.change(hidden=(4, 5, 9))
    after = dict(lab.model.named_parameters())
    same_shape = [name for name, value in kept.items() if after[name].shape == value.shape]
    assert {"hidden_1.kernel", "hidden_2.kernel"} <= set(same_shape)
    assert all(torch.equal(after[name], kept[name]) for name in same_shape)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 200), st.integers(1, 40), st.integers(1, 7))
def test_going_on_after_a_rewind_takes_the_same_steps_again(
    kind: str, back: int, on: int, every: int
) -> None:
    lab = lab_of(optimizer=kind)
    lab.learning.every = every
    take(lab, 200)
    lab.rewind(back)
    here = weights(lab.model)
    assert lab.step == back
    straight = take(lab_of(optimizer=kind), back)
    assert same(here, weights(straight.model))
    take(lab, on), take(straight, on)
    assert same(weights(lab.model), weights(straight.model))
    assert lab.learning.history.loss == straight.learning.history.loss


def test_a_rewind_can_be_taken_back_until_something_is_learned_or_changed() -> None:
    lab = take(lab_of(), 50)
    end = weights(lab.model)
    lab.rewind(10)
    assert lab.learning.furthest == 50
    lab.rewind(50)
    assert same(weights(lab.model), end)
    lab.rewind(10)
    lab.change(rate=0.5)
    assert lab.learning.furthest == 10
    assert len(lab.learning.history.loss) == 10


def test_a_lower_rate_stays_when_one_goes_back_before_it() -> None:
    lab = take(lab_of(rate=0.5), 20)
    lab.change(rate=0.001)
    take(lab, 20)
    lab.rewind(5)
    assert lab.model.optimizer.rate == 0.001
    assert lab.numbers()["rate"] == 0.001


def test_few_snapshots_are_kept_however_long_it_learns() -> None:
    lab = take(lab_of(), 600)
    assert len(lab.learning.snapshots) <= 121
    assert 0 in lab.learning.snapshots


def test_numbers_that_are_none_are_explained_and_one_can_go_back() -> None:
    lab = lab_of("plane", optimizer="sgd", rate=1000.0, activation="linear")
    lab.start()
    take(lab, 200)
    assert not lab.running
    assert "1000" in lab.trouble
    assert "100." in lab.trouble or "1e+02" in lab.trouble
    step = lab.step
    take(lab, 3)
    assert lab.step == step, "it stands still"
    assert all(scene.to_dict() for scene in lab.scenes().values())
    lab.rewind(max(lab.learning.snapshots))
    assert lab.trouble == ""
    lab.change(rate=0.01)
    lab.start()
    assert lab.running


def test_points_may_move_and_come_and_go_while_it_learns() -> None:
    lab = take(lab_of(), 30)
    lab.move_point(3, 0.5, 0.5)
    take(lab, 5)
    lab.add_point(0.1, 0.2, 1)
    lab.remove_point(0)
    take(lab, 5)
    assert lab.step == 40
    assert len(lab.points) == 60


def test_a_new_class_starts_over_with_an_output_for_it() -> None:
    lab = take(lab_of(), 10)
    lab.add_point(0, 0, 4)
    assert lab.step == 0
    assert lab.points.labels == (0, 1, 4)
    assert lab.model.output_shape == (None, 3)


def test_an_empty_board_can_be_filled() -> None:
    lab = lab_of()
    lab.clear()
    assert lab.example() is None
    with pytest.raises(InputError, match="0 points"):
        lab.start()
    for place in range(8):
        lab.add_point(place / 8, (place % 2) - 0.5, place % 2)
    lab.start()
    take(lab, 3)
    assert lab.step == 3


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 80), st.floats(0.2, 0.6), st.integers(0, 999), st.booleans())
def test_parts_are_those_that_a_run_will_read_from_the_file(
    count: int, share: float, seed: int, numbers: bool
) -> None:
    rng = np.random.default_rng(seed)
    y = rng.random(count).astype(np.float32) if numbers else rng.integers(0, 3, count)
    points = Points.of(rng.random((count, 2)), y)
    parts = parts_of(points, share)
    rows = points.y[parts.order]
    kept, tested = split(rows, parts.test, SEED)
    learned, watched = split(rows[kept], parts.watch, SEED)
    assert parts.order[kept[learned]].tolist() == parts.learned.tolist()
    assert parts.order[kept[watched]].tolist() == parts.watched.tolist()
    assert parts.order[tested].tolist() == parts.tested.tolist()
    assert sorted(parts.order) == list(range(count))


def test_a_point_keeps_its_part_while_others_come() -> None:
    points = preset("spiral", {"n": 100, "classes": 3})
    before = parts_of(points, 0.3).held(100)
    after = parts_of(points.with_point(0.3, 0.3, 1), 0.3).held(101)[:100]
    assert (before != after).sum() <= 2


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"hidden": (1,) * 7}, "at most 6"), ({"hidden": (17,)}, "16"), ({"activation": "bent"}, "tanh"),
        ({"rate": -1.0}, "learning_rate"), ({"hyper": {"momentum": 0.5}}, "adam"), ({"held": 0.9}, "held"),
        ({"hyper": {"beta_1": 2.0}}, "beta_1"), ({"initializer": "best"}, "glorot"), ({"batch": 0}, "batch"),
    ],
)  # fmt: skip
def test_settings_out_of_range_are_refused_and_nothing_has_changed(wrong: dict[str, Any], part: str) -> None:
    lab = take(lab_of(), 3)
    with pytest.raises(InputError, match=part):
        lab.change(**wrong)
    assert lab.step == 3
