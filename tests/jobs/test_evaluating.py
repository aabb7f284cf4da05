"""Runs measured: what is told, what is kept, what is refused."""

from typing import Any

import numpy as np
import pytest

from axb import jobs
from axb.insight.measures import Real
from axb.jobs import Job, evaluate
from axb.jobs.measuring import results
from axb.jobs.running import carry_out
from axb.runs import Store
from axb.training import Latent
from axb.training.callbacks import Callback
from axb.views import page
from axb.views.measures import CLOSEST, NAME, about, rows
from axb.words import InputError, set_language

VAE = Job("vae:hidden=32,latent=4", "digits", epochs=2)


def names(told: dict[str, Any]) -> list[str]:
    return [row.name for row in rows(told)]


def test_a_classifier_s_test_is_told() -> None:
    done = jobs.train(Job("mlp:hidden=16", "digits", epochs=2), verbose=0)
    told = evaluate(done.run)
    assert told["test"] == done.test
    assert (told["restored"], told["bound"], told["generated"]) == (None, None, None)
    assert (told["split"], told["model"], told["data"]) == ("test", "mlp:hidden=16", "digits")
    assert names(told) == ["loss, test", "accuracy"]


def test_an_autoencoder_stands_beside_pca() -> None:
    done = jobs.train(Job("autoencoder:latent=3", "digits", epochs=2), verbose=0)
    told = evaluate(done.run)
    assert told["generated"] is None  # nobody knows how its codes lie
    (row,) = rows(told)
    assert row.value == f"{told['restored']['error']:.4g}"
    assert row.beside == f"PCA: {told['restored']['pca']:.4g}"
    assert "squeezed to 3 numbers" in row.meaning


def test_samples_are_measured_beside_real_examples_and_kept() -> None:
    done = jobs.train(VAE, verbose=0)
    model, data = done.model, done.data
    assert isinstance(model, Latent)
    told = evaluate(done.run, 200, seed=3)
    found = told["generated"]
    real = Real(data, 200, seed=3)
    mine = real.measure(model.sample(200, seed=3))
    assert found["distance"] == pytest.approx(mine.distance, rel=1e-4)
    assert (found["floor"], found["recall"]) == (real.floor[0], mine.manifold.recall)
    assert (found["count"], found["seed"], found["space"]) == (200, 3, "pictures")
    assert sum(share["part"] for share in found["classes"]["shares"]) == 200
    assert found["classes"]["obeyed"] is None
    assert {"Fréchet distance (FID)", "precision", "recall", "negative ELBO, nats"} < {*names(told)}
    with Store() as store:
        run = store.open(done.run)
        closest = run.array(CLOSEST)
        assert run.json(NAME) == found
        whole = page(run)
    assert closest is not None
    assert closest.shape[2:] == (8, 8, 1)
    assert 1 <= len(np.unique(closest[1], axis=0)) == closest.shape[1] <= 10
    for picture in closest[1:].reshape(-1, 8, 8, 1):
        assert (data.x_train == picture).all((1, 2, 3)).any()
    assert "Does it copy?" in whole
    assert about(found).startswith("200 samples (seed 3) beside 200 examples of the test part.")


def test_the_same_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done = jobs.train(VAE, verbose=0)
    first = evaluate(done.run, 100)
    monkeypatch.setattr(Real, "measure", lambda *given: pytest.fail("measured again"))
    assert evaluate(done.run, 100) == first
    with pytest.raises(BaseException, match="measured again"):
        evaluate(done.run, 101)


def test_a_model_that_is_told_a_class_is_asked_for_each_in_turn() -> None:
    done = jobs.train(
        Job("vae:hidden=64,latent=4,conditional=true", "digits", epochs=30, learning_rate=0.01), verbose=0
    )
    found = evaluate(done.run, 200)["generated"]["classes"]
    assert [one["whole"] for one in found["asked"]] == [20] * 10
    assert found["obeyed"]["whole"] == 200
    assert found["obeyed"]["part"] == sum(one["part"] for one in found["asked"]) > 60


@pytest.mark.parametrize("data", ["spiral:n=300", "moons:n=300"])
def test_points_are_measured_where_they_lie(data: str) -> None:
    done = jobs.train(Job("vae:hidden=16,latent=2", data, epochs=2), verbose=0)
    told = evaluate(done.run)
    assert told["generated"]["space"] == "numbers"
    assert "Wasserstein distance" in names(told)
    with Store() as store:
        run = store.open(done.run)
        assert run.array(CLOSEST) is None
        assert "Wasserstein distance" in page(run)


def test_every_row_says_what_it_means_in_both_languages() -> None:
    done = jobs.train(VAE, verbose=0)
    told = evaluate(done.run, 100)
    english = rows(told)
    set_language("ja")
    try:
        japanese = rows(told)
    finally:
        set_language(None)
    assert len(english) == len(japanese) >= 12
    for one, other in zip(english, japanese, strict=True):
        assert one.better
        assert one.meaning.endswith(".")
        assert other.meaning.endswith("。")


def test_a_model_that_was_not_tested_is_tested_once() -> None:
    done = carry_out(jobs.prepare(Job("mlp:hidden=8", "digits", epochs=1)), "member", 0, test=False)
    with Store() as store:
        assert results(store.open("member")) is None
    told = evaluate("member")
    again = done.model.evaluate(done.data.x_test, done.data.y_test, verbose=0, return_dict=True)
    assert told["test"] == pytest.approx(again)
    with Store() as store:
        assert results(store.open("member")) == told["test"]


class Interrupt(Callback):
    """As Ctrl-C in the second epoch."""

    bystander = True

    def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
        if epoch == 1:
            raise KeyboardInterrupt


def interrupted(job: Job, name: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        jobs.train(job, name, verbose=0, callbacks=[Interrupt()])


def test_before_the_end_samples_are_measured_and_nothing_else() -> None:
    interrupted(VAE, "half")
    told = evaluate("half", 100)
    assert (told["test"], told["bound"]) == (None, None)
    assert told["generated"]["count"] == 100
    done = jobs.resume("half", verbose=0)
    assert done.test
    assert evaluate("half", 100)["step"] > told["step"]


def test_what_cannot_be_measured_is_said() -> None:
    with pytest.raises(InputError, match="nobody"):
        evaluate("nobody")
    interrupted(Job("mlp:hidden=8", "digits", epochs=3), "half")
    with pytest.raises(InputError, match="looked at once, after the end: go on with axb resume half"):
        evaluate("half")


def test_samples_of_nothing_real_are_far_away() -> None:
    """The floor is what real examples get: an untrained decoder gets far more."""
    done = jobs.train(VAE, verbose=0)
    found = evaluate(done.run, 200)["generated"]
    assert found["distance"] > 2 * found["floor"]
    assert np.isfinite(found["distance"])
