"""`axb rename`, `delete`, `restore`, `compare`."""

from pathlib import Path

import pytest
from PIL import Image

from axb.runs import Store
from cli.conftest import Axb


@pytest.fixture(autouse=True)
def runs(home: Path) -> None:
    """Two that have been trained a little, as a trainer leaves them."""
    with Store() as store:
        for name, best in (("one", 0.8), ("two", 0.9)):
            config = {"job": {"model": "mlp", "data": "digits"}}
            run = store.create(name, config=config, graph=None, data_hash="", seed=0)
            run.start()
            for step in (1, 2):
                run.log(
                    step,
                    {"loss": 1 / step, "epoch/val_accuracy": best - 0.1 / step, "epoch/val_loss": 1 / step},
                )
            run.finish("finished")


def names() -> list[str]:
    with Store() as store:
        return [run.name for run in store.runs()]


def test_rename(axb: Axb) -> None:
    assert axb("rename", "one", "best").out == "one is now best.\n"
    assert names() == ["two", "best"]
    refused = axb("rename", "best", "two")
    assert (refused.code, names()) == (2, ["two", "best"])
    assert "two exists already" in refused.err


def test_delete_and_restore(axb: Axb) -> None:
    ended = axb("delete", "one", "two")
    assert (ended.code, names()) == (0, [])
    assert "one lies in the bin; axb restore one brings it back." in ended.out
    assert sorted(axb("restore").out.split()) == ["one", "two"]
    assert axb("restore", "one").out == "one is back.\n"
    assert names() == ["one"]
    assert "two lies in the bin" in axb("show", "two").err
    assert "ごみ箱" in axb("restore", "one", "--lang", "ja").err


def test_nothing_is_deleted_where_one_of_the_names_is_none(axb: Axb) -> None:
    assert axb("delete", "one", "none").code == 2
    assert names() == ["two", "one"]


@pytest.fixture
def race() -> None:
    """Three runs of a race and one of a sweep, beside the two."""
    with Store() as store:
        for name, kind in (("r.1.1", "race"), ("r.2.1", "race"), ("r.3.1", "race"), ("s.0001", "sweep")):
            config = {kind: name[0], "setting": {"epochs": 1}}
            store.create(name, config=config, graph=None, data_hash="", seed=0).finish("finished")


@pytest.mark.usefixtures("race")
def test_a_race_goes_to_the_bin_whole_and_comes_back(axb: Axb) -> None:
    ended = axb("delete", "r", "s", "one")
    assert ended.code == 0
    assert "r goes into the bin whole (runs: 3); axb restore r brings it back.\n" in ended.out
    assert "s goes into the bin whole (runs: 1)" in ended.out
    assert names() == ["two"]
    assert sorted(axb("restore").out.splitlines()) == ["one", "r (runs: 3)", "s (runs: 1)"]
    assert axb("restore", "r").out == "r is back (runs: 3).\n"
    assert names() == ["r.3.1", "r.2.1", "r.1.1", "two"]
    assert "does not" in axb("restore", "r").err


@pytest.mark.usefixtures("race")
def test_emptying_the_bin_names_a_race_once(axb: Axb) -> None:
    axb("delete", "r")
    assert "Delete 3 for good (r (runs: 3))?" in axb("delete", "--empty-bin").out


@pytest.mark.usefixtures("race")
def test_a_race_under_way_stays(axb: Axb) -> None:
    with Store() as store:
        run = store.open("r.2.1")
        run.start()  # by this process, which lives
        refused = axb("delete", "r")
        assert refused.code == 2
        assert refused.err.startswith("A race or a sweep can't be deleted while it is under way, and r is.")
        assert len(names()) == 6
        run.finish("stopped")
    assert axb("delete", "r").code == 0


@pytest.mark.usefixtures("race")
def test_a_run_of_that_name_comes_before_a_race(axb: Axb) -> None:
    axb("rename", "one", "r")
    assert "r lies in the bin" in axb("delete", "r").out
    assert "r is back.\n" in axb("restore", "r").out
    assert len(names()) == 6


def test_emptying_the_bin_needs_a_yes(axb: Axb) -> None:
    axb("delete", "one")
    asked = axb("delete", "--empty-bin")
    assert asked.code == 2
    assert "Delete 1 for good (one)?" in asked.out
    assert "Nothing was deleted" in asked.err
    assert axb("restore").out == "one\n"
    assert axb("delete", "--empty-bin", "--yes").out == "Deleted for good: 1.\n"
    assert axb("restore").out == "The bin is empty.\n"


def test_delete_wants_to_know_what(axb: Axb) -> None:
    assert "axb delete needs RUNS" in axb("delete").err


def test_compare_shows_a_column_for_each_run(axb: Axb) -> None:
    said = axb("compare", "one", "two").out
    assert said.splitlines()[0].split() == ["one", "two"]
    assert "75.0% (epoch 2)" in said
    assert "85.0% (epoch 2)" in said


def test_compare_writes_a_figure(axb: Axb, tmp_path: Path) -> None:
    assert axb("compare", "one", "two", "--out", "c.html").code == 0
    page = (tmp_path / "c.html").read_text("utf-8")
    assert "Best accuracy on held-out examples: two" in page
    assert 'src="http' not in page


def test_compare_writes_a_still(axb: Axb, tmp_path: Path) -> None:
    pytest.importorskip("kaleido")
    ended = axb("compare", "one", "two", "--metric", "loss", "--out", "c.png")
    if ended.code == 2 and "Chrom" in ended.err:
        pytest.skip("no Chrome or Chromium here: a PNG needs one")
    with Image.open(tmp_path / "c.png") as picture:
        assert picture.size == (1920, 1080)


@pytest.mark.parametrize(("words", "says"), [
    (("compare", "one", "--out", "c.txt"), "an .html or a .png file"),
    (("compare", "one", "--out", "nowhere/c.html"), "no such folder"),
    (("compare", "one", "--metric", "speed", "--out", "c.html"), "metric must be one of accuracy, loss"),
    (("compare", "one", "none"), "No run is named none"),
    (("compare",), "axb compare needs RUNS"),
    (("rename", "one"), "axb rename needs NAME"),
])  # fmt: skip
def test_bad_input(words: tuple[str, ...], says: str, axb: Axb) -> None:
    ended = axb(*words)
    assert ended.code == 2
    assert says in ended.err
