"""A cure tried out: both trainings are runs, from the same first weights on the same batches."""

import math

import pytest

import axb
from axb.insight import Doctor
from axb.jobs import Job, examined, prove, resume, train
from axb.jobs.racing.member import Until
from axb.runs import Store
from axb.words import InputError

HIGH = Job("mlp:hidden=32", "digits", epochs=4, optimizer="sgd", learning_rate=20.0)


def test_a_learning_rate_that_is_too_high_is_cured() -> None:
    train(HIGH, "ill", 0, [Doctor(verbose=0)])
    proof = prove("ill")
    assert proof.finding.rule == "rate_too_high"
    assert 0.02 <= proof.setting["learning_rate"] <= 2
    assert proof.metric == "val_accuracy"
    assert proof.before.value < 0.3 < 0.5 < proof.after.value
    assert proof.is_better
    assert proof.is_cured
    with Store() as store:
        ill, before, after = (store.open(one) for one in ("ill", proof.before.run, proof.after.run))
        assert list(ill.series("loss")[1]) == list(before.series("loss")[1])
        first = [one.series("loss")[1][0] for one in (before, after)]
        assert first[0] == first[1]  # the same weights on the same batch, before any update
        assert after.config["proof"] == {"of": "ill", "rule": "rate_too_high", "setting": dict(proof.setting)}


def test_a_budget_is_kept() -> None:
    train(HIGH, "ill", 0, [Doctor(verbose=0)])
    proof = prove("ill", epochs=1)
    assert proof.before.steps == proof.after.steps == 22
    with pytest.raises(InputError, match="one of the two"):
        prove("ill", epochs=1, seconds=1.0)


def test_a_run_that_was_not_watched_is_examined_as_far_as_that_goes() -> None:
    train(HIGH, "ill", 0)
    known, found = examined("ill")
    assert known.looks == []
    assert known.chance == pytest.approx(math.log(10), rel=0.01)
    assert known.entering is not None
    assert 0.2 < known.entering.scale < 1
    assert [one.rule for one in found] == ["rate_too_high"]


def test_where_nothing_is_wrong_nothing_is_cured() -> None:
    train(Job("mlp:hidden=32", "digits", epochs=4), "well", 0, [Doctor(verbose=0)])
    assert examined("well")[1] == []
    with pytest.raises(InputError, match="nothing to cure"):
        prove("well")


def test_a_run_that_goes_on_is_examined_as_a_whole() -> None:
    train(HIGH, "ill", 0, [Doctor(verbose=0), Until(2)])
    doctor = Doctor(every=32, verbose=0)
    resume("ill", 0, [doctor])
    with Store() as store:
        assert store.open("ill").series("loss")[1].tolist() == pytest.approx(
            doctor.evidence.losses, nan_ok=True
        )
    assert [look.step for look in doctor.seen] == [1, 33, 65]
    assert doctor.findings[0].rule == "rate_too_high"
    assert [one.rule for one in examined("ill")[1]] == [one.rule for one in doctor.findings]


def test_a_run_of_a_script_is_examined_but_its_script_is_not_ours_to_change() -> None:
    digits = axb.data.load("digits")
    model = axb.Sequential(
        [axb.Input((8, 8, 1)), axb.layers.Flatten(), axb.layers.Dense(10, activation="softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy", precision="float32", device="cpu")
    model.fit(
        digits.x_train[:320],
        digits.y_train[:320],
        verbose=0,
        seed=0,
        run="mine",
        callbacks=[Doctor(verbose=0)],
    )
    assert [(one.rule, one.where) for one in examined("mine")[1]] == [("scale", "dense")]
    with pytest.raises(InputError, match="script"):
        prove("mine")
