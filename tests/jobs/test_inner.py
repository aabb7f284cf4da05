"""The models that a generative model is made of, each looked into by itself."""

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job, Predictor
from axb.jobs.inner import Inner, parts_of
from axb.jobs.way import maps_slide, way
from axb.training import GAN, VAE
from axb.words import InputError, speaking


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    """A VAE that is told the class."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AXB_HOME", str(tmp_path_factory.mktemp("home")))
        job = Job("vae:latent=3,hidden=16,conditional=true", "digits", epochs=1)
        return Predictor(jobs.train(job, verbose=0).run)


@pytest.fixture(scope="module")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    """A GAN."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AXB_HOME", str(tmp_path_factory.mktemp("home")))
        job = Job("gan:latent=4,hidden=16", "digits", epochs=1)
        return Predictor(jobs.train(job, verbose=0).run)


def test_the_parts_are_those_of_the_model(told: Predictor, forger: Predictor) -> None:
    assert parts_of(told) == ("encoder", "decoder")
    assert parts_of(forger) == ("generator", "discriminator")
    assert isinstance(told.model, VAE)
    assert Inner(told, "encoder").model is told.model.encoder


def test_an_encoder_that_is_told_the_class_ends_in_the_code(told: Predictor) -> None:
    inner, model, data = Inner(told, "encoder"), told.model, told.data
    assert isinstance(model, VAE)
    maps = {one.name: one.values for one in inner.maps(data.x_test[7])}
    np.testing.assert_allclose(
        maps["mean"], model.encode(data.x_test[7:8], data.y_test[7])[0], rtol=1e-4, atol=1e-5
    )


def test_a_decoder_reads_the_codes_of_test_examples(told: Predictor) -> None:
    inner, model, data = Inner(told, "decoder"), told.model, told.data
    assert isinstance(model, VAE)
    code = inner.data.x_test[5]
    np.testing.assert_allclose(code, model.encode(data.x_test[5:6], data.y_test[5])[0], rtol=1e-4, atol=1e-5)
    drawn = model.decode(code[None], data.y_test[5])[0]
    np.testing.assert_allclose(inner.maps(code)[-1].values, drawn, rtol=1e-4, atol=1e-3)


def test_a_generator_reads_drawn_codes_and_a_discriminator_judges_examples(forger: Predictor) -> None:
    model, data = forger.model, forger.data
    assert isinstance(model, GAN)
    generator, judge = Inner(forger, "generator"), Inner(forger, "discriminator")
    np.testing.assert_array_equal(generator.data.x_test[:3], model.draw(3))
    assert generator.maps(generator.data.x_test[0])[-1].values.shape == data.input_shape
    answer = float(judge.maps(data.x_test[0])[-1].values.reshape(-1)[0])
    said = way(judge, data.x_test[0]).caption
    assert f"{1 / (1 + np.exp(-answer)):.0%}" in said
    with speaking("ja"):
        assert "本物である確率" in way(judge, data.x_test[0]).caption


def test_who_answers_nothing_has_no_looks(told: Predictor, forger: Predictor) -> None:
    with pytest.raises(InputError):
        Inner(told, "encoder").look(told.data.x_test[0])
    assert Inner(told, "encoder").embeds is False
    assert Inner(forger, "discriminator").embeds


def test_another_part_is_told() -> None:
    done = jobs.train(Job("vae:latent=2,hidden=8", "digits", epochs=1), verbose=0)
    with pytest.raises(InputError, match="encoder, decoder"):
        maps_slide(done.run, {"part": "generator"})
    assert maps_slide(done.run, {"part": "decoder"}, 640).size == (640, 360)
    assert maps_slide(done.run, {}, 640).size == (640, 360)
