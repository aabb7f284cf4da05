"""A result trained again from its passport: the same to the last bit, or it is said what differs."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axb import jobs
from axb.callbacks import Callback
from axb.jobs import Job
from axb.jobs.passport import JOB, Passport, passport, read_passport
from axb.jobs.replaying import compared, replay
from axb.runs import Store
from axb.words import InputError

NET = """
from axb import layers, models

def make(data):
    return models.Sequential([
        layers.Input(data.input_shape, dtype="uint8"), layers.Rescaling(1 / 255), layers.Flatten(),
        layers.Dense(data.classes, "softmax"),
    ])
"""


class Steering(Callback):
    """Sends its own run a new learning rate at step 5."""

    bystander = True

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        assert self.trainer is not None
        if self.trainer.step == 5:
            with Store() as store:
                store.open("first").send("set", {"name": "learning_rate", "value": 0.02})


def trained(job: Job, callbacks: tuple[Callback, ...] = ()) -> Path:
    """The passport of a run of it, as a file."""
    jobs.train(job, name="first", verbose=0, callbacks=callbacks)
    path = Path("first.passport.json")
    path.write_text(passport("first").to_json(), "utf-8")
    return path


SPIRAL = Job("mlp:hidden=8,dropout=0.2", "spiral", epochs=2)


def test_it_comes_again_to_the_last_bit() -> None:
    came = replay(trained(SPIRAL), verbose=0)
    assert came.agrees
    assert (came.run, came.equal, came.reasons) == ("first-again-1", came.count, ())
    assert came.count == 4
    assert {"loss", "accuracy", "epoch/loss"} <= set(came.scores)


def test_changes_while_it_ran_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("axb.training.control.LOOK_EVERY", 0.0)
    path = trained(SPIRAL, (Steering(),))
    assert [key for _, key, _ in read_passport(path).decisions] == ["model.learning_rate"]
    assert replay(path, verbose=0).agrees
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**told, "decisions": []}), "utf-8")
    came = replay(path, verbose=0)
    assert not came.agrees
    assert came.equal < came.count
    assert came.apart is not None
    assert came.apart > 0


def test_a_table_that_has_changed_is_refused_and_one_that_moved_is_found() -> None:
    rows = "\n".join(f"{x},{x * x},{'abc'[x % 3]}" for x in range(60))
    Path("t.csv").write_text(f"p,q,kind\n{rows}", "utf-8")
    path = trained(Job("mlp:hidden=4", "t.csv:target=kind", epochs=1))
    Path("t.csv").rename("moved.csv")
    assert replay(path, data="moved.csv:target=kind", verbose=0).agrees
    Path("moved.csv").write_text(f"p,q,kind\n{rows}\n61,2,a", "utf-8")
    with pytest.raises(InputError, match=r"does not hold the data of first.*--data"):
        replay(path, data="moved.csv:target=kind", verbose=0)


def test_a_python_file_is_run_only_where_that_is_said() -> None:
    Path("net.py").write_text(NET, "utf-8")
    path = trained(Job("net.py:make", "digits", epochs=1))
    with pytest.raises(InputError, match=r"net\.py.*would run that file.*--trust"):
        replay(path, verbose=0)
    assert replay(path, trust=True, verbose=0).agrees
    Path("net.py").write_text(NET.replace("Dense(", "Dense(4), layers.Dense("), "utf-8")
    with pytest.raises(InputError, match="builds another network here"):
        replay(path, trust=True, verbose=0)


def test_what_differs_is_told() -> None:
    told = read_passport(trained(SPIRAL))
    other = Passport(**{**vars(told), "versions": {**told.versions, "torch": "1.0"}, "steps": 1})
    came = compared(other, told)
    assert came.equal == came.count
    assert came.reasons == (
        f"torch: 1.0 then, {told.versions['torch']} now",
        f"steps: 1 then, {told.steps} now",
    )


def test_a_run_that_has_not_ended_has_none() -> None:
    with Store() as store:
        store.create("waiting", config={"job": vars(SPIRAL)}, graph=None, data_hash="", seed=0)
        store.create("script", config={}, graph=None, data_hash="", seed=0)
    with pytest.raises(InputError, match=r"waiting is created.*axb resume waiting"):
        passport("waiting")
    with pytest.raises(InputError, match="script"):
        passport("script")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "can't be read"), ("[" * 100_000, "can't be read"), ("[]", "no passport"), ("{}", "no passport"),
        ('{"axb_passport": 1}', "is broken: graph"), ('{"axb_passport": 2}', "no passport"),
    ],
    ids=["empty", "deep", "list", "other", "bare", "newer"],
)  # fmt: skip
def test_a_file_that_is_none(text: str, says: str) -> None:
    Path("p.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=says):
        read_passport("p.json")
    with pytest.raises(InputError, match="can't be read"):
        read_passport("nowhere.json")


def test_every_setting_of_a_job_is_checked() -> None:
    assert set(JOB) == {one.name for one in fields(Job)}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_passport_is_read_or_refused(data: st.DataObject) -> None:
    """Any field in any form: no error but the one that a person can read."""
    whole = {
        "axb_passport": 1, "name": "a", "status": "finished", "job": {"model": "line", "data": "line"}, "graph": None,
        "data_hash": "", "seed": 0, "versions": {}, "machine": {}, "decisions": [[1, "a", 2]], "steps": 1,
        "weights": {"w": {"shape": [1], "sha256": "", "norm": 1.0}}, "test": {"loss": 1.0}, "last": {},
    }  # fmt: skip
    field = data.draw(st.sampled_from(sorted(whole)))
    text = json.dumps({**whole, field: data.draw(JSON)})
    Path("p.json").write_text(text, "utf-8")
    try:
        one = read_passport("p.json")
    except InputError:
        return
    assert isinstance(one, Passport)
    compared(one, one)
