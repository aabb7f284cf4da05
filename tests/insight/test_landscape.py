"""The loss around trained weights, against closed forms, and against the paper's own reason for its directions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from axb.insight import Landscape, landscape
from axb.insight.landscape import directions, landscape_in, steps_to
from axb.layers import (
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Input,
)
from axb.losses import MeanSquaredError
from axb.models import Autoencoder, Model, Sequential
from axb.runs import Store
from axb.words import InputError, set_language

DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(40, 6)).astype(np.float32)
PICTURES = DRAW.normal(size=(20, 8, 8, 1)).astype(np.float32)
LABELS = DRAW.integers(0, 3, 20)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def line() -> tuple[Model, np.ndarray]:
    torch.manual_seed(1)
    model = Sequential([Input((6,)), Dense(2, bias_initializer="glorot_uniform")])
    model.compile(loss="mse")
    return model, DRAW.normal(size=(40, 2)).astype(np.float32)


def convnet(bend: str = "relu") -> Model:
    torch.manual_seed(2)
    model = Sequential(
        [Input((8, 8, 1)), Conv2D(4, 3, activation=bend), Conv2D(5, 3, activation=bend), GlobalAveragePooling2D(),
         Dense(3, activation="softmax")]
    )  # fmt: skip
    model.compile(loss="sparse_categorical_crossentropy")
    return model


def everything(model: nn.Module) -> list[bytes]:
    return [tensor.detach().numpy().tobytes() for tensor in (*model.parameters(), *model.buffers())]


def lengths(weight: torch.Tensor, inner: list[int]) -> torch.Tensor:
    return torch.linalg.vector_norm(weight.detach(), dim=inner)


def test_of_a_line_it_is_a_paraboloid() -> None:
    """mean (X (w + a d + b e) + c - y)^2, whose residual is linear in a and b."""
    model, y = line()
    found = landscape(model, X, y, size=7, span=2.0, seed=3)
    (w,), ((d,), (e,)) = directions(model, 3)
    residual = X @ w.detach().numpy() + model.layers[0].bias.detach().numpy() - y
    along = [X @ way.numpy() for way in (d, e)]
    a, b = np.meshgrid(found.steps, found.steps)
    terms = [(residual, residual), (along[0], along[0]), (along[1], along[1]), (residual, along[0]),
             (residual, along[1]), (along[0], along[1])]  # fmt: skip
    rr, aa, bb, ra, rb, ab = (float((one * other).mean()) for one, other in terms)
    wanted = rr + a**2 * aa + b**2 * bb + 2 * a * ra + 2 * b * rb + 2 * a * b * ab
    np.testing.assert_allclose(found.losses, wanted, rtol=1e-5)
    np.testing.assert_allclose(found.slice, wanted[3], rtol=1e-5)
    assert found.steps.tolist() == pytest.approx([-2, -4 / 3, -2 / 3, 0, 2 / 3, 4 / 3, 2])
    assert (found.examples, found.span, found.seed) == (40, 2.0, 3)


def test_in_the_middle_is_the_loss_that_evaluate_tells() -> None:
    model = convnet()
    found = landscape(model, PICTURES, LABELS, size=3)
    assert found.trained == pytest.approx(model.evaluate(PICTURES, LABELS, verbose=0), rel=1e-6)


def test_a_valley_is_below_all_around_it() -> None:
    steps = steps_to(1.0, 5)
    two = np.minimum(
        (steps[:, None] - 0.5) ** 2 + (steps - 0.5) ** 2, (steps[:, None] + 1) ** 2 + (steps + 1) ** 2
    )
    assert Landscape(steps, two, 1, 0).valleys == 2
    assert Landscape(steps, np.zeros((5, 5)), 1, 0).valleys == 0
    two[0, 0] = np.nan
    assert Landscape(steps, two, 1, 0).valleys == 1, "what is no number is no valley"


@pytest.mark.parametrize("factor", [7.0, 0.01])
def test_scales_that_change_nothing_change_nothing(factor: float) -> None:
    """Section 4: in a network of ReLUs one layer times c and the next over c is the same network."""
    model = convnet()
    before = landscape(model, PICTURES, LABELS, size=5)
    first, second = model.layers[0], model.layers[1]
    with torch.no_grad():
        first.kernel.mul_(factor)
        first.bias.mul_(factor)
        second.kernel.div_(factor)
    np.testing.assert_allclose(landscape(model, PICTURES, LABELS, size=5).losses, before.losses, rtol=1e-4)


def test_each_filter_is_as_long_as_the_trained_one() -> None:
    model = Sequential(
        [Input((8, 8, 2)), Conv2D(4, 3), BatchNormalization(), Conv2DTranspose(5, 3), Flatten(), Dense(3)]
    )
    weights, ways = directions(model, 0)
    assert [one.ndim for one in weights] == [4, 4, 2], "biases and batch normalisation stay as they are"
    for axis, weight, way, other in zip((3, 2, 1), weights, *ways, strict=True):
        inner = [one for one in range(weight.ndim) if one != axis]
        for one in (way, other):
            torch.testing.assert_close(lengths(one, inner), lengths(weight, inner))
        assert not torch.equal(way, other)


def test_in_pytorch_s_layouts_filters_come_first() -> None:
    model = nn.Sequential(
        nn.Conv2d(2, 4, 3), nn.ReLU(), nn.ConvTranspose2d(4, 5, 3), nn.Flatten(), nn.Linear(45, 3)
    )
    weights, (way, _) = directions(model, 0)
    for axis, weight, one in zip((0, 1, 0), weights, way, strict=True):
        inner = [dim for dim in range(weight.ndim) if dim != axis]
        torch.testing.assert_close(lengths(one, inner), lengths(weight, inner))
    x, y = DRAW.normal(size=(6, 2, 3, 3)).astype(np.float32), DRAW.normal(size=(6, 3)).astype(np.float32)
    found = landscape(model, x, y, size=3, loss="mse")
    with torch.no_grad():
        assert found.trained == pytest.approx(float(MeanSquaredError()(y, model(torch.tensor(x)))), rel=1e-6)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras's own copying
def test_in_keras_s_layouts_filters_come_last() -> None:
    keras = pytest.importorskip("keras")
    if keras.backend.backend() != "torch":
        pytest.skip("Keras runs on another backend: KERAS_BACKEND=torch")
    layers = [keras.Input((5, 5, 2)), keras.layers.Conv2D(4, 3), keras.layers.Conv2DTranspose(5, 3),
              keras.layers.BatchNormalization(), keras.layers.Flatten(), keras.layers.Dense(3)]  # fmt: skip
    model = keras.Sequential(layers)
    weights, (way, _) = directions(model, 0)
    assert [one.ndim for one in weights] == [4, 4, 2]
    for axis, weight, one in zip((3, 2, 1), weights, way, strict=True):
        inner = [dim for dim in range(weight.ndim) if dim != axis]
        torch.testing.assert_close(lengths(one, inner), lengths(weight, inner))
    x, y = DRAW.normal(size=(6, 5, 5, 2)).astype(np.float32), DRAW.normal(size=(6, 3)).astype(np.float32)
    before = [weight.detach().clone() for weight in weights]
    found = landscape(model, x, y, size=3, loss="mse")
    with torch.no_grad():
        wanted = float(MeanSquaredError()(y, model(torch.tensor(x), training=False)))
    assert found.trained == pytest.approx(wanted, rel=1e-5)
    assert all(torch.equal(one, weight) for one, weight in zip(before, weights, strict=True))


def test_a_seed_decides_its_directions_and_nothing_else_does() -> None:
    model = convnet()
    torch.manual_seed(5)
    state = torch.get_rng_state()
    first = landscape(model, PICTURES, LABELS, size=3)
    assert torch.equal(torch.get_rng_state(), state)
    torch.manual_seed(6)
    assert np.array_equal(landscape(model, PICTURES, LABELS, size=3).losses, first.losses)
    assert not np.array_equal(landscape(model, PICTURES, LABELS, size=3, seed=1).losses, first.losses)
    wider = landscape(model, PICTURES, LABELS, size=5, span=2.0)
    np.testing.assert_allclose(wider.losses[1:-1, 1:-1], first.losses, rtol=1e-6)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError, None])
def test_the_model_stays_as_it_was(stop: type[BaseException] | None) -> None:
    """To the bit, in its mode, also where it is broken off."""
    model = convnet()
    model.fit(PICTURES, LABELS, verbose=0)
    model.train()
    before = everything(model)

    def told(share: float) -> None:
        assert everything(model) == before
        if stop is not None and share > 0.5:
            raise stop

    if stop is None:
        landscape(model, PICTURES, LABELS, size=3, told=told)
    else:
        with pytest.raises(stop):
            landscape(model, PICTURES, LABELS, size=3, told=told)
    assert everything(model) == before
    assert model.training
    assert not any(module._forward_hooks for module in model.modules())


def test_it_tells_how_far_it_is_and_is_kept_in_a_run(tmp_path: Path) -> None:
    model = convnet()
    shares: list[float] = []
    with Store(tmp_path / "runs.sqlite3") as store:
        run = store.create("r", config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
        model.fit(PICTURES, LABELS, verbose=0)
        found = landscape(model, PICTURES, LABELS, size=3, span=0.5, seed=4, told=shares.append)
        found.record(run, 1)
        again = landscape_in(run, 1)
        assert landscape_in(run, 2) is None
    assert shares == pytest.approx(np.arange(1, 10) / 9)
    assert again is not None
    assert (again.span, again.seed, again.examples) == (0.5, 4, 20)
    assert np.array_equal(again.losses, found.losses)
    assert np.array_equal(again.steps, found.steps)


def test_a_model_that_a_run_has_trained_can_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What remembers its training holds on to open files."""
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    model = convnet()
    history = model.fit(PICTURES, LABELS, verbose=0, run="r")
    assert landscape(model, PICTURES, LABELS, size=3).examples == 20
    assert model.history is history


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"size": 4}, "odd whole number from 3"),
        ({"size": 1}, "odd whole number from 3"),
        ({"span": 0}, "span must be > 0"),
        ({"span": float("nan")}, "span must be > 0"),
    ],
)
def test_numbers_that_cannot_be(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        landscape(convnet(), PICTURES, LABELS, **wrong)


def test_without_a_loss_there_is_nothing_to_measure() -> None:
    with pytest.raises(InputError, match="was not compiled"):
        landscape(Sequential([Input((6,)), Dense(2)]), X, X[:, :2])
    with pytest.raises(InputError, match="Linear was not compiled"):
        landscape(nn.Linear(6, 2), X, X[:, :2])


def test_the_loss_around_an_autoencoder_is_its_error() -> None:
    inputs, codes = Input((3,)), Input((2,))
    encoder, decoder = Model(inputs, Dense(2)(inputs)), Model(codes, Dense(3)(codes))
    model = Autoencoder(encoder, decoder, 2.0)
    model.compile("sgd", "mean_squared_error")
    x = np.random.default_rng(0).normal(size=(30, 3)).astype(np.float32)
    found = landscape(model, x, None, size=3)
    assert found.losses[1, 1] == pytest.approx(model.evaluate(x, verbose=0), rel=1e-5)
