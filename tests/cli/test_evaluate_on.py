"""`axb evaluate RUN DATA`: on data that the run did not learn from."""

import csv
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cli.conftest import Axb


def table(
    path: str, rows: range, *, names: str = "size,colour,kind", words: str = "abc", step: int = 7
) -> str:
    lines = [f"{x % step},{'red' if x % 2 else 'blue'},{words[x % 3]}" for x in rows]
    Path(path).write_text("\n".join([names, *lines]), "utf-8")
    return path


@pytest.fixture
def classifier(axb: Axb) -> str:
    table("t.csv", range(60))
    job = ("mlp:hidden=8", "t.csv:target=kind", "--epochs", "2", "--name", "c", "--no-page", "--quiet")
    assert axb("train", *job).code == 0
    return "c"


def test_a_table_whose_columns_and_classes_are_matched_by_name(classifier: str, axb: Axb) -> None:
    lines = [f"{'cba'[x % 3].upper()},{x % 7},{'red' if x % 2 else 'blue'}" for x in range(30)]
    Path("more.csv").write_text("\n".join(["kind,size,colour", *lines]), "utf-8")
    told = axb("evaluate", classifier, "more.csv")
    assert (told.code, told.err) == (0, "")
    assert "c on more.csv:" in told.out
    assert "30 examples right" in " ".join(told.out.split())
    assert told.out.splitlines()[-3].split()[0] == "a"
    document = json.loads(axb("evaluate", classifier, "more.csv", "--json").out)
    assert (document["count"], [one["class"] for one in document["classes"]]) == (30, ["a", "b", "c"])
    confusion = np.array(document["confusion"])
    assert confusion.sum(1).tolist() == [10, 10, 10]
    assert document["accuracy"] == pytest.approx(np.trace(confusion) / 30)
    rows = list(csv.reader(io.StringIO(axb("evaluate", classifier, "more.csv", "--csv").out)))
    assert rows[0] == ["measure", "class", "value"]
    assert ["accuracy", "", f"{document['accuracy']:.10g}"] in rows
    assert ["examples", "b", "10"] in rows


def test_what_cannot_be_measured_is_left_out_and_counted(classifier: str, axb: Axb) -> None:
    table("odd.csv", range(30), words="abz")
    with Path("odd.csv").open("a", encoding="utf-8") as file:
        file.write("\n3,green,a\n,red,b")
    said = " ".join(axb("evaluate", classifier, "odd.csv").out.split())
    assert "10 of classes it doesn't know are left out: z." in said
    assert "2 rows are left out, where a value is missing or a word is one it has never met." in said
    assert "20 examples right" in said
    assert "知らないクラスの 10 個" in axb("evaluate", classifier, "odd.csv", "--lang", "ja").out


def test_its_own_table_is_measured_on_the_test_part(classifier: str, axb: Axb) -> None:
    document = json.loads(axb("evaluate", classifier, "t.csv", "--json").out)
    known = json.loads(axb("evaluate", classifier, "--json").out)
    assert document["count"] == 12
    assert document["accuracy"] == pytest.approx(known["test"]["accuracy"])
    assert document["loss"] == pytest.approx(known["test"]["loss"], rel=1e-4)


@pytest.mark.parametrize(("names", "words", "target", "says"), [
    ("size,color,kind", "abc", "kind", "has no column named colour"),
    ("size,colour,kind", "xyz", "kind", "knows none of the classes in"),
    ("size,colour,kind", "abc", "sort", "has no column named sort"),
])  # fmt: skip
def test_a_mismatch_is_one_sentence(
    names: str, words: str, target: str, says: str, classifier: str, axb: Axb
) -> None:
    ended = axb(
        "evaluate", classifier, f"{table('o.csv', range(9), names=names, words=words)}:target={target}"
    )
    assert ended.code == 2
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1


def test_numbers(axb: Axb) -> None:
    assert axb("train", "line", "line:n=80", "--name", "n", "--no-page", "--quiet").code == 0
    document = json.loads(axb("evaluate", "n", "line:n=50,seed=3", "--json").out)
    assert document["count"] == 100  # both parts
    assert document["r2"] > 0.5
    assert document["rmse"] >= document["mae"] > 0
    assert "off by" in axb("evaluate", "n", "line:n=50,seed=3").out
    other = axb("evaluate", "n", "spiral:n=50")
    assert other.code == 2
    assert "n predicts numbers; the answers in spiral:n=50 are classes" in " ".join(other.err.split())


def test_pictures_that_it_learned_from_are_left_out(axb: Axb) -> None:
    draw = np.random.default_rng(0)
    for number in range(24):
        path = Path("pets") / ("cat", "dog")[number % 2] / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(draw.integers(0, 255, (12, 12, 3), np.uint8)).save(path)
    job = (
        "mlp:hidden=4",
        "pets:size=12",
        "--epochs",
        "1",
        "--validation",
        "0",
        "--name",
        "p",
        "--no-page",
        "--quiet",
    )
    assert axb("train", *job).code == 0
    shutil.copytree("pets", "more")
    for number in range(4):
        Image.fromarray(draw.integers(0, 255, (12, 12, 3), np.uint8)).save(f"more/dog/n{number}.png")
    own = json.loads(axb("evaluate", "p", "pets:size=12", "--json").out)
    other = json.loads(axb("evaluate", "p", "more:size=12", "--json").out)
    assert other["count"] == own["count"] + 4
    assert f"{24 - own['count']} that it learned from are left out." in other["notes"]
    small = json.loads(axb("evaluate", "p", "more:size=8", "--json").out)
    assert (small["count"], small["notes"]) == (28, ["Pictures of 8 x 8 x 3 were brought to 12 x 12 x 3."])


def test_what_cannot_be_asked(classifier: str, axb: Axb) -> None:
    for words, says in (
        (("t.csv", "--json", "--csv"), "--json and --csv say the same"),
        (("t.csv", "--seed", "1"), "--count and --seed are for what a model generates"),
        (("spiral",), "takes examples of shape (3,)"),
        (("nowhere",), "nowhere"),
    ):
        ended = axb("evaluate", classifier, *words)
        assert ended.code == 2
        assert says in " ".join(ended.err.split())
    axb("train", "gan:hidden=4", "spiral:n=60", "--epochs", "1", "--name", "g", "--no-page", "--quiet")
    assert "g gives no class and no number" in axb("evaluate", "g", "spiral:n=50").err
