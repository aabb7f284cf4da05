"""`axb passport` and `axb replay`."""

import json
from pathlib import Path

import pytest

from cli.conftest import Axb


@pytest.fixture(autouse=True)
def run(axb: Axb) -> None:
    assert axb("train", "line", "line", "--epochs", "1", "--no-page", "--name", "r").code == 0


def test_out_and_back(axb: Axb) -> None:
    assert axb("passport", "r", "--out", "r.json").code == 0
    ended = axb("replay", "r.json", "--quiet")
    assert ended.code == 0
    assert "all 2 tensors are equal to the last bit" in ended.out
    assert "as then" in ended.out
    assert json.loads(axb("passport", "r").out)["job"]["model"] == "line"


def test_what_does_not_agree_ends_with_1(axb: Axb) -> None:
    axb("passport", "r", "--out", "r.json")
    told = json.loads(Path("r.json").read_text("utf-8"))
    for sight in told["weights"].values():
        sight["sha256"] = "0"
    told["versions"]["torch"] = "1.2.3"
    Path("r.json").write_text(json.dumps(told), "utf-8")
    ended = axb("replay", "r.json", "--quiet")
    assert ended.code == 1
    assert "0 of 2 tensors" in ended.out
    assert "torch: 1.2.3 then" in ended.out


def test_nothing_is_overwritten_unasked(axb: Axb) -> None:
    Path("r.json").write_text("mine", "utf-8")
    ended = axb("passport", "r", "--out", "r.json")
    assert ended.code != 0
    assert "nothing is overwritten" in ended.err
    assert Path("r.json").read_text("utf-8") == "mine"
    assert axb("passport", "r", "--out", "r.json", "--force").code == 0
