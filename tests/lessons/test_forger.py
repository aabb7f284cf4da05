"""What the lessons on two questions, and on forger and detective, state in numbers is so."""

import math

import pytest

from axb.labs.arena import PRESETS
from axb.labs.catalogue import find
from axb.labs.two_questions import TwoQuestionsLab
from axb.lessons import Number, lesson

QUESTIONS, FORGER = lesson("two_questions", "en"), lesson("forger", "en")


def number_of(chosen, step: int) -> Number:
    question = chosen.steps[step].question
    assert isinstance(question, Number)
    return question


def test_about_half_of_150_made_points_are_of_the_upper_moon() -> None:
    lab = find(QUESTIONS.steps[1].bench.lab)
    assert isinstance(lab, TwoQuestionsLab)
    for _ in range(60):
        lab.advance()
    _, made = lab.mixture.sample(150, lab.seed)
    assert number_of(QUESTIONS, 1).check(str((made == 0).sum())).right


def test_bayes_rule_gives_three_quarters() -> None:
    assert number_of(QUESTIONS, 4).number == pytest.approx(0.03 / (0.03 + 0.01))


def test_the_detective_has_four_turns_and_a_hundred_times_the_rate() -> None:
    detective, forger = PRESETS["detective"], PRESETS["forger"]
    assert (detective.discriminator_turns, detective.generator_turns) == (4, 1)
    assert detective.discriminator_rate / detective.generator_rate == pytest.approx(100)
    assert (forger.generator_turns, forger.discriminator_turns) == (5, 1)
    told = find(FORGER.steps[3].bench.lab).numbers()
    assert told["discriminator_turns"] == 4


def test_the_slopes_of_the_two_losses_at_one_in_a_thousand() -> None:
    """By the number a before the sigmoid: log(1 - D) has the slope -D, -log D has -(1 - D)."""
    a, h = math.log(0.001 / 0.999), 1e-6

    def slope(loss) -> float:
        return abs(loss(a + h) - loss(a - h)) / (2 * h)

    minimax = slope(lambda z: -math.log1p(math.exp(z)))
    other = slope(lambda z: math.log1p(math.exp(-z)))
    assert other / minimax == pytest.approx(number_of(FORGER, 4).number, rel=1e-3)


def test_at_balance_the_detectives_loss_is_twice_log_2() -> None:
    assert number_of(FORGER, 1).number == 0.5
    assert -math.log(0.5) - math.log(1 - 0.5) == pytest.approx(2 * math.log(2))
    assert f"{2 * math.log(2):.1f}" == "1.4"
