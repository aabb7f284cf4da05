"""`axb predict` on one's own files: whole folders, tables, and what can't be read."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb.data import load
from cli.conftest import Axb


@pytest.fixture
def pets(tmp_path: Path, axb: Axb) -> Path:
    """Bright cats and dark dogs, and a network that knows them apart."""
    rng = np.random.default_rng(0)
    for number in range(40):
        kind, light = ("cats", 180) if number % 2 else ("dogs", 40)
        (tmp_path / "pets" / kind).mkdir(parents=True, exist_ok=True)
        pixels = (light + rng.integers(0, 60, (12, 12, 3))).astype(np.uint8)
        Image.fromarray(pixels).save(tmp_path / "pets" / kind / f"{number}.png")
    words = (
        "train",
        "mlp:hidden=8",
        "pets:size=8",
        "--epochs",
        "60",
        "--learning-rate",
        "0.02",
        "--quiet",
        "--no-page",
        "--name",
        "p",
    )
    assert axb(*words).code == 0
    return tmp_path / "pets"


def test_a_folder_of_pictures(pets: Path, axb: Axb) -> None:
    (pets / "cats" / "broken.png").write_bytes(b"no picture")
    ended = axb("predict", "p", "pets", "--json")
    told = json.loads(ended.out)
    assert ended.code == 0
    assert len(told) == 41
    right = [one["answer"] == Path(one["name"]).parent.name for one in told if not one["problem"]]
    assert np.mean(right) >= 0.9
    assert all(abs(sum(one["each"].values()) - 1) < 1e-5 for one in told if not one["problem"])
    (broken,) = [one for one in told if one["problem"]]
    assert broken["name"].endswith("broken.png")
    assert "can't be read as a picture" in broken["problem"]
    shown = axb("predict", "p", "pets/cats/1.png", "pets/cats/broken.png").out
    assert "cats" in shown
    assert "broken.png: This file can't be read" in shown
    assert axb("predict", "p", "pets/cats/broken.png").code == 2


def test_arrays(pets: Path, axb: Axb) -> None:
    data = load("pets:size=8")
    np.savez("more.npz", images=data.x_test, labels=data.y_test)
    told = json.loads(axb("predict", "p", "more.npz", "--json").out)
    assert [one["name"] for one in told[:2]] == ["more.npz 1", "more.npz 2"]
    names = [data.labels()[label] for label in data.y_test]
    assert np.mean([one["answer"] == name for one, name in zip(told, names, strict=True)]) >= 0.9
    np.savez("other.npz", images=data.x_test[:, :4])
    ended = axb("predict", "p", "other.npz")
    assert ended.code == 2
    assert "(8, 8, 3)" in ended.err


def test_answers_go_to_a_file(pets: Path, axb: Axb) -> None:
    assert axb("predict", "p", "pets", "--out", "answers.csv").code == 0
    with Path("answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 40
    assert set(rows[0]) == {"name", "answer", "cats", "dogs", "really", "problem"}
    again = axb("predict", "p", "pets", "--out", "answers.csv")
    assert (again.code, "is there already" in again.err) == (2, True)
    assert axb("predict", "p", "pets", "--out", "answers.txt").code == 2


def test_rows_of_a_table(axb: Axb) -> None:
    rows = "\n".join(f"{n % 7},{'red' if n % 2 else 'blue'},{'yes' if n % 2 else 'no'}" for n in range(80))
    Path("t.csv").write_text(f"size,colour,answer\n{rows}", "utf-8")
    words = (
        "train",
        "mlp:hidden=8",
        "t.csv:target=answer",
        "--epochs",
        "60",
        "--quiet",
        "--no-page",
        "--name",
        "t",
    )
    assert axb(*words).code == 0
    Path("new.csv").write_text("colour,size\nred,3\nblue,4\ngreen,2\nred,\n", "utf-8")
    told = json.loads(axb("predict", "t", "new.csv", "--json").out)
    assert [one["answer"] for one in told] == ["yes", "no", "", ""]
    assert [bool(one["problem"]) for one in told] == [False, False, True, True]
    words = ("train", "mlp:hidden=8", "t.csv:target=answer,missing=fill", "--epochs", "1")
    assert axb(*words, "--quiet", "--no-page", "--name", "f").code == 0
    told = json.loads(axb("predict", "f", "new.csv", "--json").out)
    assert not any(one["problem"] for one in told)
    Path("bad.csv").write_text("size\n3\n", "utf-8")
    ended = axb("predict", "t", "bad.csv")
    assert ended.code == 2
    assert "has no column named colour. It needs: size, colour" in " ".join(ended.err.split())


def test_numbers_are_predicted_and_test_examples_asked(axb: Axb) -> None:
    assert axb("train", "line", "line", "--epochs", "3", "--quiet", "--no-page", "--name", "l").code == 0
    (one,) = json.loads(axb("predict", "l", "1", "--json").out)
    assert np.isfinite(float(one["answer"]))
    assert axb("predict", "l", "99999").code == 2
    assert load("line").classes is None


def test_who_makes_new_ones_answers_nothing(axb: Axb) -> None:
    words = ("train", "gan:hidden=8", "moons", "--epochs", "1", "--quiet", "--no-page", "--name", "g")
    assert axb(*words).code == 0
    ended = axb("predict", "g", "1")
    assert (ended.code, "axb generate g" in " ".join(ended.err.split())) == (2, True)
