"""What a 1x1 convolution before a large window saves, counted."""

import pytest

from axb import layers, models
from axb.labs.catalogue import find
from axb.labs.reduction import ReductionLab
from axb.views.scene import Boxes
from axb.words import InputError


def lab_of(spec: str) -> ReductionLab:
    lab = find(spec)
    assert isinstance(lab, ReductionLab)
    return lab


@pytest.mark.parametrize(("size", "reduce"), [(5, 16), (3, 24), (1, 8)])
def test_it_counts_the_kernels_of_the_layers(size: int, reduce: int) -> None:
    lab = lab_of(f"reduction:channels=48,filters=12,window={size},reduce={reduce},side=7")
    model = models.Sequential([
        layers.Input((7, 7, 48)), layers.Conv2D(reduce, 1, use_bias=False), layers.Conv2D(12, size, use_bias=False),
    ])  # fmt: skip
    assert lab.numbers()["kernel"] == model.count_params()
    assert lab.numbers()["multiply_adds"] == pytest.approx(49 * model.count_params() / 1e6)


def test_googlenet_s_first_5x5_costs_a_tenth_with_its_reduction() -> None:
    lab = lab_of("reduction")
    assert lab.numbers()["multiply_adds"] == pytest.approx(120.4224)
    assert lab.numbers()["cost_share"] == 1
    assert "Put a 1×1 convolution before it" in lab.verdict()
    lab.set_reduce(16)
    assert lab.numbers()["multiply_adds"] == pytest.approx(12.443648)
    assert "9.7 times less" in lab.verdict()


def test_before_a_window_of_one_pixel_a_reduction_costs_more() -> None:
    lab = lab_of("reduction:window=1,reduce=64")
    assert lab.numbers()["cost_share"] > 1
    assert "nothing is saved" in lab.verdict()


def test_it_goes_on_until_few_channels_are_left() -> None:
    lab = lab_of("reduction:channels=32")
    lab.learn()
    left = []
    while lab.running:
        lab.advance()
        left.append(lab.reduce)
    assert left == [16, 8, 4]
    lab.start_over()
    assert lab.reduce == 32


def test_fewer_channels_than_googlenet_s_are_all_left_unless_told() -> None:
    assert ReductionLab(channels=64).reduce == find("reduction:channels=64").reduce == 64


def test_other_channels_keep_what_is_left_within_them() -> None:
    lab = lab_of("reduction:reduce=64")
    lab.set_channels(32)
    assert lab.reduce == 32
    lab.set_channels(64)
    assert lab.reduce == 64  # none


def test_both_ways_are_drawn_as_soon_as_there_are_two() -> None:
    lab = lab_of("reduction")
    one = [mark for mark in lab.scenes()["counts"].marks if isinstance(mark, Boxes)]
    lab.set_reduce(16)
    two = [mark for mark in lab.scenes()["counts"].marks if isinstance(mark, Boxes)]
    assert (len(one), len(two)) == (2 + 1, 2 + 1 + 3 + 1)


@pytest.mark.parametrize("spec", ["window=2", "reduce=193", "reduce=0", "channels=x", "filters=0", "rate=1"])
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"reduction:{spec}")
