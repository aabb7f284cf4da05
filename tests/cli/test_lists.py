"""`axb runs`, `show`, `models`, `data`, `optimizers`."""

import re
from pathlib import Path

import pytest

from axb import zoo
from axb.optimizers import NAMES, explain
from axb.runs import Store
from cli.conftest import Axb

RACE = [
    "race",
    "mlp",
    "spiral:n=60",
    "--vary",
    "hidden=4|8",
    "--seeds",
    "2",
    "--epochs",
    "1",
    "--name",
    "r",
    "--quiet",
]


def test_runs(axb: Axb) -> None:
    axb("train", "mlp:hidden=4", "spiral:n=60", "--epochs", "2", "--no-page", "--name", "one")
    axb("train", "line", "line", "--epochs", "3", "--no-page", "--name", "two")
    with Store() as store:
        store.create("script", config={}, graph=None, data_hash="", seed=0)
        died = store.create("died", config={"settings": {"epochs": 9}}, graph=None, data_hash="", seed=0)
        died.start()
        store._db.execute("UPDATE run SET pid = ? WHERE id = ?", (2**22 + 1, died.id))
    ended = axb("runs")
    assert ended.code == 0
    head, *rows = ended.out.splitlines()
    assert head.split() == ["name", "status", "model", "data", "epochs", "best", "val", "started"]
    cells = {row.split()[0]: re.split(" {2,}", row) for row in rows}
    assert list(cells) == ["died", "script", "two", "one"]
    assert cells["died"][1:5] == ["died", "-", "-", "0/9"]
    assert cells["script"][1:5] == ["not started", "-", "-", "0"]
    assert cells["two"][1:5] == ["finished", "line", "line", "3/3"]
    assert cells["one"][1:5] == ["finished", "mlp:hidden=4", "spiral:n=60", "2/2"]
    assert re.fullmatch(r"\d+\.\d%", cells["one"][5])
    assert float(cells["two"][5]) > 0
    assert "完了" in axb("runs", "--lang", "ja").out


def test_a_race_and_a_sweep_are_one_line_each(axb: Axb) -> None:
    assert axb(*RACE).code == 0
    with Store() as store:
        for number in (1, 2):
            config = {"sweep": "s", "setting": {"epochs": number}, "job": {"model": "line", "data": "line"}}
            trial = store.create(f"s.000{number}", config=config, graph=None, data_hash="", seed=0)
            trial.log(1, {"epoch/val_loss": 1 / number})
            trial.finish("finished" if number == 2 else "stopped")
        scores = [
            max(store.open(f"r.{one}.{seed}").series("epoch/val_accuracy")[1])
            for one in (1, 2)
            for seed in (1, 2)
        ]
    _, *rows = axb("runs").out.splitlines()
    sweep, raced = (re.split(" {2,}", row) for row in rows)
    assert sweep[:5] == ["s", "sweep of 2: 1 finished, 1 stopped", "line", "line", "0.5"]
    assert raced[:5] == ["r", "race of 4: 4 finished", "mlp", "spiral:n=60", f"{max(scores):.1%}"]
    assert "レース(4 件): 完了 4" in axb("runs", "--lang", "ja").out


def test_the_runs_of_a_race(axb: Axb) -> None:
    axb(*RACE)
    head, *rows = axb("runs", "r").out.splitlines()
    assert head.split() == ["name", "status", "setting", "epochs", "best", "val", "started"]
    cells = {row.split()[0]: re.split(" {2,}", row)[1:4] for row in rows}
    assert {name: cells[name] for name in sorted(cells)} == {
        f"r.{one}.{seed}": ["finished", f"hidden={4 * one}", "1/1"] for one in (1, 2) for seed in (1, 2)
    }
    unknown = axb("runs", "r.1.1")
    assert unknown.code == 2
    assert (
        unknown.err
        == "axb runs NAME lists the runs of a race or a sweep, and r.1.1 is none. Those there are: r.\n"
    )


