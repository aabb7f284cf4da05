"""The gradient ladder, activations, and norms of a step, against what autograd and NumPy say."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

import axb
from axb import layers as L
from axb.insight import Seen, Watch
from axb.training import set_random_seed
from axb.words import InputError, set_language

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(64, 6)).astype("float32"), RNG.integers(0, 3, 64)
PICTURES, LABELS = RNG.normal(size=(32, 12, 12, 2)).astype("float32"), RNG.integers(0, 3, 32)


@pytest.fixture(autouse=True)
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    set_language("en")
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    yield
    set_language(None)


def compiled(model: Any, optimizer: str = "sgd") -> Any:
    model.compile(optimizer, "sparse_categorical_crossentropy", precision="float32")
    return model


def mlp() -> Any:
    set_random_seed(1)
    return compiled(
        axb.Sequential(
            [L.Input((6,)), L.Dense(8, activation="relu", name="one"), L.Dense(7, activation="tanh", name="two"),
             L.Dense(3, activation="softmax", name="three")]
        )
    )  # fmt: skip


def residual() -> Any:
    set_random_seed(2)
    return compiled(
        axb.Sequential(
            [L.Input((12, 12, 2)), L.Conv2D(4, 3, padding="same", name="stem"),
             L.Residual(L.Conv2D(4, 3, padding="same", activation="relu", name="a"),
                        L.Conv2D(4, 3, padding="same", name="b"), name="block"),
             L.GlobalAveragePooling2D(name="pool"), L.Dense(3, activation="softmax", name="head")]
        )
    )  # fmt: skip


def looked_at(model: Any, x: Any = X, y: Any = Y, **options: Any) -> Seen:
    """One update on everything at once, watched."""
    watch = Watch()
    model.fit(x, y, batch_size=len(x), verbose=0, seed=0, shuffle=False, callbacks=[watch], **options)
    return watch.last


def test_gradients_of_outputs_are_autograd_s() -> None:
    model = mlp()
    one, two, three = (
        [w.detach().clone().requires_grad_() for w in part.parameters()] for part in model.layers
    )
    h = F.relu(torch.tensor(X) @ one[0] + one[1])
    k = torch.tanh(h @ two[0] + two[1])
    logits = k @ three[0] + three[1]
    loss = F.cross_entropy(logits, torch.tensor(Y))
    wanted = [float(g.norm()) for g in torch.autograd.grad(loss, [h, k, logits])]
    seen = looked_at(model)
    assert [rung.name for rung in seen.ladder] == ["one", "two", "three"]
    np.testing.assert_allclose([rung.gradient for rung in seen.ladder], wanted, rtol=1e-5)
    np.testing.assert_allclose([one.gradient for one in seen.layers], wanted, rtol=1e-5)


@pytest.mark.parametrize("make", [mlp, residual])
def test_the_factors_multiply_to_the_whole(make: Any) -> None:
    x, y = (X, Y) if make is mlp else (PICTURES, LABELS)
    ladder = looked_at(make(), x, y).ladder
    assert ladder[-1].factor == 1
    whole = ladder[0].gradient / ladder[-1].gradient
    assert math.prod(rung.factor for rung in ladder) == pytest.approx(whole, rel=1e-6)


def test_weights_gradients_and_updates_are_those_of_the_step() -> None:
    model = mlp()
    before = [w.detach().clone() for w in model.parameters()]
    loss = F.nll_loss(torch.log(model(torch.tensor(X))), torch.tensor(Y))
    g = torch.autograd.grad(loss, list(model.parameters()))
    seen = looked_at(model)
    moved = [w.detach() - b for w, b in zip(model.parameters(), before, strict=True)]
    for number, layer in enumerate(seen.layers):
        for said, pieces in (
            (layer.weights, before),
            (layer.weights_gradient, g),
            (layer.update, moved),
        ):
            pair = pieces[2 * number : 2 * number + 2]
            flat = torch.cat([piece.reshape(-1) for piece in pair])
            assert said == pytest.approx(float(flat.norm()), rel=1e-4)
        assert layer.ratio == pytest.approx(layer.update / layer.weights)
        assert layer.update == pytest.approx(0.01 * layer.weights_gradient, rel=1e-4)


def test_activations_are_those_of_the_forward_pass() -> None:
    model = mlp()
    h = F.relu(torch.tensor(X) @ model.layers[0].kernel + model.layers[0].bias).detach()
    layer = looked_at(model).layer("one")
    assert layer.mean == pytest.approx(float(h.mean()), rel=1e-5)
    assert layer.std == pytest.approx(float(h.std(correction=0)), rel=1e-5)
    assert (layer.low, layer.high) == (0, pytest.approx(float(h.max())))
    np.testing.assert_array_equal(layer.histogram, np.histogram(h.numpy(), 32, (layer.low, layer.high))[0])


def test_dead_and_saturated_units_are_counted() -> None:
    model = mlp()
    with torch.no_grad():
        model.layers[0].bias[:2] = -100  # two of eight units that nothing wakes
        model.layers[1].kernel[:, 0] = 0
        model.layers[1].bias[0] = 5  # one of seven at tanh's end
    seen = looked_at(model)
    assert seen.layer("one").dead == pytest.approx(2 / 8)
    assert math.isnan(seen.layer("one").saturated)
    assert math.isnan(seen.layer("two").dead)
    assert seen.layer("two").saturated >= 1 / 7 - 1e-6


def test_a_sixteenth_of_the_pixels_is_looked_at() -> None:
    model = residual()
    seen = looked_at(model, PICTURES, LABELS)
    assert seen.layer("stem").histogram.sum() == 32 * 3 * 3 * 4
    assert seen.layer("pool").histogram.sum() == 32 * 4


def test_what_comes_back_through_skip_and_branch_is_the_gradient_in_two_parts() -> None:
    model = residual()
    stem = model.get_layer("stem")
    block = model.get_layer("block")
    a, b = (block.get_layer(name) for name in ("a", "b"))
    fork = stem(torch.tensor(PICTURES)).detach()
    skip, way = fork.clone().requires_grad_(), fork.clone().requires_grad_()
    rest = model.get_layer("head")(model.get_layer("pool")(b(a(way)) + skip))
    loss = F.nll_loss(torch.log(rest), torch.tensor(LABELS))
    by_skip, by_way = torch.autograd.grad(loss, [skip, way])
    seen = looked_at(model, PICTURES, LABELS)
    through = {one.into: one for one in seen.forks}
    assert {one.at for one in seen.forks} == {"stem"}
    assert through["block.add"].gradient == pytest.approx(float(by_skip.norm()), rel=1e-4)
    assert through["block.a"].gradient == pytest.approx(float(by_way.norm()), rel=1e-4)
    assert (through["block.a"].main, through["block.add"].main) == (True, False)
    assert seen.layer("stem").gradient == pytest.approx(float((by_skip + by_way).norm()), rel=1e-4)


def test_the_main_path_is_the_longest_and_lists_every_layer_once() -> None:
    seen = looked_at(residual(), PICTURES, LABELS)
    assert [rung.name for rung in seen.ladder] == [
        "stem", "block.a", "block.b", "block.add", "pool", "head",
    ]  # fmt: skip


def test_a_concatenation_s_branches_are_told_apart() -> None:
    set_random_seed(0)
    x = L.Input((6,))
    h = L.Dense(4, name="trunk")(x)
    side = L.Dense(2, name="side")(h)
    deep = L.Dense(3, name="deep2")(L.Dense(3, name="deep1")(h))
    out = L.Dense(3, activation="softmax", name="out")(L.Concatenate(name="meet")([side, deep]))
    seen = looked_at(compiled(axb.Model(x, out)))
    assert [rung.name for rung in seen.ladder] == ["trunk", "deep1", "deep2", "meet", "out"]
    assert {(one.at, one.into, one.main) for one in seen.forks} == {
        ("trunk", "side", False), ("trunk", "deep1", True),
    }  # fmt: skip
    assert all(one.gradient > 0 for one in seen.forks)
    assert seen.layer("side").gradient > 0


class Cropped(nn.Module):
    """A network of somebody else's, which overwrites what it computed."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace=True))
        self.head = nn.Linear(4, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.features(x).mean((2, 3)))


