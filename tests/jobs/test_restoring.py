"""Autoencoders as jobs: trained, interrupted, measured beside PCA, raced, asked."""

from pathlib import Path

import numpy as np
import pytest

from axb import jobs
from axb.insight import pca_error
from axb.jobs import Job, Predictor
from axb.jobs.preparing import prepare
from axb.runs import Store
from axb.training import Autoencoder
from axb.training.callbacks import Callback
from axb.views import evaluation, page
from axb.views.reconstruction import Reconstruction
from axb.words import InputError

DIGITS = Job("stacked_autoencoder:hidden=16,latent=2", "digits", epochs=2)


def found(name: str) -> Reconstruction:
    with Store() as store:
        one = evaluation(store.open(name))
    assert isinstance(one, Reconstruction)
    return one


def test_the_data_s_answers_are_not_asked_for() -> None:
    ready = prepare(DIGITS)
    assert ready.chosen is not None
    assert (ready.chosen.task, ready.metric) == ("reconstruct", "val_loss")
    assert isinstance(ready.model, Autoencoder)


def test_its_test_stands_beside_pca_s() -> None:
    done = jobs.train(DIGITS, verbose=0)
    one, data = found(done.run), done.data
    assert (one.latent, one.count, one.kind) == (2, 300, "images")
    assert one.error == pytest.approx(done.test["loss"], rel=1e-4)
    assert one.pca == pca_error(data.x_train, data.x_test, 2, 255.0)
    np.testing.assert_allclose(
        np.sort(one.codes, 0), np.sort(done.model.encoder.predict(data.x_test, verbose=0), 0), atol=1e-5
    )
    assert one.x.shape == one.restored.shape == (20, 8, 8, 1)
    with Store() as store:
        whole = page(store.open(done.run))
    assert "What is restored" in whole
    assert "encoder (Model)" in whole
    assert "16 x 2" in whole  # the encoder's own table stands there too


def test_a_penalty_is_in_the_loss_and_not_in_the_error() -> None:
    done = jobs.train(Job("autoencoder:l2=0.01", "digits", epochs=1), verbose=0)
    assert done.test["loss"] > found(done.run).error + 0.01


class Interrupt(Callback):
    """As Ctrl-C in the middle of an epoch."""

    bystander = True
    after = 0

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:
        if self.after and self.trainer is not None and self.trainer.step >= self.after:
            raise KeyboardInterrupt


def test_interrupted_and_resumed_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job("conv_autoencoder:filters=4,noise=0.3", "digits", epochs=2)
    whole = jobs.train(job, "whole", verbose=0)
    with monkeypatch.context() as context:
        context.setattr(Interrupt, "after", 30)
        with pytest.raises(KeyboardInterrupt):
            jobs.train(job, "cut", verbose=0, callbacks=[Interrupt()])
    again = jobs.resume("cut", verbose=0, callbacks=[Interrupt()])
    assert again.test == whole.test
    for one, other in zip(again.model.get_weights(), whole.model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_trained_one_restores_and_its_models_are_at_hand() -> None:
    done = jobs.train(DIGITS, verbose=0)
    predictor, x = Predictor(done.run), done.data.x_test
    assert predictor.restores
    assert predictor.predict(x[:3]).shape == (3, 8, 8, 1)
    np.testing.assert_allclose(predictor.predict(x), done.model.predict(x, verbose=0), atol=1e-3)
    model = jobs.trained_model(done.run)
    assert isinstance(model, Autoencoder)
    codes = model.encoder.predict(x, verbose=0)
    np.testing.assert_array_equal(model.decoder.predict(codes, verbose=0), model.predict(x, verbose=0))
    with pytest.raises(InputError, match="restores its input"):
        predictor.look(x[0])


@pytest.mark.parametrize("data", ["spiral:n=60", "line:n=60", "people.csv:target=age"])
def test_points_and_tables(data: str, tmp_path: Path) -> None:
    rows = "\n".join(f"{20 + one % 50},{one * 1000},{'red' if one % 3 else 'blue'}" for one in range(80))
    (tmp_path / "people.csv").write_text(f"age,income,colour\n{rows}", "utf-8")
    done = jobs.train(Job("autoencoder:activation=tanh", data, epochs=2), verbose=0)
    one = found(done.run)
    assert one.kind == ("table" if "csv" in data else "points")
    assert one.error == pytest.approx(done.test["loss"], rel=1e-3)
    assert one.x.shape == one.restored.shape
    with Store() as store:
        assert "What is restored" in page(store.open(done.run))