def test_show(axb: Axb, tmp_path: Path) -> None:
    axb("train", "mlp:hidden=4", "spiral:n=60", "--epochs", "2", "--no-page")
    ended = axb("show", "mlp-spiral-1")
    assert ended.code == 0
    assert re.search(r"^data +spiral:n=60$", ended.out, re.MULTILINE)
    page = re.search(r"^Page +(.+)$", ended.out, re.MULTILINE)
    assert page is not None
    assert Path(page[1]).is_file()
    assert Path(page[1]).parent.parent == tmp_path / "home" / "runs"
    assert axb("show", "mlp-spiral-1", "--page", "p.html").code == 0
    assert (tmp_path / "p.html").is_file()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_models(language: str, axb: Axb) -> None:
    said = axb("models", "--lang", language).out
    for family in zoo.FAMILIES.values():
        assert re.search(rf"^{family.name}  ", said, re.MULTILINE)
    assert "hidden=128,64" in said
    assert "batch_norm=false" in said


def test_models_options_are_typed_as_shown(axb: Axb) -> None:
    said = axb("models").out
    shown = dict(re.findall(r"(\w+)=(\S+)", said[said.index("mlp") : said.index("cnn")]))
    options = ",".join(f"{name}={text}" for name, text in shown.items())
    assert axb("train", f"mlp:{options}", "spiral:n=60", "--epochs", "1", "--no-page", "--quiet").code == 0


def test_data(axb: Axb) -> None:
    said = axb("data").out
    for name in ("line", "spiral", "digits", "fashion-mini", "fashion-mnist", "FILE.csv:target=..."):
        assert re.search(rf"^{re.escape(name)}  ", said, re.MULTILINE)


def test_what_is_in_a_data_set(axb: Axb) -> None:
    said = axb("data", "digits").out
    assert "pictures of 8 x 8 x 1 (uint8)" in said
    assert "1,497 to learn from, 300 to test with" in said
    assert "CC BY 4.0" in said
    assert "one of 10 classes" in said
    assert re.search(r"^7 +\d+ +30$", said, re.MULTILINE)


def test_what_is_in_a_table(axb: Axb) -> None:
    rows = "\n".join(f"{x},{2 * x}" for x in range(40))
    Path("t.csv").write_text(f"size,price\n{rows}", "utf-8")
    said = axb("data", "t.csv:target=price").out
    assert "one number: size" in said
    assert "a number: price" in said
    assert "32 to learn from, 8 to test with" in said
    assert "size, price" in axb("data", "t.csv").err  # it asks for a target, and names the columns


def test_optimizers(axb: Axb) -> None:
    said = axb("optimizers").out
    for name in NAMES:
        assert re.search(rf"^{name}  ", said, re.MULTILINE)
    assert "beta_1=0.9" in said
    assert "坂を転がるボール" in axb("optimizers", "--lang", "ja").out


@pytest.mark.parametrize("name", list(NAMES))
def test_one_optimizer(name: str, axb: Axb) -> None:
    for language in ("en", "ja"):
        told, said = explain(name, language), axb("optimizers", name, "--lang", language).out
        assert [line.strip() for line in said.splitlines() if line.strip() in told.equations] == list(
            told.equations
        )
        unwrapped = re.sub(r"\s+", "", said)
        sentences = [told.idea, told.source, *(meaning for _, meaning in told.symbols)]
        for hyper in told.hyperparameters:
            row = re.search(rf"^{hyper.name} .*$", said, re.MULTILINE)
            assert row is not None
            assert row[0].split(maxsplit=3)[1:] == [hyper.symbol, hyper.default, hyper.range]
            sentences += [hyper.meaning, hyper.too_small, hyper.too_large]
        for one in told.relatives:
            sentences += [one.spec, one.other_spec, one.meaning]
        assert all(re.sub(r"\s+", "", sentence) in unwrapped for sentence in sentences)


def test_an_unknown_optimizer(axb: Axb) -> None:
    ended = axb("optimizers", "adm")
    assert ended.code == 2
    assert ended.err.startswith("optimizer must be one of sgd, momentum, nesterov, ")


def test_training_with_an_optimizer_of_the_lecture(axb: Axb) -> None:
    job = ("train", "line", "line:n=20", "--epochs", "1", "--no-page", "--quiet", "--name", "one")
    assert axb(*job, "--optimizer", "momentum:learning_rate=0.1").code == 0
    with Store() as store:
        assert store.open("one").config["job"]["optimizer"] == "momentum:learning_rate=0.1"
