"""What is trained, and live."""

from pathlib import Path

import numpy as np
import pytest

from axb.data import load
from axb.labs.catalogue import find
from axb.labs.degradation import EXPERIMENT, PRESETS, DegradationLab, Plan
from axb.labs.degradation.plan import Network
from axb.words import InputError

SMALL = {"depths": "8", "width": "0.25", "epochs": "1", "norm": "on"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def test_a_plain_network_and_its_residual_one_begin_alike_and_learn_apart() -> None:
    plan = EXPERIMENT.plan("class", SMALL)
    data = load("digits")
    plain, residual = (one.model(data).get_weights() for one in plan.pieces)
    for one, other in zip(plain, residual, strict=True):
        np.testing.assert_array_equal(one, other)
    found = EXPERIMENT.run(plan)
    first, second = EXPERIMENT.kept(plan)
    assert first.parameters == second.parameters
    assert first.train_errors != second.train_errors
    assert len(found.rows) == 2


def test_the_first_seed_is_whole_before_the_next() -> None:
    files = [one.file for one in Plan(seeds=2).pieces]
    assert files[:4] == ["plain-20-norm-0", "plain-56-norm-0", "resnet-20-norm-0", "resnet-56-norm-0"]
    assert files[4] == "plain-20-bare-0"
    assert [one.seed for one in Plan(seeds=2).pieces] == [0] * 8 + [1] * 8


def test_what_is_kept_serves_every_plan_that_trains_the_same() -> None:
    assert Plan().key == Plan(seeds=3, depths=(8, 110), families=("plain",), norm=("off",)).key
    assert len({Plan().key, Plan(epochs=3).key, Plan(width=1.0).key, Plan(data="fashion-mini").key}) == 4


def test_without_batch_normalisation_it_has_none() -> None:
    for norm, count in (("on", 7), ("off", 0)):
        model = Network(Plan(width=0.25), "plain", 8, norm, 0).model(load("digits"))
        kinds = [type(part).__name__ for part in model.modules()]
        assert kinds.count("BatchNormalization") == count


def test_the_presets_are_the_papers_comparison() -> None:
    for plan in PRESETS.values():
        assert (plan.families, len(plan.depths), plan.norm) == (("plain", "resnet"), 2, ("on", "off"))


def test_live_one_network_after_another_learns_as_the_experiment_trains_it() -> None:
    lab = find("degradation:depths=8,width=0.25,epochs=1")
    EXPERIMENT.run(EXPERIMENT.plan("class", SMALL))
    assert isinstance(lab, DegradationLab)
    assert set(lab.scenes()) == {"plain_on", "resnet_on"}
    lab.learn()
    while lab.running:
        lab.advance()
    (outcome,) = lab.outcomes.values()
    assert lab.step == 24
    assert lab.numbers()["train_error"] == outcome.train_errors[-1]
    assert outcome.train_errors == EXPERIMENT.kept(EXPERIMENT.plan("class", SMALL))[0].train_errors
    lab.set_families(["resnet"])
    lab.set_depths([8, 14])
    lab.learn()
    while lab.running:
        lab.advance()
    assert [(one.family, one.depth) for one in lab.seen] == [("plain", 8), ("resnet", 8), ("resnet", 14)]
    _, shallow, deep = lab.seen
    gap = 100 * (deep.train_errors[-1] - shallow.train_errors[-1])
    assert lab.numbers()["more_wrong"] == pytest.approx(gap)
    lab.start_over()
    assert not lab.seen
    assert lab.numbers()["step"] == 0


@pytest.mark.parametrize(
    "spec",
    ["families=vgg", "families=", "depths=50", "depths=x", "norm=maybe", "width=0", "seeds=0", "epochs=0",
     "data=line", "rate=1"],
)  # fmt: skip
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"degradation:{spec}")
