"""Models combined: what is trained, live and in one go, and what follows."""

from pathlib import Path

import numpy as np
import pytest

from axb.labs.catalogue import find
from axb.labs.combined import EXPERIMENT, PRESETS, CombinedLab, Plan
from axb.labs.combined.course import Course
from axb.labs.combined.outcome import Outcome
from axb.labs.combined.plan import PARTS, Combination
from axb.labs.combined.verdict import rows, verdict
from axb.labs.packing import packed, unpacked
from axb.words import InputError

SMALL = Plan(parts=("two_stage",), data="digits", epochs=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def outcome(part: str, seed: int = 0, **scores: float) -> Outcome:
    return Outcome(part, seed, scores, {}, {}, 1.0)


def test_live_it_learns_what_the_experiment_trains() -> None:
    EXPERIMENT.run(SMALL)
    (kept,) = EXPERIMENT.kept(SMALL)
    assert set(kept.scores) == {"error", "one", "two"}
    lab = find("combined:parts=two_stage,data=digits,epochs=1")
    assert isinstance(lab, CombinedLab)
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.step == 72
    assert lab.outcomes["two_stage-0"].scores == pytest.approx(kept.scores, rel=1e-3)
    assert lab.numbers()["nearer"] == pytest.approx(kept.scores["one"] / kept.scores["two"], rel=1e-3)
    assert set(lab.scenes()) == {*PARTS, "points"}


@pytest.mark.parametrize("part", PARTS)
def test_what_has_not_learned_yet_is_not_measured(part: str) -> None:
    piece = Combination(Plan(data="digits", epochs=1), part, 0)
    maker = piece.maker()
    course = Course(maker.stages(), 0)
    before = piece.outcome(maker, course)
    assert (before.scores, before.pictures, before.points) == ({}, {}, {})
    while not course.over:
        course.advance()
    one = piece.outcome(maker, course)
    assert ("vae_edges" in one.scores, "error" in one.scores) == (part == "vae_gan", part == "two_stage")
    assert not {"vae_gan_edges", "two", "codes_100"} & {*one.scores}


def test_the_frozen_encoder_stays_what_it_is() -> None:
    maker = Combination(Plan(data="digits", epochs=1), "codes", 0).maker()
    course = Course(maker.stages(), 0)
    while not course.over:
        course.advance()
    encoder = maker.autoencoder.encoder  # type: ignore[union-attr]
    before = encoder.get_weights()
    while course.over < 3:
        course.advance()
    for one, same in zip(before, encoder.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)


def test_a_row_of_pictures_goes_into_words_and_back() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 1), np.uint8)
    row = unpacked(packed(pictures))
    assert row.shape == (4, 15, 3)
    np.testing.assert_array_equal(row[:, 5:10, 0], pictures[1, ..., 0])


CODES = {"pixels_1000": 0.8, "codes_1000": 0.8}


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (outcome("codes", pixels_100=0.7, codes_100=0.75, **CODES), "without labels helps"),
        (outcome("codes", pixels_100=0.75, codes_100=0.7, **CODES), "what the codes leave out is missed"),
        (outcome("codes", pixels_100=0.7, codes_100=0.705, **CODES), "do about equally well"),
        (
            outcome("vae_gan", vae_edges=0.5, vae_gan_edges=0.9, vae_error=0.01, vae_gan_error=0.02),
            ": sharper, though",
        ),
        (
            outcome("vae_gan", vae_edges=0.5, vae_gan_edges=0.5, vae_error=0.01, vae_gan_error=0.02),
            "not made",
        ),
        (outcome("two_stage", one=4.0, two=1.0, error=0.01), "lie nearer to those of real pictures"),
        (outcome("two_stage", one=1.0, two=4.0, error=0.01), "here one stage is enough"),
        (outcome("two_stage", one=1.0, two=1.0, error=0.01), "about equally near"),
    ],
)
def test_the_verdict_follows_from_the_numbers(found: Outcome, says: str) -> None:
    told = verdict([found], Plan())
    assert says in told
    assert "It does not follow" in told
    assert len(rows([found])) == len(found.scores)


def test_a_gain_has_to_be_there_in_every_seed() -> None:
    seeds = [
        outcome("codes", seed, pixels_100=0.7, codes_100=0.7 + gain) for seed, gain in ((0, 0.1), (1, -0.02))
    ]
    assert "do about equally well" in verdict(seeds, Plan())


def test_what_is_kept_serves_every_plan_that_trains_the_same() -> None:
    assert Plan().key == Plan(parts=("codes",), seeds=3).key
    assert len({Plan().key, Plan(epochs=2).key, Plan(data="digits").key}) == 3
    assert {plan.parts for plan in PRESETS.values()} == {PARTS}


@pytest.mark.parametrize("spec", ["parts=", "parts=gan", "data=line", "epochs=0", "seeds=0", "rate=1"])
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"combined:{spec}")
