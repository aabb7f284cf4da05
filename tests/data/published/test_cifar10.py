import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from axb.data import load
from axb.data.published import CIFAR10
from axb.data.published.cifar10 import FILES, INSIDE, RECORD
from axb.words import InputError


def records(count: int, seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).integers(0, 256, (count, RECORD)).astype(np.uint8)
    found[:, 0] = np.arange(count) % 10
    return found


def write(folder: Path) -> dict[str, np.ndarray]:
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: records(10, seed) for seed, name in enumerate(FILES)}
    for name, one in made.items():
        (folder / name).write_bytes(one.tobytes())
    return made


def pack(folder: Path, archive: Path, without: str = "") -> None:
    with tarfile.open(archive, "w:gz") as tar:
        for name in FILES:
            if name != without:
                tar.add(folder / name, f"{INSIDE}/{name}")
        tar.addfile(tarfile.TarInfo("../../outside"), io.BytesIO())


def test_records_become_pictures(tmp_path: Path) -> None:
    made = write(tmp_path / INSIDE)
    data = load(f"cifar10:folder={tmp_path}")
    assert (data.x_train.shape, data.x_test.shape) == ((50, 32, 32, 3), (10, 32, 32, 3))
    assert np.array_equal(data.y_test, np.arange(10))
    third = made["data_batch_2.bin"][3]
    assert np.array_equal(data.x_train[13], third[1:].reshape(3, 32, 32).transpose(1, 2, 0))
    assert data.labels("en")[:2] == ("airplane", "automobile")
    assert len(set(data.labels("ja"))) == 10


def test_the_archive_is_read_as_it_is_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path / "made")
    (tmp_path / "in").mkdir()
    pack(tmp_path / "made", tmp_path / "in" / "cifar-10-binary.tar.gz")
    plain, packed = CIFAR10.load(tmp_path / "made"), CIFAR10.load(tmp_path / "in")
    assert packed.content_hash() == plain.content_hash()
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["cifar-10-binary.tar.gz"]
    assert not (tmp_path.parent / "outside").exists()


def test_keras_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from axb.datasets import cifar10

    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    write(tmp_path / "datasets" / "cifar10")
    (x_train, y_train), (x_test, y_test) = cifar10.load_data()
    assert (x_train.shape, y_train.shape, y_train.dtype) == ((50, 32, 32, 3), (50, 1), np.uint8)
    assert (x_test.shape, y_test.shape) == ((10, 32, 32, 3), (10, 1))


def test_broken_files_get_a_sentence(tmp_path: Path) -> None:
    write(tmp_path / "made")
    archive = tmp_path / "cifar-10-binary.tar.gz"
    pack(tmp_path / "made", archive, without="test_batch.bin")
    with pytest.raises(InputError, match=r"lacks test_batch\.bin"):
        CIFAR10.load(tmp_path)
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(InputError, match="cut-off archive"):
        CIFAR10.load(tmp_path)
    (tmp_path / "made" / "data_batch_3.bin").write_bytes(b"short")
    with pytest.raises(InputError, match="it has 5 bytes"):
        CIFAR10.load(tmp_path / "made")
    (tmp_path / "made" / "data_batch_3.bin").write_bytes(bytes([10]) + bytes(RECORD - 1))
    with pytest.raises(InputError, match="labels from 0 to 9"):
        CIFAR10.load(tmp_path / "made")
    with pytest.raises(InputError, match=r"must hold the files of cifar10: cifar-10-binary\.tar\.gz"):
        CIFAR10.load(tmp_path / "nowhere")
