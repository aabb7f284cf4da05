"""Whether a race or a sweep is over."""

import os
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from axb.jobs import Job
from axb.jobs.groups import check_over
from axb.jobs.racing import asking
from axb.jobs.sweeping.sessions import Searching
from axb.runs import Store
from axb.views.folding import Group
from axb.words import InputError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))


def test_not_while_a_run_of_its_is_trained() -> None:
    with Store() as store:
        run = store.create("r.1.1", config={"race": "r"}, graph=None, data_hash="", seed=0)
        run.start()
        with pytest.raises(
            InputError, match=r"can't be deleted while it is under way, and r is\. Stop it first"
        ):
            check_over(Group("race", "r"), [run])
        run.finish("stopped")
        check_over(Group("race", "r"), [run])


def test_not_while_its_process_waits_or_works() -> None:
    job, vary = asdict(Job("mlp", "digits")), {"epochs": [1, 2]}
    asked = asking.Asked(name="r", job=job, vary=vary, seeds=2, pid=os.getpid(), beat=time.time())
    asking.write(asked)
    with pytest.raises(InputError, match="under way"):
        check_over(Group("race", "r"), [])
    check_over(Group("sweep", "r"), [])  # another one of the same name
    asking.write(replace(asked, status="finished"))
    check_over(Group("race", "r"), [])


def test_not_while_somebody_searches(tmp_path: Path) -> None:
    with Searching("s", time.time() + 60, None), pytest.raises(InputError, match="under way"):
        check_over(Group("sweep", "s"), [])
    check_over(Group("sweep", "s"), [])
    check_over(Group("sweep", "none"), [])
    assert not (tmp_path / "sweeps" / "none.sqlite3").exists()
