import importlib.util
import sys
import time
import zipfile
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from axb.data import load
from axb.data.dataset import Dataset
from axb.data.published import FASHION_MNIST

from .makers import write_fashion_mnist

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_shipped_data.py"
SHIPPED = Path(str(files("axb.data") / "files"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_shipped_data", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("name", "shape", "train", "test"),
    [("digits", (8, 8, 1), 1497, 300), ("fashion-mini", (28, 28, 1), 10000, 2000)],
)
def test_counts_shapes_and_balance(name: str, shape: tuple[int, ...], train: int, test: int) -> None:
    data = load(name)
    assert (data.name, data.kind, data.classes, data.input_shape) == (name, "images", 10, shape)
    assert (len(data.x_train), len(data.x_test)) == (train, test)
    assert np.array_equal(np.bincount(data.y_test), [test // 10] * 10)
    per_class = np.bincount(data.y_train)
    assert per_class.max() - per_class.min() <= 9
    assert (data.x_train.min(), data.x_train.max()) == (0, 255)
    assert data.source
    assert data.licence


def test_digits_hold_the_seventeen_greys_of_the_original() -> None:
    data = load("digits")
    assert np.array_equal(np.unique(data.x_train), [round(255 / 16 * ink + 1e-9) for ink in range(17)])
    assert len(np.unique(np.concatenate([data.x_train, data.x_test]).reshape(1797, -1), axis=0)) == 1797


def test_images_are_of_their_class() -> None:
    """The nearest class mean finds most classes: images and labels belong together."""
    for name, least in (("digits", 0.85), ("fashion-mini", 0.65)):
        data = load(name)
        x, test = (part.reshape(len(part), -1).astype(np.float32) for part in (data.x_train, data.x_test))
        means = np.stack([x[data.y_train == label].mean(axis=0) for label in range(10)])
        distance = (means**2).sum(axis=1) - 2 * test @ means.T
        assert (distance.argmin(axis=1) == data.y_test).mean() > least, name


@pytest.mark.parametrize(
    ("name", "hash_"),
    [
        ("digits", "d0382273119e99903d13838e52d44491f58561e38623919d4c6b1061be4b2cf0"),
        ("fashion-mini", "31f87b5fd258421054cdfab11f25da96a2b97cbb07e3a7c619d346cc59241c32"),
    ],
)
def test_the_content_never_changes(name: str, hash_: str) -> None:
    assert load(name).content_hash() == hash_


@pytest.mark.parametrize("name", ["digits", "fashion-mini"])
def test_loading_is_quick(name: str) -> None:
    def seconds() -> float:
        start = time.process_time()  # of this process alone, however busy the machine is
        load(name)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.3


def test_files_are_small_and_carry_their_licences() -> None:
    assert (SHIPPED / "fashion-mini.npz").stat().st_size < 5 * 2**20
    assert (SHIPPED / "digits.npz").stat().st_size < 50_000
    assert "Permission is hereby granted" in (SHIPPED / "fashion-mini.LICENSE.txt").read_text("utf-8")
    assert "CC BY 4.0" in (SHIPPED / "digits.LICENSE.txt").read_text("utf-8")


def test_the_script_writes_the_same_bytes_twice(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_fashion_mnist(tmp_path / "fashion", 11000, 2100)
    ink = np.random.default_rng(0).integers(0, 17, (400, 64))
    table = np.concatenate([ink, np.arange(400)[:, None] % 10], axis=1)
    np.savetxt(tmp_path / "digits.csv", table, fmt="%d", delimiter=",")
    given = ["--fashion-mnist", str(tmp_path / "fashion"), "--digits", str(tmp_path / "digits.csv")]
    for out in ("first", "second"):
        monkeypatch.setattr(sys, "argv", ["make_shipped_data", *given, "--out", str(tmp_path / out)])
        script.main()
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert names == ["digits.npz", "fashion-mini.npz"]
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    with np.load(tmp_path / "first" / "digits.npz") as made:
        assert np.array_equal(np.bincount(made["y_test"]), [30] * 10)
        assert len(made["x_train"]) == 100
    with np.load(tmp_path / "first" / "fashion-mini.npz") as made:
        assert np.array_equal(np.bincount(made["y_train"]), [1000] * 10)
        assert np.array_equal(made["x_test"][:, 0, 0], made["y_test"])


def test_fashion_mini_is_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    folder = FASHION_MNIST.find_folder()
    if folder is None:
        pytest.skip("Fashion-MNIST is not on this machine: apt install dataset-fashion-mnist")
    script.write(tmp_path / "made.npz", script.fashion_mini(folder))
    assert members(tmp_path / "made.npz") == members(SHIPPED / "fashion-mini.npz")


def test_digits_are_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    found = importlib.util.find_spec("sklearn")
    if found is None or found.origin is None:
        pytest.skip("the original digits are not on this machine: pip install scikit-learn")
    original = Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz"
    script.write(tmp_path / "made.npz", script.digits(original))
    assert members(tmp_path / "made.npz") == members(SHIPPED / "digits.npz")


def test_each_load_has_arrays_of_its_own() -> None:
    first: Dataset = load("digits")
    first.x_train[:] = 0
    assert load("digits").x_train.max() == 255
