"""How an experiment stands, in a sentence, without a browser."""

import os
import time
from dataclasses import replace

import pytest

from axb.labs.asking import ERRANDS, Asked
from axb.labs.catalogue import EXPERIMENTS, experiment
from axb.labs.vanishing.outcome import Outcome
from axb.studio.pages.lab_parts.standing import stand
from axb.words import say, speaking

OPTIONS = {"recipes": "plain", "depths": "2-6"}
ONE = experiment("vanishing")
PLAN = ONE.plan("class", OPTIONS)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("AXB_HOME", str(tmp_path))


def write(**more):
    told = {"pid": os.getpid(), "beat": time.time(), "options": OPTIONS}
    ERRANDS.write(Asked(name="vanishing", **{**told, **more}))


def keep(place):
    piece = PLAN.pieces[place]
    ONE.keep(PLAN, piece, Outcome("plain", piece.depth, [[0.1, 1.0]], [], [0.5]))


def told(plan=PLAN):
    return stand(ONE, plan).sentence(say)


def test_a_sentence_for_each_way_it_can_stand():
    assert told() == "Nothing has been trained yet"
    keep(0)
    assert told() == "1 of 2 trainings are done"
    write()
    assert told().startswith("It begins in a moment")
    write(status="running", now="plain-6", part=0.5)
    assert told() == "Training: 1 of 2 done"
    now = stand(ONE, PLAN)
    assert (now.learning, now.part, now.alive, now.whole) == ("Sigmoid (6)", 0.5, True, False)
    assert told(replace(PLAN, seeds=1)).startswith(
        "Something else is being trained: vanishing:recipes=plain,depths=2-6 (class)."
    )
    ERRANDS.stop("vanishing")
    assert told().startswith("Stopping")
    write(status="stopped")
    assert told() == "Stopped: 1 of 2 trainings are done, and kept"
    write(status="running", beat=0.0)
    assert told().startswith("Its process died: 1 of 2")
    write(status="failed", problem="no.")
    assert told() == "It ended with an error: no."
    keep(1)
    assert told() == "All 2 trainings are done"
    assert stand(ONE, PLAN).part == 1.0
    with speaking("ja"):
        assert told() == "2 回の学習がすべて終わりました"


def test_how_much_is_done_counts_what_a_piece_costs():
    keep(0)
    assert stand(ONE, PLAN).part == 0.25  # 2 layers of 8


def test_what_was_asked_for_in_another_version_is_nobodys():
    write(options={"colour": "red"}, status="running")
    assert stand(ONE, PLAN).asked is None
    assert told() == "Nothing has been trained yet"


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_experiment_has_its_words(name, language):
    with speaking(language):
        assert say(f"studio_lab.name_{name}")
        assert say(f"studio_lab.lead_{name}")
