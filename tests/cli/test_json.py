"""`--json`: what a program reads is JSON and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from axb import zoo
from axb.cli.commands import app
from cli.conftest import Axb


def told(axb: Axb, *words: str) -> Any:
    ended = axb(*words, "--json")
    assert (ended.code, ended.err) == (0, "")
    return json.loads(ended.out)


def test_lists(axb: Axb) -> None:
    assert [one["name"] for one in told(axb, "models")] == [*zoo.FAMILIES]
    assert "digits" in [one["name"] for one in told(axb, "data")]
    assert "adam" in [one["name"] for one in told(axb, "optimizers")]
    assert told(axb, "optimizers", "adam")["hyperparameters"][0]["name"] == "learning_rate"
    assert {"vanishing", "line"} <= {one["name"] for one in told(axb, "lab")}
    line = next(one for one in told(axb, "lesson") if one["name"] == "line")
    assert (line["done"], len(line["steps"]) > 2) == ([], True)
    assert (told(axb, "runs"), told(axb, "restore"), told(axb, "sweep")) == ([], [], [])


def test_what_is_in_a_data_set(axb: Axb) -> None:
    found = told(axb, "data", "digits")
    assert (found["train"], found["test"], found["input_shape"]) == (1497, 300, [8, 8, 1])
    assert sum(one["test"] for one in found["classes"]) == 300


def test_runs_beside_one_another(axb: Axb) -> None:
    for name in ("one", "two"):
        axb("train", "mlp:hidden=4", "spiral:n=60", "--epochs", "2", "--no-page", "--quiet", "--name", name)
    first, second = told(axb, "compare", "one", "two", "--metric", "loss")
    assert (first["name"], second["name"]) == ("one", "two")
    assert [len(values) for _, values in first["series"].values()] == [2, 2]
    assert first["test"].keys() == {"loss", "accuracy"}
    assert told(axb, "show", "one")["job"]["model"] == "mlp:hidden=4"
    axb("delete", "two")
    assert [one["name"] for one in told(axb, "restore")] == ["two"]


@pytest.mark.parametrize("diverges", [False, True])
def test_a_race(diverges: bool, axb: Axb) -> None:
    rates = "0.1,1e30" if diverges else "0.1,0.2"
    vary = ("--vary", f"learning_rate={rates}", "--seeds", "2", "--epochs", "1", "--optimizer", "sgd")
    found = told(axb, "race", "mlp:hidden=4", "spiral:n=60", *vary, "--name", "r")
    assert len(found["settings"]) == 2
    assert all(len(one["scores"]) == len(one["runs"]) == 2 for one in found["settings"])
    assert found["verdict"]


def test_every_command_that_takes_it_is_told_of() -> None:
    root = Path(__file__).resolve().parents[2]
    takes = {
        name for name, one in get_command(app).commands.items() if any("--json" in p.opts for p in one.params)
    }  # type: ignore[attr-defined]
    assert takes >= {
        "runs",
        "compare",
        "evaluate",
        "predict",
        "race",
        "sweep",
        "show",
        "models",
        "data",
        "optimizers",
    }
    for guide in ("docs/machine.md", "docs/machine.ja.md"):
        text = (root / guide).read_text("utf-8")
        assert takes == set(re.findall(r"^\| `axb (\w+)[^`]*--json`", text, re.MULTILINE)), guide