def test_a_foreign_module_in_a_loop_of_one_s_own() -> None:
    torch.manual_seed(0)
    module = Cropped()
    optimizer = torch.optim.SGD(module.parameters(), 0.1)
    x, y = torch.tensor(PICTURES).movedim(-1, 1), torch.tensor(LABELS)
    with axb.watch(module, every=2) as w:
        for step in range(5):
            assert bool(module.head._forward_hooks) == (step % 2 == 0), "nothing is left on other steps"
            optimizer.zero_grad()
            F.cross_entropy(module(x), y).backward()
            optimizer.step()
            w.step()
    assert [seen.step for seen in w.seen] == [1, 3, 5]
    assert not any(one._forward_hooks for one in module.modules())
    names = ["features.0", "features.1", "features.2", "head"]
    assert [rung.name for rung in w.last.ladder] == names
    assert all(rung.gradient > 0 for rung in w.last.ladder)
    conv, normal = w.last.layer("features.0"), w.last.layer("features.1")
    assert normal.low < 0 < normal.high, "seen before ReLU overwrote it"
    assert conv.update == pytest.approx(0.1 * conv.weights_gradient, rel=1e-3)
    assert 0 <= w.last.layer("features.2").dead <= 1


def test_layers_are_chosen_by_name() -> None:
    module = Cropped()
    with axb.watch(module, names=["head", "features"]) as w:
        module(torch.zeros(2, 2, 5, 5)).sum().backward()
        w.step()
    assert [rung.name for rung in w.last.ladder] == ["features", "head"]
    with (
        pytest.raises(InputError, match='no module "neck" to watch; known are: features'),
        axb.watch(module, names=["neck"]),
    ):
        pass


