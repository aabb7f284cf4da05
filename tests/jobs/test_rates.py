"""A learning rate looked for in words."""

import json
import subprocess

import pytest

from axb import jobs
from axb.jobs import Job
from axb.jobs.rates_work import command
from axb.words import InputError


def test_each_seed_has_weights_and_an_order_of_its_own() -> None:
    told: list[tuple[int, int]] = []
    found = jobs.find_rate(
        Job("mlp:hidden=8", "moons"), seeds=2, steps=60, told=lambda *now: told.append(now)
    )
    assert found.optimizer == "Adam"
    assert found.sweeps[0].losses[0] != found.sweeps[1].losses[0]
    assert told[0] == (1, 122)
    assert told[-1] == (122, 122)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_it_looks_with_the_optimizer_and_batches_of_the_job() -> None:
    job = Job("logistic", "digits", batch_size=100, optimizer="sgd:momentum=0.9")
    one, same, plain = (
        jobs.find_rate(other, seeds=1, steps=40)
        for other in (job, job, Job("logistic", "digits", batch_size=100, optimizer="sgd"))
    )
    assert one.optimizer == "SGD"
    assert one.sweeps[0].losses.tolist() == same.sweeps[0].losses.tolist() != plain.sweeps[0].losses.tolist()


def test_a_training_with_the_suggestion_learns() -> None:
    rate = jobs.find_rate(Job("mlp", "digits", optimizer="sgd"), seeds=2).rate
    ready = jobs.prepare(Job("mlp", "digits", epochs=5, learning_rate=rate, optimizer="sgd"))
    history = ready.model.fit(*ready.train, batch_size=ready.batch_size, epochs=5, verbose=0, seed=0)
    assert history.history["loss"][-1] < 0.8 * history.history["loss"][0]


def test_what_cannot_be() -> None:
    with pytest.raises(InputError, match="seeds must be ≥ 1; got 0"):
        jobs.find_rate(Job("mlp", "moons"), seeds=0)


def run(job: Job, language: str) -> list[dict[str, object]]:
    done = subprocess.run(
        command(job, language), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_process_of_its_own_tells_how_far_it_is_and_what_it_found() -> None:
    *_, last = said = run(Job("mlp:hidden=8", "moons"), "ja")
    assert said[0] == {"done": 1, "of": 453}
    assert "学習率" in str(last["verdict"])
    assert {"data", "layout"} <= set(last["figure"])  # type: ignore[call-overload]
    assert last["rate"] is None or isinstance(last["rate"], float)


def test_a_process_of_its_own_tells_what_is_wrong() -> None:
    (said,) = run(Job("mlp:hidden=x", "moons"), "en")
    assert str(said["error"]).startswith("mlp: hidden must be like")
