"""An autoencoder that learns digits, and PCA beside it."""

import numpy as np
import pytest

from axb.data import load
from axb.insight import pca_error
from axb.labs.catalogue import find
from axb.labs.squeeze import SqueezeLab
from axb.labs.squeeze.lab import KINDS
from axb.words import InputError, speaking


def lab_of(spec: str, steps: int = 0) -> SqueezeLab:
    lab = find(f"squeeze:{spec}")
    assert isinstance(lab, SqueezeLab)
    for _ in range(steps):
        lab.advance()
    return lab


def test_pca_s_error_is_that_of_insight() -> None:
    digits = load("digits")
    known = pca_error(digits.x_train, digits.x_test, 8, 255.0)
    assert lab_of("latent=8").numbers()["pca"] == pytest.approx(known, rel=0.005)


def test_the_error_is_that_of_what_is_seen() -> None:
    lab = lab_of("kind=bent", 24)
    assert lab.numbers()["error"] == lab.error()
    restored = lab.model.predict(lab.data.x_test, verbose=0)
    assert lab.error() == pytest.approx(np.square((lab.data.x_test - restored) / 255).mean(), rel=1e-5)
    assert lab.errors == [(24, lab.error())]


def test_damaged_pictures_come_in_and_whole_ones_are_asked_for() -> None:
    lab = lab_of("kind=noisy")
    ink = lab.data.x_test > 0
    assert (lab.given[ink] == 0).mean() == pytest.approx(0.3, abs=0.02)
    assert lab.wrong(lab.data.x_test.astype(np.float32)) == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_kind_can_be_seen_before_and_after_a_step(kind: str, language: str) -> None:
    with speaking(language):
        lab = lab_of(f"kind={kind}")
        for _ in range(2):
            assert set(lab.scenes()) == {"restored", "error", "code"}
            assert lab.verdict()
            lab.advance()


def test_another_kind_or_length_begins_anew() -> None:
    lab = lab_of("kind=line,latent=4", 24)
    lab.set_latent(2)
    assert (lab.numbers()["step"], lab.model.latent, lab.errors) == (0, 2, [])
    lab.set_kind("sparse")
    assert lab.model.encoder.get_layer("code").activity_regularizer is not None
    with pytest.raises(InputError, match="kind"):
        lab.set_kind("round")
    with pytest.raises(InputError, match="latent"):
        lab.set_latent(0)


@pytest.mark.parametrize("spec", ["kind=round", "latent=65", "latent=x", "rate=1"])
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"squeeze:{spec}")
