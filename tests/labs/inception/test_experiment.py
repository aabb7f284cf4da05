"""From a plan to outcomes that are kept: what a network learns, what it loses, what was seen in it."""

from pathlib import Path

import numpy as np
import pytest

from axb.labs.catalogue import asked, find
from axb.labs.inception import EXPERIMENT, InceptionLab, Plan
from axb.labs.inception.networks import BRANCHES, MODULES
from axb.labs.inception.outcome import errors_without
from axb.labs.inception.plan import BATCH, Piece
from axb.labs.one_thread import one_thread
from axb.labs.trial import trial
from axb.words import InputError

SMALL = {"data": "digits", "parameters": "5000", "examples": "300", "seeds": "1", "epochs": "1"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def test_every_network_is_trained_and_kept_and_read_again() -> None:
    experiment, plan = asked("inception:" + ",".join(f"{key}={value}" for key, value in SMALL.items()))
    found, heard = experiment.run(plan), list[float]()
    assert [row[0] for row in found.rows[:4]] == ["1×1 only", "3×3 only", "5×5 only", "side by side"]
    assert len(found.rows) == 4 + len(MODULES) * len(BRANCHES)
    assert experiment.run(plan, lambda done, piece: heard.append(done)).rows == found.rows
    assert not heard
    *_, several = experiment.kept(plan)
    assert several.parameters == pytest.approx(plan.parameters, rel=0.02)
    assert set(several.without) == {f"{module}.{last}" for module in MODULES for last in BRANCHES}
    names = [one.name.rpartition(".")[2] for one in several.cells]
    assert names[:2] == ["input", "first"]
    assert {*BRANCHES, "reduce_3x3", "reduce_5x5", "pool_3x3", "concatenate"} == set(names[2:])
    assert np.array(several.cells[0].values).shape == (8, 8, 1)


def test_what_is_lost_is_measured_on_the_network_that_has_learned() -> None:
    plan = EXPERIMENT.plan("class", {**SMALL, "windows": "inception"})
    (piece,), data = plan.pieces, plan.loaded()
    assert len(data.x_train) == 300
    model, outcome = piece.made(data), piece.do(lambda share: None)
    with one_thread():  # as the piece: to the last bit
        before = errors_without(model, data)
        trial(model, data, plan.epochs, BATCH, piece.seed)
        assert errors_without(model, data) == outcome.without != before


def test_outcomes_serve_every_plan_that_trains_the_same() -> None:
    plan = Plan()
    assert plan.key == Plan(seeds=5, windows=("3x3",)).key
    others = [Plan(epochs=9), Plan(parameters=9000), Plan(examples=600), Plan(data="digits"), Plan(picture=2)]
    assert len({plan.key, *(one.key for one in others)}) == 6
    assert [one.file for one in plan.pieces[:5]] == ["1x1-0", "3x3-0", "5x5-0", "inception-0", "1x1-1"]
    assert Piece(plan, "inception", 1).title == "side by side (2)"


@pytest.mark.parametrize(
    "spec",
    [
        "windows=7x7",
        "windows=",
        "parameters=100",
        "examples=1",
        "seeds=0",
        "epochs=0",
        "data=line",
        "picture=0",
    ],
)
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"inception:{spec}")


# Live


def test_live_one_network_learns_and_its_branches_can_be_switched_off() -> None:
    lab = find("inception:epochs=2")
    assert isinstance(lab, InceptionLab)
    assert "Let them learn" in lab.verdict()
    assert np.isnan(lab.numbers()["accuracy"])
    lab.learn()
    while lab.running:
        lab.advance()
    whole = lab.numbers()
    assert whole["accuracy"] > 0.6
    assert whole["lost"] == 0
    lab.switch_off("3x3")
    assert lab.numbers()["accuracy"] < whole["accuracy"]
    assert lab.numbers()["lost"] == pytest.approx(whole["accuracy"] - lab.numbers()["accuracy"])
    lab.switch_off("none")
    assert lab.numbers() == whole
    assert "side by side" in lab.verdict()
    with pytest.raises(InputError, match="none, 1x1, 3x3, 5x5, pool; got"):
        lab.switch_off("7x7")


def test_live_what_has_learned_stays_beside_what_learns_next() -> None:
    lab = find("inception:windows=1x1,epochs=1,examples=100")
    assert isinstance(lab, InceptionLab)
    lab.advance()
    assert [one.network for one in lab.seen] == ["1x1"]
    lab.advance()
    lab.set_windows(("inception",))
    lab.advance()
    assert [one.network for one in lab.seen] == ["1x1", "inception"]
    assert lab.seen[1].cells
    lab.start_over()
    assert not lab.seen
    assert lab.numbers()["step"] == 0
