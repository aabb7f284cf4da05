"""Races and sweeps folded into one line of a list, from a real store."""

from collections.abc import Callable
from unicodedata import normalize

import pytest

from axb.runs import Run, Store
from axb.views.folding import Fold, Group, folded, folds, group_of, named, told
from axb.views.listing import best, best_accuracy, listed, shared
from axb.words import set_language

New = Callable[..., Run]


@pytest.fixture
def member(store: Store) -> New:
    """A run as a race or a sweep leaves it."""

    def create(
        name: str, model: str = "mlp", status: str = "finished", accuracy: float = 0.5, **belongs: str
    ) -> Run:
        config = {
            **belongs,
            "setting": {"learning_rate": 0.01, "optimizer": "adam"},
            "job": {"model": model, "data": "digits"},
        }
        run = store.create(name, config=config, graph=None, data_hash="", seed=0)
        run.start()
        run.log(
            1,
            {
                "loss": float("nan") if status == "diverged" else 1.0,
                "epoch/val_accuracy": accuracy,
                "epoch/val_loss": 1 - accuracy,
            },
        )
        run.finish(status)
        return run

    return create


def test_runs_of_a_race_or_a_sweep_are_one_in_the_place_of_the_newest(store: Store, member: New) -> None:
    alone = store.create("alone", config={"job": {"model": "line"}}, graph=None, data_hash="", seed=0)
    first, trial, second = member("r.1.1", race="r"), member("s.0001", sweep="s"), member("r.2.1", race="r")
    lines = folded(store.runs(), group_of)
    assert [one.group if isinstance(one, Fold) else one.name for one in lines] == [
        Group("race", "r"), Group("sweep", "s"), "alone",
    ]  # fmt: skip
    assert [[run.id for run in one.runs] for one in folds(store.runs())] == [
        [second.id, first.id],
        [trial.id],
    ]
    assert group_of(alone) is None


def test_a_member_stays_one_under_another_name(store: Store, member: New) -> None:
    run = member("r.1.1", race="r")
    run.rename("my-best")
    assert [one.runs[0].name for one in named(store.runs(), "r")] == ["my-best"]


def test_a_race_and_a_sweep_of_one_name_are_two(store: Store, member: New) -> None:
    member("x.1.1", race="x")
    member("x.0001", sweep="x")
    member("y.1.1", race="y")
    assert [one.group.kind for one in named(store.runs(), "x")] == ["sweep", "race"]
    assert named(store.runs(), "z") == []


def test_a_name_is_found_however_its_letters_are_typed(store: Store, member: New) -> None:
    member("ガ.1.1", race="ガ")
    assert len(named(store.runs(), normalize("NFD", "ガ"))) == 1


def test_a_fold_says_how_many_of_which_status(store: Store, member: New) -> None:
    for number, status in enumerate(("finished", "diverged", "finished", "stopped")):
        member(f"r.{number + 1}.1", status=status, race="r")
    statuses = [listed(run).status for run in folds(store.runs())[0].runs]
    assert told("race", statuses) == "race of 4: 2 finished, 1 diverged, 1 stopped"
    assert told("sweep", statuses[:1], 4) == "1 in a sweep of 4: 1 stopped"
    set_language("ja")
    assert told("race", statuses) == "レース(4 件): 完了 2、発散 1、停止 1"


def test_the_best_is_that_of_the_best_run(member: New) -> None:
    lines = [listed(member(f"r.{one}.1", accuracy=one / 10, race="r")) for one in (3, 9, 6)]
    assert best_accuracy(lines) == pytest.approx(0.9)
    assert best(*lines) == "90.0%" == best(lines[1])


def test_without_accuracies_the_best_is_the_smallest_loss(new_run: New) -> None:
    lines = []
    for loss in (0.5, 0.25, float("nan")):
        run = new_run(race="r")
        run.log(1, {"epoch/val_loss": loss})
        run.flush()
        lines.append(listed(run))
    assert [best(one) for one in lines] == ["0.5", "0.25", ""]
    assert best(*lines) == "0.25"


def test_a_line_says_what_varies_only_within_a_race_or_a_sweep(member: New, new_run: New) -> None:
    line = listed(member("r.1.1", race="r"))
    assert (line.setting, line.model, line.data) == ("learning_rate=0.01 optimizer=adam", "mlp", "digits")
    assert line.words == ("views.status_finished", {})
    mine = listed(new_run(setting={"x": 1}, job={"model": "mlp", "data": "/home/me/people.csv:target=a/b"}))
    assert (mine.group, mine.setting, mine.data) == (None, "", "people.csv:target=a/b")
    assert (listed(new_run()).model, listed(new_run()).data) == ("", "")


def test_models_of_one_family_share_it() -> None:
    assert shared(["mlp:hidden=8", "mlp:hidden=8"]) == "mlp:hidden=8"
    assert shared(["mlp:hidden=8", "mlp:hidden=16", "mlp"]) == "mlp"
    assert shared(["mlp", "cnn"]) == "…"
