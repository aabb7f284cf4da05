"""GANs: what they must find in data that is known, and what they take."""

import numpy as np
import pytest
import torch

from axb import data, zoo
from axb.data import Dataset
from axb.data.batches import Batch
from axb.training import GAN, set_random_seed
from axb.words import InputError
from zoo.makers import build, images, table

STEPS = 2000
WIDE = 0.05  # the standard deviation of each heap
MIDDLES = np.stack([np.cos(np.arange(8) * np.pi / 4), np.sin(np.arange(8) * np.pi / 4)], 1)


def ring() -> Dataset:
    """Eight heaps of points on a circle, where GANs are known to lose some (Metz et al. 2017, section 3.2)."""
    label = np.arange(600) % 8
    noise = np.random.default_rng(0).standard_normal((2, 600, 2))
    x, x_test = ((MIDDLES[label] + WIDE * one).astype(np.float32) for one in noise)
    names = tuple(f"heap {number}" for number in range(8))
    return Dataset("ring", "points", x, label, x_test, label, names, names, ("x1", "x2"), "class")


def trained(given: Dataset, **options: str) -> GAN:
    """With the family's own recipe, for so many steps."""
    set_random_seed(0)
    recipe, model = zoo.find("gan").recipe, build("gan", given, **options)
    assert isinstance(model, GAN)
    model.compile(recipe.optimizer(zoo.facts_of(given), STEPS, None))
    epochs = STEPS // -(-len(given.x_train) // recipe.batch_size)
    model.fit(given.x_train, given.y_train, batch_size=recipe.batch_size, epochs=epochs, verbose=0, seed=0)
    return model


def energy_distance(one: np.ndarray, other: np.ndarray) -> float:
    """2 E|X - Y| - E|X - X'| - E|Y - Y'|, 0 where both are spread alike (Székely & Rizzo 2013)."""

    def apart(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.linalg.norm(a[:, None] - b[None], axis=-1).mean())

    return 2 * apart(one, other) - apart(one, one) - apart(other, other)


def test_it_finds_every_heap_of_a_ring() -> None:
    given = ring()
    made = trained(given).sample(2000, seed=1)
    far = np.linalg.norm(made[:, None] - MIDDLES[None], axis=-1)
    near = far.min(1) < 4 * WIDE
    shares = np.bincount(far.argmin(1)[near], minlength=8) / len(made)
    assert near.mean() > 0.8
    assert shares.min() > 0.06, "each heap is an eighth of the points"
    assert energy_distance(made, given.x_test) < 0.01


def test_it_lies_on_both_moons_and_on_the_one_asked_for() -> None:
    given = data.moons(n=500, seed=1)
    model = trained(given, conditional="true")
    for label in (0, 1):
        made = model.sample(500, seed=1, labels=label)
        same, other = (given.x_test[given.y_test == one] for one in (label, 1 - label))
        assert energy_distance(made, same) < 0.05
        assert energy_distance(made, other) > 0.2
    middle = np.broadcast_to(given.x_test.mean(0), (500, 2))
    assert energy_distance(middle, given.x_test) > 0.2, "what one point would get"
    assert energy_distance(model.sample(1000, seed=1), given.x_test) < 0.03


def test_columns_of_very_different_scales_are_forged_alike(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    houses = table(tmp_path_factory.mktemp("tables"), "price")
    model = trained(houses)
    made, real = model.sample(1000), houses.x_train
    scale = real.std(0) + 1e-6
    assert (np.abs(made.mean(0) - real.mean(0)) < 0.3 * scale).all()
    assert ((made.std(0) > 0.5 * scale) & (made.std(0) < 1.5 * scale)).all()


@pytest.mark.parametrize("shape", [(28, 28, 1), (14, 15, 3), (31, 28, 1), (64, 48, 3)], ids=str)
def test_pictures_of_any_size_are_made_and_judged(shape: tuple[int, int, int]) -> None:
    facts = zoo.Facts(shape, zoo.facts_of(images(8, 1, 2)).head, "uint8")
    model = zoo.find("dcgan").make(facts, {"filters": "2", "latent": "3"})
    made = model.sample(3)
    assert made.shape == (3, *shape)
    assert 0 <= made.min() <= made.max() <= 255
    assert model.discriminator.predict(made, verbose=0).shape == (3, 1)


def test_what_comes_from_the_paper() -> None:
    """Filters double where sides halve, and no window but 4x4 where sides are even."""
    model = build("dcgan", images(28, 1, 10), filters="8")
    convolutions = [one for one in model.discriminator.layers if type(one).__name__ == "Conv2D"]
    assert [one.output.shape[1:] for one in convolutions] == [(14, 14, 8), (7, 7, 16), (4, 4, 32)]
    made = [one for one in model.generator.layers if type(one).__name__ == "Conv2DTranspose"]
    assert [one.output.shape[1:] for one in made] == [(7, 7, 16), (14, 14, 8), (28, 28, 1)]
    assert [one.kernel_size for one in made] == [(3, 3), (4, 4), (4, 4)]
    assert {one.kernel_size for one in convolutions} == {(4, 4)}


@pytest.mark.parametrize(("family", "given", "options", "says"), [
    ("gan", data.line(n=20), {"conditional": "true"}, "gan can be told the class only where the data have classes"),
    ("gan", data.moons(n=20), {"latent": "-1"}, "gan: latent must be ≥ 0; got -1"),
    ("dcgan", images(10, 1, 2), {}, "dcgan .* at least 14 pixels"),
    ("dcgan", images(28, 1, 2), {"penalty": "-1"}, "penalty must be ≥ 0"),
])  # fmt: skip
def test_what_cannot_be_used_gets_a_sentence(
    family: str, given: Dataset, options: dict[str, str], says: str
) -> None:
    with pytest.raises(InputError, match=says):
        build(family, given, **options)


@pytest.mark.parametrize("augment", ["flip+shift", "rotate+zoom"])
def test_what_changes_pictures_stands_before_the_detective_and_the_forger_learns_through_it(
    augment: str,
) -> None:
    """Differentiable augmentation (Zhao et al. 2020): real and forged alike, in both players' turns."""
    given = images(28, 1, 2)
    model = build("dcgan", given, filters="2", augment=augment)
    assert isinstance(model, GAN)
    model.train()
    assert not any(type(one).__name__.startswith("Random") for one in model.generator.layers)
    batch = Batch(torch.from_numpy(given.x_train[:8]))
    first, second = (model.judge(batch.x).detach() for _ in range(2))
    assert not torch.equal(first, second)
    loss = model.deceive(batch)
    slopes = torch.autograd.grad(loss, list(model.generator.parameters()))
    assert all(one.abs().max() > 0 for one in slopes)
    model.eval()
    torch.testing.assert_close(model.judge(batch.x), model.judge(batch.x))
