"""`axb runs`: filtered, in order, for programs."""

import json

import pytest

from axb.runs import Store
from cli.conftest import Axb


@pytest.fixture(autouse=True)
def some(axb: Axb) -> None:
    """Four runs; the numbers are made up."""
    told = [
        ("one", "cnn:filters=2", "digits", "finished", 0.9, 0.3), ("two", "mlp", "digits:n=9", "stopped", 0.8, 0.2),
        ("three", "mlp:hidden=8", "spiral", "finished", 0.95, 0.5), ("four", "line", "line", "finished", None, 0.1),
    ]  # fmt: skip
    with Store() as store:
        for name, model, data, status, accuracy, loss in told:
            job = {"model": model, "data": data}
            run = store.create(name, config={"job": job}, graph=None, data_hash="", seed=0)
            run.log(
                1, {"epoch/val_loss": loss} | ({} if accuracy is None else {"epoch/val_accuracy": accuracy})
            )
            run.finish(status)


def listed(axb: Axb, *words: str) -> list[str]:
    ended = axb("runs", *words)
    assert (ended.code, ended.err) == (0, "")
    return [line.split()[0] for line in ended.out.splitlines()[1:]]


@pytest.mark.parametrize(("words", "names"), [
    ((), ["four", "three", "two", "one"]),
    (("--family", "mlp"), ["three", "two"]),
    (("--family", "mlp:hidden=8"), ["three"]),
    (("--data", "digits"), ["two", "one"]),
    (("--status", "stopped"), ["two"]),
    (("--metric", "accuracy>=0.9"), ["three", "one"]),
    (("--metric", "accuracy>0.8", "--metric", "loss < 0.4"), ["one"]),
    (("--sort", "accuracy"), ["three", "one", "two", "four"]),
    (("--sort", "loss"), ["four", "two", "one", "three"]),
    (("--sort", "loss", "--reverse"), ["three", "one", "two", "four"]),
    (("--sort", "accuracy", "--reverse"), ["two", "one", "three", "four"]),
    (("--sort", "name", "--status", "finished"), ["four", "one", "three"]),
])  # fmt: skip
def test_which_runs_and_in_which_order(words: tuple[str, ...], names: list[str], axb: Axb) -> None:
    assert listed(axb, *words) == names
    assert [one["name"] for one in json.loads(axb("runs", *words, "--json").out)] == names


def test_for_programs(axb: Axb) -> None:
    (one,) = json.loads(axb("runs", "--metric", "accuracy>=0.9", "--data", "digits", "--json").out)
    assert {key: one[key] for key in ("name", "status", "model", "data", "accuracy", "loss", "test_accuracy")} == {
        "name": "one", "status": "finished", "model": "cnn:filters=2", "data": "digits", "accuracy": 0.9, "loss": 0.3,
        "test_accuracy": None,
    }  # fmt: skip
    assert one["started"][:2] == "20"


def test_a_race_stands_where_its_best_run_does(axb: Axb) -> None:
    with Store() as store:
        for name, accuracy in (("r.1", 0.1), ("r.2", 0.99)):
            config = {"race": "r", "setting": {"epochs": 1}, "job": {"model": "mlp", "data": "digits"}}
            run = store.create(name, config=config, graph=None, data_hash="", seed=0)
            run.log(1, {"epoch/val_accuracy": accuracy})
            run.finish("finished")
    assert listed(axb, "--sort", "accuracy")[0] == "r"
    assert listed(axb, "r", "--sort", "accuracy") == ["r.2", "r.1"]
    assert [one["group"] for one in json.loads(axb("runs", "r", "--json").out)] == [
        {"kind": "race", "name": "r"}
    ] * 2


def test_nothing_is_like_that(axb: Axb) -> None:
    assert axb("runs", "--family", "vgg").out == "No run is like that. axb runs lists all.\n"
    assert json.loads(axb("runs", "--family", "vgg", "--json").out) == []


@pytest.mark.parametrize(("words", "says"), [
    (("--metric", "accuracy"), "--metric takes a condition like 'accuracy>0.9'; got accuracy."),
    (("--metric", "accuracy>high"), "got accuracy>high"),
    (("--metric", "speed>1"), "--metric must be one of accuracy, loss, test_accuracy; got 'speed'"),
    (("--sort", "speed"), "--sort must be one of name, status"),
    (("--status", "ready"), "--status must be one of created"),
])  # fmt: skip
def test_what_cannot_be_asked(words: tuple[str, ...], says: str, axb: Axb) -> None:
    ended = axb("runs", *words)
    assert ended.code == 2
    assert says in ended.err
