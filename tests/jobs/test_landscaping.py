"""The loss around the weights of trained runs."""

import json
import subprocess

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job
from axb.jobs.landscaping import surveyed, surveyed_all
from axb.jobs.landscaping_work import command
from axb.jobs.trained import WEIGHTS, latest_of
from axb.runs import Store
from axb.words import InputError


def trained(name: str, model: str = "mlp:hidden=4", epochs: int = 2) -> str:
    return jobs.train(Job(model, "moons", epochs=epochs), name, verbose=0).run


def test_it_is_measured_once_and_kept_in_the_run() -> None:
    name, shares = trained("r"), list[float]()
    first = surveyed(name, size=5, told=shares.append)
    assert len(shares) == 25
    again = surveyed(name, size=5, told=shares.append)
    assert len(shares) == 25
    assert np.array_equal(first.losses, again.losses)
    assert surveyed(name, size=5, span=0.5).span == 0.5
    assert surveyed(name, size=5, seed=1).seed == 1


def test_in_the_middle_are_the_weights_of_the_last_checkpoint() -> None:
    done = jobs.train(Job("mlp:hidden=4", "moons", epochs=3), "r", verbose=0)
    ready = jobs.prepare(Job("mlp:hidden=4", "moons"))
    found = surveyed("r", size=3)
    done.model.compile_like(done.model)
    x, y = ready.train
    some = np.random.default_rng(0).permutation(len(x))[: found.examples]
    assert found.trained == pytest.approx(
        done.model.evaluate(x[some], y[some], verbose=0, return_dict=True)["loss"]
    )


def test_other_weights_are_measured_anew() -> None:
    trained("r")
    before = surveyed("r", size=3)
    with Store() as store:
        run = store.open("r")
        tensors, told = run.load_checkpoint(latest_of(run))
        zeros = {name: tensor * 0 if name.startswith(WEIGHTS) else tensor for name, tensor in tensors.items()}
        run.save_checkpoint(latest_of(run).step + 1, zeros, told, "test")
    after = surveyed("r", size=3)
    assert after.trained == pytest.approx(np.log(2), rel=1e-5), "two classes, and nothing known of them"
    assert after.trained > before.trained


def test_without_weights_there_is_nothing_to_measure() -> None:
    with Store() as store:
        store.create("r", config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
    with pytest.raises(InputError, match="checkpoint"):
        surveyed("r")


def test_around_weights_that_have_diverged_there_is_nothing_to_see() -> None:
    jobs.train(Job("mlp:hidden=4", "moons", epochs=1, optimizer="sgd", learning_rate=1e38), "ill", verbose=0)
    with pytest.raises(InputError, match="weights of ill are no longer finite"):
        surveyed("ill", size=3)


def test_several_are_told_as_one() -> None:
    names = [trained("a"), trained("b")]
    shares: list[float] = []
    found = surveyed_all([*names, "a"], shares.append)
    assert list(found) == names
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    with pytest.raises(InputError, match="1 to 3 networks"):
        surveyed_all([])
    with pytest.raises(InputError, match="nobody"):
        surveyed_all(["a", "nobody"])


def test_a_process_of_its_own_tells_how_far_it_is_and_what_it_found() -> None:
    trained("r")
    done = subprocess.run(command(["r"], "ja"), capture_output=True, text=True, encoding="utf-8", check=True)
    *before, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert before[0] == {"done": 2, "of": 1000}
    assert "損失" in last["figure"]["layout"]["meta"]["caption"]
    done = subprocess.run(command(["x"], "en"), capture_output=True, text=True, encoding="utf-8", check=True)
    assert "x" in json.loads(done.stdout)["error"]
