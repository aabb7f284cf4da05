"""The doctor beside real trainings, and on runs."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb import jobs, zoo
from axb.data import load
from axb.insight import Finding
from axb.insight.generative_doctor import GenerativeDoctor
from axb.insight.generative_doctor.record import recalled
from axb.jobs import Job
from axb.jobs.doctoring import examined
from axb.jobs.proving import prove, proved
from axb.optimizers import Adam
from axb.runs import Store
from axb.training import set_random_seed
from axb.views.doctor import said

COLLAPSING = "vae:beta=500,latent=4,hidden=32"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))


def fitted(callbacks: list[Any], epochs: int = 30, **rates: float) -> Any:
    data = load("moons:n=400")
    set_random_seed(0)
    model = zoo.find("gan").make(zoo.facts_of(data), {"penalty": "0", "average": "0", "hidden": "32"})
    model.compile({name: Adam(rate) for name, rate in rates.items()})
    model.fit(data.x_train, batch_size=16, epochs=epochs, verbose=0, seed=0, callbacks=callbacks)
    return model


def test_it_changes_nothing_that_is_learned() -> None:
    rates = {"generator": 0.001, "discriminator": 0.001}
    alone, watched = fitted([], 8, **rates), fitted([GenerativeDoctor(verbose=0)], 8, **rates)
    for one, other in zip(alone.get_weights(), watched.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_speaks_once(capsys: pytest.CaptureFixture[str]) -> None:
    doctor = GenerativeDoctor()
    fitted([doctor], generator=0.005, discriminator=1e-6)
    assert "forger_wins" in [one.rule for one in doctor.findings]
    assert capsys.readouterr().out.count("the generator has won too early") == 1


def test_a_run_is_examined_while_it_is_trained_and_afterwards() -> None:
    watched = jobs.train(Job(COLLAPSING, "digits", epochs=40, watch=True), name="watched", verbose=0)
    plain = jobs.train(Job(COLLAPSING, "digits", epochs=40), name="plain", verbose=0)
    with Store() as store:
        kept = recalled(store.open(watched.run))
        assert kept is not None
        assert [one.rule for one in kept] == ["posterior_collapse"]
        assert recalled(store.open(plain.run)) is None
        shown = said(store.open(watched.run))
    assert shown is not None
    assert shown[0].title.startswith("The codes say nothing")
    for run in (watched.run, plain.run):
        assert [one.rule for one in examined(run)[1]][:1] == ["posterior_collapse"]


def test_a_classifier_has_none_of_these(capsys: pytest.CaptureFixture[str]) -> None:
    run = jobs.train(Job("mlp:hidden=8", "moons", epochs=2), name="c", verbose=0).run
    assert all(one.rule not in ("posterior_collapse", "mode_collapse") for one in examined(run)[1])


def test_a_cure_is_proved_by_what_it_does_not_change() -> None:
    """A smaller beta lowers any loss that holds it; what comes back is compared."""
    run = jobs.train(Job(COLLAPSING, "digits", epochs=40), name="ill", verbose=0).run
    proof = prove(run)
    assert (proof.finding.rule, proof.metric) == ("posterior_collapse", "val_reconstruction")
    assert proof.setting == {"model": "vae:beta=1,latent=4,hidden=32"}
    assert proof.is_better
    assert proof.is_cured


def test_players_are_compared_by_what_they_make() -> None:
    model = "gan:penalty=0,average=0,hidden=16"
    run = jobs.train(Job(model, "moons", epochs=2), name="game", verbose=0).run
    found = [Finding("forger_wins", "severe", 1, "generator", {"real": "100%", "fake": "1%"})]
    proof = proved(run, Job(model, "moons", epochs=2), examined(run)[0], found)
    assert proof.setting == {"model": f"{model},critic_turns=3"}
    assert proof.metric == "wasserstein"
    assert proof.before.value != proof.after.value > 0
