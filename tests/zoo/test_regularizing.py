"""What every family can be asked for: a penalty on large weights, pictures changed at random."""

from typing import Any

import numpy as np
import pytest
import torch

from axb import data, graph, zoo
from axb.layers import Affine
from axb.training import set_random_seed
from axb.words import InputError, set_language
from zoo.makers import build, images

SPIRAL, CLOTHES = data.spiral(n=40), images(28, 1, 10)


def seeded(family: str, given: data.Dataset, **options: str) -> Any:
    set_random_seed(3)
    return build(family, given, **options)


@pytest.mark.parametrize(("family", "given"), [
    ("line", data.line(n=40)), ("logistic", SPIRAL), ("mlp", SPIRAL), ("cnn", CLOTHES), ("fastcnn", CLOTHES),
])  # fmt: skip
def test_l2_is_so_much_times_the_squares_of_all_kernels_and_of_nothing_else(
    family: str, given: data.Dataset
) -> None:
    model, without = seeded(family, given, l2="0.25"), seeded(family, given)
    kernels = [part.kernel for part in model.modules() if isinstance(part, Affine)]
    expected = 0.25 * sum(float(kernel.detach().square().sum()) for kernel in kernels)
    assert float(sum(cost.detach() for cost in model.losses)) == pytest.approx(expected, rel=1e-5)
    assert without.losses == []
    for ours, theirs in zip(model.get_weights(), without.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(("family", "options"), [
    ("mlp", {}), ("resnet", {"depth": "8", "width": "0.25", "shortcut": "projection"}),
    ("googlenet", {"width": "0.1"}), ("googlenet", {"width": "0.1", "batch_norm": "false"}),
])  # fmt: skip
def test_l2_stays_with_a_model_that_is_told_as_json(family: str, options: dict[str, str]) -> None:
    model = build(family, SPIRAL if family == "mlp" else CLOTHES, l2="0.25", **options)
    again = graph.from_json(graph.to_json(model))
    again.set_weights(model.get_weights())
    costs = [sum(float(cost.detach()) for cost in one.losses) for one in (again, model)]
    assert costs[0] == pytest.approx(costs[1])
    assert len(again.losses) == len([part for part in model.modules() if isinstance(part, Affine)])


def test_augmentation_changes_pictures_while_training_and_only_then() -> None:
    model = build("cnn", CLOTHES, augment="flip")
    changing = next(part for part in model.layers if type(part).__name__ == "RandomFlip")
    pictures = torch.rand(32, 28, 28, 1)
    torch.testing.assert_close(changing(pictures), pictures)
    changed = changing(pictures, training=True)
    kept = (changed == pictures).flatten(1).all(1)
    mirrored = (changed == pictures.flip(2)).flatten(1).all(1)
    assert (kept | mirrored).all()
    assert kept.any()
    assert mirrored.any()


def test_changes_come_in_the_order_asked_for() -> None:
    kinds = [
        type(part).__name__ for part in build("fastcnn", CLOTHES, augment="zoom+flip+shift+rotate").layers
    ]
    assert kinds[2:6] == ["RandomZoom", "RandomFlip", "RandomTranslation", "RandomRotation"]


@pytest.mark.parametrize(("given", "options", "says"), [
    (CLOTHES, {"augment": "flip+blur"}, "augment must be one of none, flip, shift, rotate, zoom; got 'blur'"),
    (SPIRAL, {"augment": "flip"}, "augment changes pictures; this data has shape (2,)"),
    (SPIRAL, {"l2": "-1"}, "l2 must be ≥ 0; got -1.0"),
    (SPIRAL, {"l2": "much"}, "mlp: l2 must be like 0.0; got 'much'"),
])  # fmt: skip
def test_what_cannot_be_asked_for_gets_a_sentence(
    given: data.Dataset, options: dict[str, str], says: str
) -> None:
    with pytest.raises(InputError) as caught:
        build("mlp", given, **options)
    assert says in str(caught.value)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("family", zoo.FAMILIES)
def test_every_option_says_what_it_means(family: str, language: str) -> None:
    set_language(language)
    for name in zoo.find(family).options:
        assert zoo.find(family).about_option(name).endswith((".", "。"))