def test_looking_before_anything_was_seen_is_refused() -> None:
    with axb.watch(Cropped()) as w, pytest.raises(InputError, match="Nothing has been seen yet"):
        _ = w.last
    with pytest.raises(InputError, match="every"):
        Watch(every=0)


def test_frozen_layers_have_no_rung() -> None:
    model = mlp()
    model.layers[0].trainable = False
    seen = looked_at(model)
    assert [rung.name for rung in seen.ladder] == ["two", "three"]
    assert math.isnan(seen.layer("one").gradient)
    assert seen.layer("one").std > 0


def test_evaluations_between_two_steps_are_not_taken_for_training() -> None:
    module = nn.Sequential(nn.Linear(6, 2))
    with axb.watch(module) as w:
        with torch.no_grad():
            module(torch.full((2, 6), 1e6))
        module(torch.ones(2, 6)).sum().backward()
        w.step()
    assert w.last.layer("0").high < 1e3


def test_numbers_that_are_none_leave_no_histogram() -> None:
    module = nn.Sequential(nn.Linear(6, 2))
    with axb.watch(module) as w:
        module(torch.full((2, 6), float("nan"))).sum().backward()
        w.step()
    assert math.isnan(w.last.layer("0").mean)
    assert np.isnan(w.last.layer("0").histogram).all()


def test_a_keras_model_is_a_torch_module() -> None:
    pytest.importorskip("keras")
    import keras

    if keras.backend.backend() != "torch":
        pytest.skip("Keras runs on another backend: KERAS_BACKEND=torch")
    model = keras.Sequential(
        [keras.Input((12, 12, 2)), keras.layers.Conv2D(4, 3, activation="relu", name="look"),
         keras.layers.Flatten(name="flat"), keras.layers.Dense(3, name="say")]
    )  # fmt: skip
    with axb.watch(model) as w:
        F.cross_entropy(model(torch.tensor(PICTURES)), torch.tensor(LABELS)).backward()
        w.step()
    assert [rung.name for rung in w.last.ladder] == ["look", "flat", "say"]
    assert 0 <= w.last.layer("look").dead <= 1
    assert w.last.layer("look").weights > 0
