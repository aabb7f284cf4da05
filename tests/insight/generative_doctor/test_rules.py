"""Each rule on courses that are told: what it speaks of, and what it keeps silent about."""

from typing import Any

import numpy as np
import pytest

from axb.insight.generative_doctor import Course, Look, examine

EVEN = np.full(4, 0.25)


def looks(count: int = 6, **told: Any) -> list[Look]:
    return [Look(1000 + 100 * number, **told) for number in range(count)]


def course(some: list[Look], step: int = 2000, **told: Any) -> Course:
    return Course(step, 2000, looks=some, real=EVEN, **told)


def players(real: float, fake: float, loss: float = 1.0) -> dict[str, Any]:
    each = {"real_accuracy": real, "fake_accuracy": fake, "generator_loss": loss}
    return {name: np.full(2000, value) for name, value in each.items()}


def rules(known: Course) -> list[str]:
    return [one.rule for one in examine(known)]


HALVES = np.array([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]])
TO_AND_FRO = [Look(1000 + number, cells=HALVES[number % 2]) for number in range(6)]
ROUND = [Look(1000 + number, cells=np.eye(4)[number % 4]) for number in range(6)]
SLANTED = np.array([[0.45, 0.45, 0.05, 0.05], [0.05, 0.05, 0.45, 0.45]])
WOBBLE = [Look(1000 + number, cells=SLANTED[number % 2]) for number in range(6)]
CODES = {"explained": 0.8, "cells": EVEN}


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (course(looks(kls=np.full(16, 1.0), **CODES)), []),
        (course(looks(kls=np.zeros(16), explained=0.0, cells=EVEN)), ["posterior_collapse"]),
        (course(looks(kls=np.zeros(16), explained=0.0, cells=EVEN), step=900), []),  # half is not over
        (course(looks(2, kls=np.zeros(16), explained=0.0, cells=EVEN)), []),  # seen too seldom
        (course(looks(kls=np.zeros(16), explained=0.0, cells=EVEN), warmup=1900), []),
        (course(looks(kls=np.full(16, 0.3), explained=0.4, cells=EVEN), beta=4.0), ["blur"]),
        (course(looks(kls=np.full(16, 0.3), explained=0.4, cells=EVEN), beta=1.0), []),  # it may just be early
        (course(looks(kls=np.r_[np.full(3, 2.0), np.zeros(29)], **CODES)), ["dead_codes"]),
        (course(looks(kls=np.r_[np.full(9, 2.0), np.zeros(23)], **CODES)), []),
        (course(looks(kls=np.r_[2.0, np.zeros(6)], **CODES)), []),  # too few coordinates for a share
        (course(looks(cells=EVEN), series=players(0.6, 0.6)), []),
        (course(looks(cells=EVEN), series=players(0.99, 0.99, 5.0)), ["detective_wins"]),
        (course(looks(cells=EVEN), series=players(0.99, 0.99, 1.0)), []),
        (course(looks(cells=EVEN), series=players(0.9, 0.05)), ["forger_wins"]),
        (course(looks(cells=np.array([0.5, 0.5, 0, 0])), series=players(0.6, 0.6)), ["mode_collapse"]),
        (course(looks(cells=np.array([0.4, 0.3, 0.25, 0.05])), series=players(0.6, 0.6)), []),
        (course(TO_AND_FRO, series=players(0.6, 0.6)), ["oscillation", "mode_collapse"]),
        (course(ROUND, series=players(0.6, 0.6)), ["oscillation", "mode_collapse"]),  # one kind at a time
        (course(WOBBLE, series=players(0.6, 0.6)), ["oscillation"]),  # no kind is ever missing
        (course(TO_AND_FRO), []),  # one who plays alone
    ],
)  # fmt: skip
def test_what_is_said(known: Course, says: list[str]) -> None:
    assert rules(known) == says


@pytest.mark.parametrize("beta", [1.0, 50.0])
def test_findings_are_told_in_words(beta: float) -> None:
    known = course(looks(kls=np.zeros(16), explained=0.0, cells=EVEN), beta=beta)
    (one,) = examine(known)
    assert one.evidence.startswith("All 16 numbers of a code together tell 0 nats")
    assert ("beta=1" in one.advice) == (beta > 1)


def test_the_last_quarter_is_what_counts_and_steps_without_a_number_do_not() -> None:
    values = np.r_[np.zeros(1500), np.tile([np.nan, 1.0], 250)]
    assert course([], series={"fake_accuracy": values}).late("fake_accuracy") == 1.0
    assert np.isnan(course([]).late("fake_accuracy"))
