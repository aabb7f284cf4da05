import gzip
from pathlib import Path

import numpy as np
import pytest

from axb.data import load
from axb.data.published import ALL, FASHION_MNIST
from axb.words import InputError

from ..makers import idx_bytes, write_fashion_mnist


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Fashion-MNIST, AXB_HOME being an empty folder."""
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr("axb.data.published.published.SYSTEM", tmp_path / "share")
    return tmp_path


def test_a_named_folder_is_read(tmp_path: Path) -> None:
    write_fashion_mnist(tmp_path, 40, 20)
    data = FASHION_MNIST.load(tmp_path)
    assert data.x_train.shape == (40, 28, 28, 1)
    assert data.x_test.shape == (20, 28, 28, 1)
    assert np.array_equal(data.y_train, np.arange(40) % 10)
    assert np.array_equal(data.x_train[:, 5, 5, 0], data.y_train)
    assert (data.task, data.classes) == ("multiclass", 10)
    assert data.labels("en")[9] == "Ankle boot"
    assert len(set(data.labels("ja"))) == 10


def test_gzipped_files_are_read_too_and_by_the_catalogue(tmp_path: Path) -> None:
    write_fashion_mnist(tmp_path, 20, 10)
    plain = FASHION_MNIST.load(tmp_path)
    for path in list(tmp_path.iterdir()):
        (tmp_path / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert load(f"fashion-mnist:folder={tmp_path}").content_hash() == plain.content_hash()


@pytest.mark.parametrize(
    "place", ["home/datasets/fashion-mnist", "cache/axb/datasets/fashion-mnist", "share/fashion-mnist"]
)
def test_known_places_are_found(nowhere: Path, place: str) -> None:
    assert FASHION_MNIST.find_folder() is None
    write_fashion_mnist(nowhere / place, 20, 10)
    assert FASHION_MNIST.find_folder() == nowhere / place
    assert len(load("fashion-mnist").x_train) == 20


def test_axb_home_comes_before_the_cache_and_a_part_does_not_count(nowhere: Path) -> None:
    home, cache = (nowhere / f"{place}/datasets/fashion-mnist" for place in ("home", "cache/axb"))
    write_fashion_mnist(home, 20, 10)
    write_fashion_mnist(cache, 30, 10)
    assert FASHION_MNIST.find_folder() == home
    (home / "t10k-labels-idx1-ubyte").unlink()
    assert FASHION_MNIST.find_folder() == cache


def test_absent_files_get_a_sentence_on_how_to_get_them(nowhere: Path) -> None:
    with pytest.raises(InputError) as error:
        FASHION_MNIST.load(mirrors=["http://127.0.0.1:9/"], retries=0)
    home = nowhere / "home" / "datasets" / "fashion-mnist"
    for word in ("dataset-fashion-mnist", str(home), "fashion-mnist:folder=", "fashion-mini"):
        assert word in str(error.value)


def test_a_named_folder_without_the_files_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must hold the files of fashion-mnist") as error:
        FASHION_MNIST.load(tmp_path / "empty")
    assert "t10k-labels-idx1-ubyte" in str(error.value)


@pytest.mark.parametrize(
    ("file", "array", "words"),
    [
        ("train-images-idx3-ubyte", np.zeros((20, 28, 27), np.uint8), ["28 x 28", "uint8 (20, 28, 27)"]),
        ("train-images-idx3-ubyte", np.zeros((20, 28, 28), np.int32), ["28 x 28", "int32"]),
        ("train-labels-idx1-ubyte", np.zeros(19, np.uint8), ["20 labels", "uint8 (19,)"]),
        ("t10k-labels-idx1-ubyte", np.full(10, 10, np.uint8), ["10 labels from 0 to 9"]),
        ("t10k-labels-idx1-ubyte", np.zeros((10, 1), np.uint8), ["uint8 (10, 1)"]),
    ],
)
def test_files_that_are_something_else_get_a_sentence(
    tmp_path: Path, file: str, array: np.ndarray, words: list[str]
) -> None:
    write_fashion_mnist(tmp_path, 20, 10)
    (tmp_path / file).write_bytes(idx_bytes(array))
    with pytest.raises(InputError) as error:
        FASHION_MNIST.load(tmp_path)
    for word in [file, *words]:
        assert word in str(error.value)


def test_the_real_files_if_they_are_here() -> None:
    if FASHION_MNIST.find_folder() is None:
        pytest.skip("Fashion-MNIST is not on this machine: apt install dataset-fashion-mnist")
    data = load("fashion-mnist")
    assert data.x_train.shape == (60000, 28, 28, 1)
    assert np.array_equal(np.bincount(data.y_train), [6000] * 10)
    assert np.array_equal(np.bincount(data.y_test), [1000] * 10)
    assert data.content_hash() == "9c931ce374975e170e4908277eb810a7b0f20da7c9e6a4046e7ab3859c4f734d"


@pytest.mark.parametrize("name", ["mnist", "kmnist"])
def test_sets_of_the_same_form_have_their_own_names_and_files(name: str, tmp_path: Path) -> None:
    write_fashion_mnist(tmp_path, 20, 10)
    data = load(f"{name}:folder={tmp_path}")
    assert (data.name, data.input_shape, data.classes) == (name, (28, 28, 1), 10)
    assert len(set(data.labels("en"))) == len(set(data.labels("ja"))) == 10
    assert "Fashion" not in data.source


def test_every_file_has_a_checksum_of_its_own() -> None:
    digests = [digest for one in ALL.values() for digest in one.files.values()]
    assert len(set(digests)) == len(digests) == 13
    assert all(len(digest) == 64 and int(digest, 16) for digest in digests)
    assert all(address.endswith("/") for one in ALL.values() for address in one.mirrors)
