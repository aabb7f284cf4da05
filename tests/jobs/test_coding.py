"""A run's latent space: the code of what a person names, pictures of it, a walk through it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb import jobs
from axb.insight.latent import latent_map
from axb.jobs import Job
from axb.jobs.coding import Coding
from axb.jobs.latent_slides import SCENES, latent_slide
from axb.jobs.walking import film_walk, there_and_back, walk
from axb.views.scene import Image as Pixels
from axb.views.scene import Scene
from axb.words import InputError


@pytest.fixture
def coding() -> Coding:
    return Coding(
        jobs.train(Job("stacked_autoencoder:latent=3,hidden=16", "digits", epochs=1), verbose=0).run
    )


def test_a_number_is_a_test_example_and_a_file_is_a_picture(coding: Coding, tmp_path: Path) -> None:
    fourth = coding.data.x_test[3]
    known = coding.coded("4")
    np.testing.assert_array_equal(known.example, fourth)
    np.testing.assert_array_equal(known.code, coding.model.encode(fourth[None])[0])
    assert known.label == coding.data.y_test[3]
    Image.fromarray(fourth[..., 0]).save(tmp_path / "digit.png")
    np.testing.assert_allclose(coding.coded(str(tmp_path / "digit.png")).code, known.code, atol=1e-4)
    for wrong, says in (("0", "1 to 300"), ("301", "1 to 300"), ("no.png", "no.png can't be read")):
        with pytest.raises(InputError, match=says):
            coding.coded(wrong)


def test_every_picture_of_it_says_what_it_shows(coding: Coding) -> None:
    for kind, make in SCENES.items():
        scene = make(coding, {})
        assert isinstance(scene, Scene), kind
        assert scene.caption.endswith((".", "%.")), kind
        assert scene.marks, kind
    map_ = next(one for one in SCENES["latent_map"](coding, {}).marks if isinstance(one, Pixels))
    cells = latent_map(coding.model, coding.plane, 26, 13)
    np.testing.assert_array_equal(map_.pixels[:8, :8, 0], cells[0, 0, ..., 0].round())
    assert latent_slide(coding.name, "codes", {}, 640).size == (640, 360)
    with pytest.raises(InputError, match="picture"):
        SCENES["traversal"](coding, {"class": "1"})


def test_points_walk_on_their_plane_and_tables_do_not() -> None:
    moons = Coding(jobs.train(Job("autoencoder", "moons:n=60", epochs=1), verbose=0).run)
    for kind in ("latent_map", "walk", "codes"):
        assert SCENES[kind](moons, {}).marks
    for kind in ("traversal", "neighbours"):
        with pytest.raises(InputError, match="shows pictures"):
            SCENES[kind](moons, {})


def test_what_has_no_latent_space_says_so() -> None:
    done = jobs.train(Job("logistic", "digits", epochs=1), verbose=0)
    with pytest.raises(InputError, match=r"no latent space: its model is a (Model|Sequential)"):
        Coding(done.run)


def test_a_walk_begins_and_ends_with_what_it_was_told(coding: Coding) -> None:
    a, b = coding.coded("1"), coding.coded("2")
    tiles = [one.pixels for one in walk(coding, a, b, 5).marks if isinstance(one, Pixels)]
    assert len(tiles) == 7
    for tile, real in ((tiles[0], 0), (tiles[-1], 1)):
        np.testing.assert_array_equal(tile[..., 0], coding.data.x_test[real, ..., 0])
    ends = coding.decoded(np.stack([a.code, b.code]))
    np.testing.assert_allclose(tiles[1][..., 0], ends[0, ..., 0], atol=0.51)


def test_a_film_goes_there_and_back(coding: Coding, tmp_path: Path) -> None:
    shares = there_and_back(41)
    assert (shares[0], shares[20], shares[-1]) == (0, 1, 0)
    np.testing.assert_allclose(shares, shares[::-1], atol=1e-12)
    path = tmp_path / "walk.gif"
    film_walk(coding, coding.coded("1"), coding.coded("2"), path, seconds=1, fps=5, width=320)
    with Image.open(path) as film:
        assert getattr(film, "n_frames", 1) > 2
