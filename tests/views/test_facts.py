"""A run in words and numbers."""

from collections.abc import Callable

import numpy as np
import pytest

from axb.runs import Run
from axb.views import fact_label, facts, record_totals
from axb.views.facts import duration
from axb.words import set_language


def test_a_finished_run_tells_all(classifier: Run) -> None:
    known = facts(classifier)
    assert {key: known[key] for key in list(known)[:14]} == {
        "status": "finished",
        "model": "cnn",
        "data": "fashion-mini",
        "parameters": "63,050",
        "epochs": "3 of 3",
        "steps": "180",
        "batch_size": "50",
        "optimizer": "adam",
        "learning_rate": "0.001",
        "seconds": "6.0 s",
        "speed": "1,500 examples/s",
        "best_val_loss": "0.3667 (epoch 3)",
        "best_val_accuracy": "78.3% (epoch 3)",
        "test_accuracy": known["test_accuracy"],
    }
    assert known["test_loss"] == "0.42"
    assert known["seed"] == "7"
    assert known["versions"] == "python 3.11.7, axb 0.1.0"
    assert known["machine"] == "Linux, threads: 2"


def test_what_is_not_known_is_left_out(new_run: Callable[..., Run]) -> None:
    known = facts(new_run(settings={"epochs": 4, "loss": {"class": "x"}}))
    assert list(known) == ["status", "epochs", "steps", "seed", "created", "versions", "machine"]
    assert (known["status"], known["epochs"], known["steps"]) == ("training", "0 of 4", "0")


def test_nobody_knows_the_seed_of_a_run_that_another_program_trained(new_run: Callable[..., Run]) -> None:
    assert "seed" not in facts(new_run(imported="logs"))


def test_the_best_epoch_goes_by_the_epochs_and_not_by_the_tests(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for epoch in range(1, 7):
        run.log(epoch * 10, {"epoch/loss": 1.0})
    for epoch, loss in ((2, np.nan), (4, 0.5), (6, 0.7)):
        run.log(epoch * 10, {"epoch/val_loss": loss})
    assert facts(run)["best_val_loss"] == "0.5 (epoch 4)"


def test_no_finite_value_is_no_best_one(new_run: Callable[..., Run]) -> None:
    run = new_run()
    run.log(10, {"epoch/val_loss": np.nan})
    assert "best_val_loss" not in facts(run)


def test_totals_may_be_partly_known(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record_totals(run, 5, seconds=61)
    known = facts(run)
    assert known["seconds"] == "1 min 1 s"
    assert not {"speed", "parameters"} & set(known)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.04, "0.0 s"), (59.94, "59.9 s"), (200, "3 min 20 s"), (3599.7, "1 h 0 min"), (7500, "2 h 5 min")],
)
def test_durations_are_said_as_people_do(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_both_languages_have_every_label(classifier: Run) -> None:
    english = {key: fact_label(key) for key in facts(classifier)}
    set_language("ja")
    japanese = {key: fact_label(key) for key in facts(classifier)}
    assert facts(classifier)["status"] == "完了"
    assert all(english[key] != japanese[key] for key in english)


def test_a_regression_tells_its_error(regression: Run) -> None:
    known = facts(regression)
    assert (known["test_error"], known["test_loss"]) == ("2", "4")
    assert "test_accuracy" not in known
