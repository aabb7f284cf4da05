"""What the lessons on autoencoders and on models combined say is so."""

import numpy as np
import pytest

from axb import layers, models
from axb.labs.catalogue import find
from axb.labs.overlap import OverlapLab
from axb.lessons import Number, lesson
from axb.lessons.hands import Hands
from axb.regularizers import L1

SQUEEZE = lesson("squeeze", "en")


def number_of(name: str, step: int) -> float:
    question = lesson(name, "en").steps[step].question
    assert isinstance(question, Number)
    return question.number


def done(name: str, step: int, moves: int | None = None) -> dict[str, float]:
    hands = Hands(lesson(name, "en").steps[step].bench)
    for move in lesson(name, "en").steps[step].bench.moves[:moves]:
        hands.do(move)
    return dict(hands.lab.numbers())


def counted(inputs: int, units: int) -> int:
    return models.Sequential([layers.Input((inputs,)), layers.Dense(units)]).count_params()


def test_layers_learn_as_many_numbers_as_are_told() -> None:
    assert counted(64, 8) == number_of("squeeze", 0) == 520
    assert counted(16, 64) == number_of("combined", 0) == 1088
    assert counted(64, 64) == 4160


def test_the_encoder_of_the_lesson_is_that_layer() -> None:
    lab = find(SQUEEZE.steps[0].bench.lab)
    assert lab.model.encoder.count_params() == number_of("squeeze", 0)  # type: ignore[attr-defined]


def test_a_bend_goes_below_pca_and_none_does_not() -> None:
    flat, bent = done("squeeze", 1), done("squeeze", 2)
    assert flat["ratio"] > 1 > 0.8 > bent["ratio"]


def test_sigmoids_learn_layer_by_layer_what_they_do_not_at_once() -> None:
    at_once, layerwise = done("squeeze", 3, 1), done("squeeze", 3)
    assert at_once["error"] > 2 * at_once["pca"]
    assert layerwise["error"] < 0.6 * at_once["error"]


def test_what_a_code_costs() -> None:
    import torch

    code = torch.tensor([[0.5, 0.0, 2.0]])
    assert float(L1(0.01)(code)) == pytest.approx(number_of("squeeze", 4))


def test_windows_of_5_lie_nine_deep() -> None:
    lab = find("overlap:patch=5")
    assert isinstance(lab, OverlapLab)
    lab.learn()
    while lab.running:
        lab.advance()
    assert int(lab.counts.max()) == number_of("squeeze", 6) == 9
    assert set(np.unique(lab.inside)) == {4, 6, 9}


def test_stable_diffusion_s_codes_are_48_times_shorter() -> None:
    assert (512 * 512 * 3, 64 * 64 * 4) == (786_432, 16_384)
    assert number_of("combined", 4) == 786_432 / 16_384


def test_the_critic_sharpens_and_the_second_stage_is_nearer() -> None:
    critic, stages = done("combined", 1), done("combined", 3)
    assert critic["vae_gan_edges"] > 1.2 * critic["vae_edges"]
    assert stages["nearer"] > 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_commands_that_are_told_name_models_that_there_are(language: str) -> None:
    import re

    from axb import zoo
    from axb.data import load, parse_spec

    text = "".join(step.text for name in ("squeeze", "combined") for step in lesson(name, language).steps)
    told = re.findall(r"`axb train (\S+) fashion-mini`", text)
    assert len(told) == 4
    for spec in told:
        name, options = parse_spec(spec)
        assert zoo.find(name).make(zoo.facts_of(load("fashion-mini")), options).count_params()
