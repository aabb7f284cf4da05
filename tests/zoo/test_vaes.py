"""The families of variational autoencoders: what they choose by themselves, and the data that they take."""

import numpy as np
import pytest

from axb import data, zoo
from axb.data import load
from axb.training import VAE, set_random_seed
from axb.words import InputError
from zoo.makers import build, images, table


def made(family: str, given: data.Dataset, **options: str) -> VAE:
    model = build(family, given, **options)
    assert isinstance(model, VAE)
    return model


def test_pixels_are_probabilities_and_other_numbers_gaussian(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    houses = table(tmp_path_factory.mktemp("tables"), "price")
    assert made("vae", images(8, 1, 2)).likelihood == "bernoulli"
    assert made("conv_vae", images(8, 3, 2)).likelihood == "bernoulli"
    assert made("vae", houses).likelihood == made("vae", data.moons(n=40)).likelihood == "gaussian"
    pictures = made("vae", images(8, 3, 2), likelihood="gaussian")
    assert pictures.log_noise is not None
    assert pictures.log_noise.shape == (3,)  # one for each colour


@pytest.mark.parametrize(("given", "size"), [
    (data.moons(n=40), 2), (load("digits"), 20), (images(4, 1, 2), 16),
])  # fmt: skip
def test_the_usual_code_is_as_long_as_x_at_most(given: data.Dataset, size: int) -> None:
    assert made("vae", given).latent == size


@pytest.mark.parametrize("shape", [(28, 28, 1), (9, 8, 3), (5, 7, 1), (64, 48, 3), (4, 4, 1)], ids=str)
def test_pictures_of_odd_and_even_sides_come_out_as_they_went_in(shape: tuple[int, int, int]) -> None:
    facts = zoo.Facts(shape, zoo.facts_of(images(8, 1, 2)).head, "uint8")
    model = zoo.find("conv_vae").make(facts, {"filters": "4,5", "hidden": "6", "latent": "3"})
    x = np.random.default_rng(0).integers(0, 256, (2, *shape), np.uint8)
    restored = model.predict(x, verbose=0)
    assert restored.shape == x.shape
    assert restored.min() >= 0
    assert restored.max() <= 255


@pytest.mark.parametrize("family", ["vae", "conv_vae"])
def test_a_loss_starts_from_logits(family: str) -> None:
    """So that a pixel that is told surely, and wrongly, still costs what it should."""
    model = made(family, images(8, 1, 2))
    out = model.decoder(np.zeros((1, model.latent), np.float32))
    logits, unit = out.scaled_logits
    assert unit == 255.0
    np.testing.assert_allclose(255 * logits.sigmoid().detach(), out.detach(), rtol=1e-6)


@pytest.mark.parametrize("family", ["vae", "conv_vae"])
def test_a_class_can_be_asked_for(family: str) -> None:
    digits = load("digits") if family == "vae" else images(8, 1, 3)
    model = made(family, digits, conditional="true")
    assert model.classes == digits.classes
    samples = model.sample(4, labels=[0, 1, 2, 0])
    assert samples.shape == (4, *digits.input_shape)


def test_it_learns_the_digits_by_its_recipe() -> None:
    """What it makes has an order: a few numbers a code, most of the digits' detail."""
    digits = load("digits")
    set_random_seed(0)
    model = made("vae", digits, hidden="128", latent="4")
    before = model.elbo(digits.x_test)["excess"]
    model.compile(zoo.find("vae").recipe.optimizer(zoo.facts_of(digits), 240, 0.004))
    model.fit(digits.x_train, batch_size=128, epochs=20, verbose=0, seed=0)
    told = model.elbo(digits.x_test)
    assert told["excess"] < 0.4 * before
    assert told["kl"] > 1


def test_a_code_is_not_forgotten_before_it_is_of_use() -> None:
    """With noise as wide as the spiral at first, KL goes to 0 and stays there: posterior collapse."""
    spiral = data.spiral(n=600)
    set_random_seed(0)
    model = made("vae", spiral, hidden="32")
    model.compile(zoo.find("vae").recipe.optimizer(zoo.facts_of(spiral), 200, None))
    model.fit(spiral.x_train, batch_size=128, epochs=50, verbose=0, seed=0)
    assert model.elbo(spiral.x_test)["kl"] > 1


def test_points_that_are_drawn_lie_where_points_are() -> None:
    moons = data.moons(n=600)
    set_random_seed(0)
    model = made("vae", moons, hidden="64,64")
    model.compile(zoo.find("vae").recipe.optimizer(zoo.facts_of(moons), 600, None))
    model.fit(moons.x_train, batch_size=128, epochs=150, verbose=0, seed=0)
    drawn = model.sample(300)
    away = np.sqrt(np.square(drawn[:, None] - moons.x_train[None]).sum(-1).min(1))
    assert np.median(away) < 0.1
    np.testing.assert_allclose(drawn.mean(0), moons.x_train.mean(0), atol=0.2)


@pytest.mark.parametrize(("family", "options", "says"), [
    ("vae", {"latent": "-1"}, "vae: latent must be ≥ 0; got -1"),
    ("vae", {"likelihood": "poisson"}, "VAE: likelihood must be one of bernoulli, gaussian; got 'poisson'"),
    ("vae", {"augment": "flip"}, "restores what comes in"),
    ("conv_vae", {"filters": ""}, "conv_vae: len(filters) must be ≥ 1"),
    ("conv_vae", {"filters": "4,4,4,4,4"}, "at least 32 pixels a side"),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(family: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(InputError) as caught:
        build(family, images(28, 1, 10), **options)
    assert says in str(caught.value)


def test_numbers_have_no_classes_to_tell() -> None:
    with pytest.raises(InputError, match="conditional"):
        build("vae", data.line(n=40), conditional="true")
