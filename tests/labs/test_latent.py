"""The laboratory of latent spaces: two models learn in turns, and each keeps what it has learned."""

import pickle

import numpy as np
import pytest

from axb.labs.latent import LatentLab, latent_lab
from axb.labs.latent.measures import kinds_drawn
from axb.training import Latent, Model
from axb.views.scene import Image
from axb.words import InputError


def test_the_other_model_is_looked_at_and_what_was_learned_stays() -> None:
    lab = LatentLab(epochs=2)
    for _ in range(6):
        lab.advance()
    first = lab.numbers()
    assert first["step"] == 24
    lab.set_model("vae")
    assert lab.numbers()["step"] == 0
    lab.set_beta(4)
    lab.advance()
    assert lab.numbers()["step"] == 4
    lab.set_beta(1)
    assert lab.numbers()["step"] == 0
    lab.set_model("autoencoder")
    assert lab.numbers() == first
    lab.start_over()
    assert lab.numbers()["step"] == 0


def test_it_learns_to_its_end_and_a_copy_begins_anew() -> None:
    lab = latent_lab({"model": "vae", "epochs": "1"})
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.step == 22  # batches of 64 of what is not held out
    lab.learn()
    assert (lab.step, lab.running) == (0, True)
    copy = pickle.loads(pickle.dumps(lab))
    assert (copy.name, copy.beta, copy.epochs, copy.step) == ("vae", 1.0, 1, 0)


def test_what_is_drawn_is_made_of_the_same_codes_each_time() -> None:
    lab = LatentLab(epochs=1)
    tiles = [[one.pixels for one in lab.scenes()["drawn"].marks if isinstance(one, Image)] for _ in range(2)]
    assert len(tiles[0]) == 24
    np.testing.assert_array_equal(tiles[0], tiles[1])


def test_classes_that_come_up_are_counted() -> None:
    lab = LatentLab(epochs=1)

    class Always(Latent):
        """One picture of each of the classes 3 and 5, by the sign of the code."""

        @property
        def decoder(self) -> Model:
            return lab.model.decoder

        def decode(self, codes: object, labels: object = None) -> np.ndarray:
            pictures = [lab.data.x_train[np.flatnonzero(lab.data.y_train == label)[0]] for label in (3, 5)]
            return np.stack(pictures)[(np.asarray(codes)[:, 0] > 0).astype(int)]

    assert kinds_drawn(Always(), lab.data) == 2


@pytest.mark.parametrize(
    "options", [{"model": "gan"}, {"beta": "2"}, {"epochs": "0"}, {"data": "moons"}, {"latent": "3"}]
)
def test_what_cannot_be_used_is_told(options: dict[str, str]) -> None:
    with pytest.raises(InputError):
        latent_lab(options)
