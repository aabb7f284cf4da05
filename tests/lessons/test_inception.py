"""What the lesson on Inception says is so."""

import pytest

from axb import layers, models
from axb.labs.catalogue import find
from axb.labs.inception import InceptionLab
from axb.lessons import Number, lesson
from axb.lessons.hands import Hands
from axb.zoo.googlenet import MODULES

INCEPTION = lesson("inception", "en")
FIRST = MODULES[0][0]  # of GoogLeNet's modules: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool proj


def done(number: int, moves: int | None = None) -> dict[str, float]:
    hands = Hands(INCEPTION.steps[number].bench)
    for move in INCEPTION.steps[number].bench.moves[:moves]:
        hands.do(move)
    return dict(hands.lab.numbers())


def number_of(step: int) -> float:
    question = INCEPTION.steps[step].question
    assert isinstance(question, Number)
    return question.number


def kernels(channels: int, *convolutions: tuple[int, int]) -> int:
    parts = [layers.Conv2D(filters, size, use_bias=False) for filters, size in convolutions]
    return models.Sequential([layers.Input((28, 28, channels)), *parts]).count_params()


def test_a_filter_of_7_by_7_learns_50_numbers() -> None:
    one = models.Sequential([layers.Input((28, 28, 1)), layers.Conv2D(1, 7)])
    assert one.count_params() == number_of(0) == 50
    assert [done(0, moves)["weights"] for moves in (0, 1)] == [10, 26]


def test_googlenet_s_first_module_gives_256_channels() -> None:
    ends = (FIRST[0], FIRST[2], FIRST[4], FIRST[5])
    assert ends == (64, 128, 32, 32)
    assert sum(ends) == number_of(1) == 256


def test_what_the_windows_cost() -> None:
    costs = [find(f"reduction:window={size}").numbers()["multiply_adds"] for size in (1, 5)]
    assert [f"{cost:.1f}" for cost in costs] == ["4.8", "120.4"]
    assert costs[1] / costs[0] == number_of(2) == 25


def test_a_filter_of_one_pixel_has_an_a_for_each_channel() -> None:
    assert kernels(192, (1, 1)) == number_of(3) == 192
    assert kernels(192, (16, 1)) == 192 * 16
    assert [done(3, moves)["y"] for moves in (0, 1)] == [0, 1]


def test_the_reduction_leaves_a_tenth() -> None:
    assert (FIRST[3], FIRST[4]) == (16, 32)
    assert kernels(192, (16, 1), (32, 5)) == number_of(4) == 15872
    assert kernels(192, (32, 5)) == 153_600
    assert done(4)["kernel"] == number_of(4)
    assert done(4)["cost_share"] == pytest.approx(0.1, abs=0.01)
    assert find("reduction:window=1,reduce=16").verdict().startswith("With 16")  # type: ignore[attr-defined]


def test_at_equal_parameters_the_lesson_s_networks_are_alike_in_size() -> None:
    lab = find(
        INCEPTION.steps[5].bench.lab.replace("1x1", "1x1+3x3+5x5+inception").replace("epochs=3", "epochs=1")
    )
    assert isinstance(lab, InceptionLab)
    lab.learn()
    while lab.running:
        lab.advance()
    counts = [one.parameters for one in lab.seen]
    assert len(counts) == 4
    assert max(counts) / min(counts) < 1.03


def test_the_3x3_branch_is_missed_and_comes_back() -> None:
    hands = Hands(INCEPTION.steps[6].bench)
    for move in INCEPTION.steps[6].bench.moves:
        hands.do(move)
    assert hands.lab.numbers()["lost"] > 0.2
    hands.do("off=none")
    assert hands.lab.numbers()["lost"] == 0


def test_a_way_back_of_10_layers_keeps_a_million_times_as_much_as_one_of_20() -> None:
    far, near = (done(7, moves)["decades"] for moves in (1, 3))
    assert near - far > 5
