"""`axb doctor`, and `axb train --doctor`."""

import json

from cli.conftest import Axb

HIGH = (
    "train",
    "mlp:hidden=32",
    "digits",
    "--optimizer",
    "sgd",
    "--learning-rate",
    "20",
    "--epochs",
    "3",
    "--no-page",
)


def test_findings_are_said_while_training_and_afterwards(axb: Axb) -> None:
    trained = axb(*HIGH, "--name", "ill", "--doctor")
    assert trained.code == 0
    assert trained.out.count("Doctor: the learning rate is too high") == 1
    told = axb("doctor", "ill")
    assert told.code == 0
    assert "severe   the learning rate is too high" in told.out
    assert "Learning rate: 20" in " ".join(told.out.split())
    assert "学習率が大きすぎます" in axb("doctor", "ill", "--lang", "ja").out


def test_findings_as_json_and_their_proof(axb: Axb) -> None:
    axb(*HIGH, "--name", "ill", "--doctor", "--quiet")
    told = axb("doctor", "ill", "--json", "--prove", "--epochs", "2")
    document = json.loads(told.out)
    assert document["findings"][0]["rule"] == "rate_too_high"
    assert document["proof"]["better"]
    assert document["proof"]["before"]["value"] < document["proof"]["after"]["value"]
    said = axb("doctor", "ill", "--prove", "--epochs", "2").out
    assert "Better with the cure" in said


def test_a_healthy_run_is_told_so(axb: Axb) -> None:
    axb("train", "mlp:hidden=32", "digits", "--epochs", "3", "--name", "well", "--no-page", "--quiet")
    told = axb("doctor", "well")
    assert told.code == 0
    assert "Nothing is wrong" in told.out
    assert "--doctor" in told.out


def test_what_cannot_be_asked(axb: Axb) -> None:
    assert axb("doctor", "nobody").code == 2
    axb("train", "mlp:hidden=8", "digits", "--epochs", "1", "--name", "well", "--no-page", "--quiet")
    without = axb("doctor", "well", "--epochs", "3")
    assert without.code == 2
    assert "--prove" in without.err
