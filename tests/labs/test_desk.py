"""The latent desk: what a hand does to a code, and what is seen of it."""

import numpy as np
import pytest

from axb import layers
from axb.data import load
from axb.jobs import Job, prepare
from axb.labs.desk import DeskLab
from axb.training import Latent, Model, set_random_seed
from axb.views.scene import Image, Points, Scene
from axb.words import InputError


def desk(spec: str = "autoencoder:latent=4", data: str = "digits") -> DeskLab:
    ready = prepare(Job(spec, data))
    assert isinstance(ready.model, Latent)
    return DeskLab(ready.model, ready.data, 7)


class Forger(Latent):
    """A generator without an encoder."""

    def __init__(self) -> None:
        super().__init__()
        codes = layers.Input((3,))
        made = layers.Reshape((8, 8, 1))(layers.Dense(64, "sigmoid")(codes))
        self._made = Model(codes, layers.Rescaling(255.0)(made))

    @property
    def decoder(self) -> Model:
        return self._made


def handle(scene: Scene, name: str) -> tuple[float, float]:
    (mark,) = [one for one in scene.marks if isinstance(one, Points) and one.name == name]
    return float(np.asarray(mark.x)[0]), float(np.asarray(mark.y)[0])


def test_a_code_that_is_put_on_the_map_is_seen_there_and_keeps_what_is_not_seen() -> None:
    lab = desk()
    before = lab.code - lab.plane.at(lab.plane.seen(lab.code[None]))[0]
    lab.put(0.25, -0.5)
    assert handle(lab.scenes()["plane"], "code") == pytest.approx((0.25, -0.5), abs=1e-4)
    np.testing.assert_allclose(lab.code - lab.plane.at([[0.25, -0.5]])[0], before, atol=1e-5)
    np.testing.assert_array_equal(lab.made, lab.model.decode(lab.code[None])[0])


def test_a_test_example_is_encoded_and_shown_beside_what_is_restored() -> None:
    lab = desk()
    lab.test(5)
    np.testing.assert_array_equal(lab.code, lab.model.encode(lab.data.x_test[5:6])[0])
    tiles = [one.pixels for one in lab.scenes()["made"].marks if isinstance(one, Image)]
    np.testing.assert_array_equal(tiles[0][..., 0], lab.data.x_test[5, ..., 0])
    np.testing.assert_allclose(tiles[1][..., 0], lab.made[..., 0].clip(0, 255), atol=0.51)
    lab.set_number(2, 1.5)
    assert lab.code[2] == 1.5
    assert len([one for one in lab.scenes()["made"].marks if isinstance(one, Image)]) == 1


def test_a_walk_begins_at_a_passes_b_and_comes_back() -> None:
    lab = desk()
    a, b = lab.ends["a"], lab.ends["b"]
    assert a.label != b.label
    lab.learn()
    shares = []
    for _ in range(240):
        lab.advance()
        shares.append(lab.share)
    assert max(shares) == pytest.approx(1)
    assert shares[-1] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(lab.code, a.code, atol=1e-4)
    lab.go("b")
    assert (lab.share, lab.held) == (1.0, b)
    lab.set_number(0, 3.0)
    lab.keep("a")
    np.testing.assert_array_equal(lab.ends["a"].code, lab.code)
    lab.start_over()
    assert not lab.running


def test_newer_weights_encode_anew_what_was_given_and_leave_what_a_hand_made() -> None:
    lab = desk()
    set_random_seed(3)
    newer = prepare(Job("autoencoder:latent=4", "digits", seed=3)).model
    assert isinstance(newer, Latent)
    lab.put(0.1, 0.2, "b")
    hand, seen = lab.ends["b"].code, lab.scenes()
    lab.take(newer, 9)
    np.testing.assert_array_equal(lab.ends["b"].code, hand)
    np.testing.assert_array_equal(lab.code, newer.encode(lab.data.x_test[:1])[0])
    assert lab.numbers()["step"] == 9
    assert lab.scenes()["plane"].to_dict() != seen["plane"].to_dict()


def test_while_the_code_moves_what_lies_still_stays_the_same_object() -> None:
    lab = desk()
    first = lab.scenes()["plane"].marks
    lab.put(0.0, 0.0)
    second = lab.scenes()["plane"].marks
    assert [one is two for one, two in zip(first, second, strict=True)][:3] == [True] * 3
    assert first[0].told is second[0].told
    lab.set_layers("codes")
    assert not any(isinstance(one, Image) for one in lab.scenes()["plane"].marks)


def test_without_an_encoder_codes_are_drawn_from_the_prior() -> None:
    lab = DeskLab(Forger(), load("digits"), 0)
    np.testing.assert_array_equal(lab.ends["b"].code, lab.model.draw(2)[1])
    assert (lab.plane.low.tolist(), lab.plane.high.tolist()) == ([-3, -3], [3, 3])
    lab.random()
    np.testing.assert_array_equal(lab.code, lab.model.draw(1, 1)[0])
    lab.mean()
    assert lab.code.tolist() == [0, 0, 0]
    assert {"plane", "made", "walk"} == set(lab.scenes())


def test_a_conditional_model_is_told_the_class() -> None:
    lab = desk("vae:latent=2,hidden=16,conditional=true")
    lab.test(3)
    assert lab.label == lab.data.y_test[3]
    lab.set_label(4)
    np.testing.assert_array_equal(lab.made, lab.model.decode(lab.code[None], 4)[0])
    with pytest.raises(InputError, match="class"):
        lab.set_label(10)


@pytest.mark.parametrize(
    ("model", "data"), [("autoencoder:latent=2", "moons:n=60"), ("autoencoder:latent=1", "moons:n=60")]
)
def test_points_are_seen_on_their_plane(model: str, data: str) -> None:
    lab = desk(model, data)
    assert set(lab.scenes()) == {"plane", "made"}
    lab.put(0.3, 0.0)
    assert lab.scenes()["made"].to_dict()["marks"]


def test_what_cannot_be_used_is_told() -> None:
    lab = desk()
    for act in (
        lambda: lab.put(float("nan"), 0), lambda: lab.put(0, 0, "c"), lambda: lab.set_number(4, 0),
        lambda: lab.set_way("round"), lambda: lab.set_share(1.5), lambda: lab.test(300), lambda: lab.go("code"),
    ):  # fmt: skip
        with pytest.raises(InputError):
            act()


def test_who_is_told_classes_begins_with_the_examples_own_and_follows_to_b() -> None:
    lab = desk("vae:latent=3,hidden=16,conditional=true")
    assert lab.label == lab.data.y_test[0]
    np.testing.assert_array_equal(lab.made, lab.model.decode(lab.code[None], lab.data.y_test[0])[0])
    lab.go("b")
    assert lab.label == lab.ends["b"].label != lab.data.y_test[0]
