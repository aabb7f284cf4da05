"""What autoencoders are known to do, and the data that they take."""

import numpy as np
import pytest

from axb import data, zoo
from axb.data import load
from axb.insight import pca_error
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import Autoencoder, set_random_seed
from axb.words import InputError
from zoo.makers import build, images, table

NAMES = ("autoencoder", "stacked_autoencoder", "conv_autoencoder")


@pytest.fixture(scope="module")
def linear() -> Autoencoder:
    """Four numbers for the digits' 64, trained until nothing moves."""
    set_random_seed(0)
    model = build("autoencoder", load("digits"), latent="4")
    assert isinstance(model, Autoencoder)
    model.compile(Adam(CosineDecay(0.02, 2100)), "mean_squared_error")
    model.fit(load("digits").x_train, batch_size=512, epochs=700, verbose=0, seed=0)
    return model


def rows(x: np.ndarray) -> np.ndarray:
    return x.reshape(len(x), -1) / np.float32(255)


def test_a_linear_one_finds_pca_s_plane(linear: Autoencoder) -> None:
    """Baldi & Hornik 1989: the decoder's columns span the first principal axes, whatever axes they are themselves."""
    x = rows(load("digits").x_train)
    axes = np.linalg.svd(x - x.mean(0), full_matrices=False)[2][:4]
    columns = np.linalg.qr(linear.decoder.get_weights()[0].T)[0]
    cosines = np.linalg.svd(axes @ columns)[1]
    angles = np.degrees(np.arccos(cosines.clip(max=1)))
    assert angles.max() < 0.5


def test_its_error_is_what_pca_leaves(linear: Autoencoder) -> None:
    digits = load("digits")
    for part in (digits.x_train, digits.x_test):
        left = pca_error(digits.x_train, part, 4, 255.0)
        assert linear.evaluate(part, verbose=0) == pytest.approx(left, rel=1e-3)


def test_one_that_bends_restores_better_than_any_plane() -> None:
    digits = load("digits")
    set_random_seed(0)
    model = build("stacked_autoencoder", digits, latent="2")
    model.compile(Adam(0.003), "mean_squared_error")
    model.fit(digits.x_train, epochs=40, verbose=0, seed=0)
    assert model.evaluate(digits.x_test, verbose=0) < 0.8 * pca_error(digits.x_train, digits.x_test, 2, 255.0)


@pytest.fixture(scope="module")
def errors_of_sigmoids() -> dict[str, float]:
    """Four layers of sigmoids down to 8 numbers, after as many updates: each pair first, or all at once."""
    digits, found = load("digits"), {}
    for pretrain in ("0", "200"):
        set_random_seed(0)
        options = {"hidden": "48,32,24", "latent": "8", "activation": "sigmoid", "pretrain": pretrain}
        model = build("stacked_autoencoder", digits, **options)
        model.compile(Adam(0.003), "mean_squared_error")
        model.fit(digits.x_train, batch_size=64, epochs=50, verbose=0, seed=0)
        found[pretrain] = model.evaluate(digits.x_test, verbose=0)
    return found


def test_sigmoids_that_learned_layer_by_layer_restore_what_they_cannot_learn_at_once(
    errors_of_sigmoids: dict[str, float],
) -> None:
    assert errors_of_sigmoids["200"] < 0.8 * errors_of_sigmoids["0"]


def test_a_code_that_costs_is_mostly_zero() -> None:
    digits, zeros = load("digits"), {}
    for sparse in ("0", "0.001"):
        set_random_seed(0)
        model = build("autoencoder", digits, latent="64", activation="relu", sparse=sparse)
        assert isinstance(model, Autoencoder)
        model.compile(Adam(0.003), "mean_squared_error")
        model.fit(digits.x_train, batch_size=64, epochs=20, verbose=0, seed=0)
        zeros[sparse] = float((model.encode(digits.x_test) == 0).mean())
    assert zeros["0.001"] > 0.6 > 0.4 > zeros["0"]


@pytest.mark.parametrize(
    ("family", "options", "bend"),
    [
        ("autoencoder", {}, "relu"),
        ("autoencoder", {"activation": "sigmoid"}, "sigmoid"),
        ("stacked_autoencoder", {}, "relu"),
        ("conv_autoencoder", {}, "relu"),
    ],
)
def test_a_code_that_costs_bends(family: str, options: dict[str, str], bend: str) -> None:
    model = build(family, images(28, 1, 10), sparse="0.01", **options)
    assert isinstance(model, Autoencoder)
    code = model.encoder.get_layer("code")
    assert code.get_config()["activation"] == bend
    assert code.activity_regularizer.get_config() == {"l1": 0.01}


