"""`axb evaluate`."""

import json

from cli.conftest import Axb


def test_a_classifier(axb: Axb) -> None:
    axb("train", "mlp:hidden=8", "digits", "--epochs", "1", "--name", "c", "--no-page", "--quiet")
    told = axb("evaluate", "c")
    assert told.code == 0
    assert "accuracy" in told.out
    assert "The share of the test part that the model gets right." in " ".join(told.out.split())
    assert "テストデータのうち" in axb("evaluate", "c", "--lang", "ja").out
    document = json.loads(axb("evaluate", "c", "--json").out)
    assert 0 <= document["test"]["accuracy"] <= 1
    assert document["generated"] is None


def test_samples_with_their_count_and_seed(axb: Axb) -> None:
    axb("train", "vae:hidden=16,latent=2", "digits", "--epochs", "1", "--name", "v", "--no-page", "--quiet")
    told = axb("evaluate", "v", "--count", "100", "--seed", "2")
    assert told.code == 0
    said = " ".join(told.out.split())
    assert "100 samples (seed 2) beside 100 examples of the test part." in said
    for name in (
        "Fréchet distance (FID)",
        "precision",
        "recall",
        "class that is seen least",
        "negative ELBO",
    ):
        assert name in said
    assert "real:" in said
    document = json.loads(axb("evaluate", "v", "--count", "100", "--seed", "2", "--json").out)
    assert (document["generated"]["count"], document["generated"]["seed"]) == (100, 2)


def test_what_cannot_be_asked(axb: Axb) -> None:
    assert axb("evaluate", "nobody").code == 2
    axb("train", "mlp:hidden=8", "digits", "--epochs", "1", "--name", "c", "--no-page", "--quiet")
    few = axb("evaluate", "c", "--count", "3")
    assert few.code == 2
    assert "--count" in few.err
