"""A kept training is a run like any other: shown, exported, and resumed to the very same weights."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from axb import jobs
from axb.cli import main
from axb.labs.network import NetworkLab, Settings, keep
from axb.labs.network.sources import preset
from axb.runs import Store
from axb.words import InputError

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "two classes": ("moons", {"optimizer": "adam", "hyper": {"beta_1": 0.8}}),
    "four classes": ("spiral", {"optimizer": "sgd", "rate": 0.3, "hyper": {"momentum": 0.9}, "l1": 0.0001}),
    "a number": ("hills", {"optimizer": "rmsprop", "batch": 7, "l2": 0.001}),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def learned(case: str, steps: int) -> NetworkLab:
    data, chosen = CASES[case]
    options = {"n": 60, **({"classes": 4} if case == "four classes" else {})}
    lab = NetworkLab(Settings(hidden=(5, 3), **chosen), preset(data, options))
    for _ in range(steps):
        lab.advance()
    return lab


@pytest.mark.parametrize("case", CASES)
def test_a_kept_run_goes_on_exactly_as_the_lab_would(case: str) -> None:
    lab = learned(case, 50)  # in the middle of an epoch
    name = keep(lab)
    done = jobs.resume(name, verbose=0)
    assert done.status == "finished"
    epochs = done.history.epoch[-1] + 1
    while lab.learning.trainer.epoch < epochs:
        lab.advance()
    ours, theirs = lab.model.state_dict(), done.model.state_dict()
    assert all(torch.equal(ours[key], theirs[key]) for key in ours)
    with Store() as store:
        steps, losses = store.open(name).series("loss")
    assert steps.tolist() == list(range(1, lab.step + 1))
    assert losses.tolist() == pytest.approx(lab.learning.history.loss, abs=0)


def test_what_was_moved_drawn_and_changed_on_the_way_goes_along() -> None:
    lab = learned("two classes", 20)
    lab.move_point(4, 0.25, -0.75)
    lab.add_point(0.3, 0.1, 0)
    lab.change(rate=0.004)
    for _ in range(11):
        lab.advance()
    done = jobs.resume(keep(lab, "mine"), verbose=0)
    while lab.step < done.history.params["steps"] * (done.history.epoch[-1] + 1):
        lab.advance()
    assert torch.equal(lab.model.get_layer("output").kernel, done.model.get_layer("output").kernel)


def test_it_is_kept_as_it_stands_after_a_rewind() -> None:
    lab = learned("two classes", 40)
    lab.rewind(10)
    name = keep(lab)
    with Store() as store:
        run = store.open(name)
        assert run.status == "stopped"
        latest = run.latest_checkpoint()
        assert latest is not None
        assert latest.step == 10
        assert run.series("loss")[0].max() == 10
        assert {path.name for path in run.folder.iterdir()} >= {"moons.csv", "network.json"}
    x = lab.points.x
    assert np.array_equal(jobs.trained_model(name)(x).detach(), lab.model(x).detach())


def test_show_export_and_resume_know_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name = keep(learned("two classes", 12))
    assert name == "network-moons-1"
    assert main(["show", name]) == 0
    assert "network.json" in capsys.readouterr().out
    assert main(["export", name, "--to", "keras-code", "--out", str(tmp_path / "net.py")]) == 0
    assert main(["export", name, "--to", "torch-code", "--out", str(tmp_path / "net2.py")]) == 0
    assert main(["resume", name, "--quiet", "--no-page"]) == 0
    assert keep(learned("two classes", 1)) == "network-moons-2"


def test_words_of_a_table_stay_its_classes(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [f"{a:.4f},{b:.4f},{'yes' if a > b else 'no'}" for a, b in rng.normal(50, 20, (60, 2))]
    (tmp_path / "people.csv").write_text("age,pay,buys\n" + "\n".join(rows), "utf-8")
    lab = NetworkLab()
    lab.load_csv(tmp_path / "people.csv")
    for _ in range(30):
        lab.advance()
    done = jobs.resume(keep(lab), verbose=0)
    assert done.data.class_names == ("no", "yes")
    assert done.test["accuracy"] > 0.7


def test_an_empty_board_is_not_kept() -> None:
    lab = NetworkLab()
    lab.clear()
    with pytest.raises(InputError, match="nothing to learn"):
        keep(lab)
    with Store() as store:
        assert store.runs() == []
