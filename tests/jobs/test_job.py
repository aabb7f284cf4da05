"""What a job says of itself."""

from pathlib import Path

import pytest

from axb.jobs import Job, job_of
from axb.jobs.source import model_file
from axb.words import InputError


@pytest.mark.parametrize(("model", "data", "stem"), [
    ("cnn", "fashion-mini", "cnn-fashion-mini"),
    ("mlp:hidden=64,32", "spiral:classes=3", "mlp-spiral"),
    ("nets/deep.py:make", "tables/my people.csv:target=age", "deep-my_people"),
    ("nets/deep.json", "digits", "deep-digits"),
    ("mlp", "人口.csv:target=数", "mlp-人口"),
    ("mlp", "x" * 80 + ".csv:target=y", "mlp-" + "x" * 30),
])  # fmt: skip
def test_a_run_is_named_after_model_and_data(model: str, data: str, stem: str) -> None:
    assert Job(model, data).stem() == stem


@pytest.mark.parametrize(("spec", "path", "function"), [
    ("net.py:make", "net.py", "make"),
    ("net.py", "net.py", "build_model"),
    ("a folder/net.py:", "a folder/net.py", "build_model"),
    ("C:\\nets\\net.PY:make", "C:\\nets\\net.PY", "make"),
    ("model.json", "model.json", "build_model"),
])  # fmt: skip
def test_a_model_in_a_file(spec: str, path: str, function: str) -> None:
    found = model_file(spec)
    assert found is not None
    assert (str(found.path), found.function) == (path, function)


@pytest.mark.parametrize("spec", ["mlp", "mlp:hidden=3", "my.pyramid", "cnn:filters=8,8"])
def test_a_family_is_no_file(spec: str) -> None:
    assert model_file(spec) is None


def test_a_job_keeps_its_place(tmp_path: Path) -> None:
    job = Job("net.py:make", "people.csv:target=age,features=a+b")
    moved = job.seen_from(tmp_path)
    assert moved.model == f"{tmp_path / 'net.py'}:make"
    assert moved.data == f"{tmp_path / 'people.csv'}:target=age,features=a+b"
    assert moved.seen_from(tmp_path / "elsewhere") == moved
    assert Job("mlp", "digits").seen_from(tmp_path) == Job("mlp", "digits")
    fashion = Job("cnn", "fashion-mnist:folder=here").seen_from(tmp_path)
    assert fashion.data == f"fashion-mnist:folder={tmp_path / 'here'}"


def test_a_script_s_run_has_no_job() -> None:
    with pytest.raises(InputError, match='"mine" was started by a script'):
        job_of({"settings": {}}, "mine")
