"""How many windows lie over each pixel, beside the layer that lays them."""

import numpy as np
import pytest

from axb import layers, models
from axb.labs.catalogue import find
from axb.labs.overlap import OverlapLab
from axb.labs.overlap.lab import PATCHES, SIDE
from axb.labs.overlap.picture import untrained
from axb.words import InputError


def filled(spec: str) -> OverlapLab:
    lab = find(spec)
    assert isinstance(lab, OverlapLab)
    lab.learn()
    while lab.running:
        lab.advance()
    return lab


@pytest.mark.parametrize("patch", PATCHES)
def test_counts_are_what_a_layer_of_ones_makes_of_ones(patch: int) -> None:
    ones = {"kernel_initializer": "ones", "use_bias": False}
    up = layers.Conv2DTranspose(1, patch, strides=2, **ones)
    model = models.Sequential([layers.Input((SIDE, SIDE, 1)), up])
    made = model.predict(np.ones((1, SIDE, SIDE, 1), np.float32), verbose=0)[0, ..., 0]
    counts = filled(f"overlap:patch={patch}").counts
    np.testing.assert_array_equal(counts, made[: len(counts), : len(counts)])
    copied = models.Sequential(
        [layers.Input((SIDE, SIDE, 1)), layers.UpSampling2D(2), layers.Conv2DTranspose(1, patch, **ones)]
    )
    made = copied.predict(np.ones((1, SIDE, SIDE, 1), np.float32), verbose=0)[0, ..., 0]
    np.testing.assert_array_equal(filled(f"overlap:patch={patch},up=resize").counts, made)


@pytest.mark.parametrize(
    ("spec", "fewest", "most"),
    [("patch=2", 1, 1), ("patch=3", 1, 4), ("patch=4", 4, 4), ("patch=5", 4, 9), ("patch=3,up=resize", 9, 9)],
)
def test_only_windows_that_tile_treat_all_pixels_alike(spec: str, fewest: int, most: int) -> None:
    lab = filled(f"overlap:{spec}")
    assert (lab.numbers()["fewest"], lab.numbers()["most"]) == (fewest, most)
    assert ("checkerboard" in lab.verdict()) == (fewest != most)


def test_windows_are_laid_row_by_row_and_begin_anew() -> None:
    lab = find("overlap")
    assert set(lab.scenes()) == {"overlap", "untrained"}
    lab.advance()
    assert lab.numbers()["laid"] == SIDE
    lab.set_patch(4)  # type: ignore[attr-defined]
    assert lab.numbers()["laid"] == 0
    lab = filled("overlap")
    lab.learn()
    assert lab.numbers()["laid"] == 0


def test_an_untrained_decoder_of_transposed_convolutions_is_rougher() -> None:
    steps = {
        up: np.abs(np.diff(untrained(up)[..., 0].astype(float), axis=1)).mean()
        for up in ("transposed", "resize")
    }
    assert steps["transposed"] > 1.2 * steps["resize"]


@pytest.mark.parametrize("spec", ["patch=1", "patch=x", "up=shuffle", "stride=2"])
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"overlap:{spec}")