@pytest.mark.parametrize("up", ["transposed", "resize"])
@pytest.mark.parametrize(
    "shape", [(28, 28, 1), (9, 8, 3), (5, 7, 1), (11, 13, 3), (64, 48, 3), (4, 4, 1)], ids=str
)
@pytest.mark.parametrize("filters", ["4", "4,5"])
def test_pictures_of_odd_and_even_sides_come_out_as_they_went_in(
    shape: tuple[int, int, int], up: str, filters: str
) -> None:
    facts = zoo.Facts(shape, zoo.facts_of(images(8, 1, 2)).head, "uint8")
    model = zoo.find("conv_autoencoder").make(facts, {"up": up, "filters": filters, "latent": "3"})
    assert model.output_shape == (None, *shape)
    assert model.encoder.output_shape == (None, 3)
    x = np.random.default_rng(0).integers(0, 256, (2, *shape), np.uint8)
    restored = model.predict(x, verbose=0)
    assert restored.shape == x.shape
    assert restored.min() >= 0
    assert restored.max() <= 255


def test_windows_that_do_not_tile_draw_a_checkerboard_and_copied_pixels_do_not() -> None:
    """From an even picture, all weights equal: 3x3 windows two apart lay one, two or four over a pixel."""
    found = {}
    for up in ("transposed", "resize"):
        model = build("conv_autoencoder", images(16, 1, 2), up=up, filters="1", latent="1")
        weights = [np.ones_like(one) if one.ndim > 1 else 0 * one for one in model.decoder.get_weights()]
        model.decoder.set_weights([0.01 * one for one in weights])
        inside = model.decoder.predict(np.ones((1, 1), np.float32), verbose=0)[0, 4:-4, 4:-4, 0]
        found[up] = np.unique(inside.round(3))
    assert len(found["resize"]) == 1
    assert len(found["transposed"]) == 3


@pytest.mark.parametrize(("given", "size"), [
    (data.line(n=20), 1), (data.spiral(n=20), 1), (load("digits"), 16), (images(4, 1, 2), 8),
])  # fmt: skip
def test_the_usual_code_is_shorter_than_the_input_where_that_can_be(given: data.Dataset, size: int) -> None:
    assert build("autoencoder", given).encoder.output_shape == (None, size)


def test_columns_of_very_different_scales_are_restored_alike(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    houses = table(tmp_path_factory.mktemp("tables"), "price")
    model = build("autoencoder", houses, latent=str(houses.input_shape[0]))
    model.compile(Adam(CosineDecay(0.02, 1500)), "mean_squared_error")
    model.fit(houses.x_train, batch_size=64, epochs=1500, verbose=0, seed=0)
    wrong = model.predict(houses.x_test, verbose=0) - houses.x_test
    assert (np.abs(wrong).mean(0) < 0.02 * np.maximum(houses.x_train.std(0), 1e-6)).all()


@pytest.mark.parametrize(("family", "options", "says"), [
    ("autoencoder", {"latent": "-1"}, "autoencoder: latent must be ≥ 0; got -1"),
    ("conv_autoencoder", {"up": "shuffle"}, "conv_autoencoder: up must be one of transposed, resize; got 'shuffle'"),
    ("conv_autoencoder", {"filters": ""}, "conv_autoencoder: len(filters) must be ≥ 1"),
    ("conv_autoencoder", {"filters": "4,4,4,4,4"}, "at least 32 pixels a side"),
    ("stacked_autoencoder", {"noise": "1"}, "Dropout"),
    ("stacked_autoencoder", {"pretrain": "-1"}, "pretrain must be ≥ 1; got -1"),
    ("autoencoder", {"sparse": "-0.1"}, "l1 must be ≥ 0; got -0.1"),
    *((name, {"augment": "flip"}, "An autoencoder restores what comes in") for name in NAMES),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(family: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(InputError) as caught:
        build(family, images(28, 1, 10), **options)
    assert says in str(caught.value)


def test_noise_destroys_a_share_of_what_comes_in() -> None:
    model = build("stacked_autoencoder", images(28, 1, 10), noise="0.25")
    (part,) = [part for part in model.encoder.layers if type(part).__name__ == "Dropout"]
    assert part.get_config()["rate"] == 0.25
    assert [type(part).__name__ for part in model.encoder.layers].index("Dropout") == 2  # after the scale
