import gzip
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from axb.data.idx import read_idx
from axb.words import InputError

from .makers import IDX_TYPES, attempt, idx_bytes

quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY_ARRAY = st.sampled_from(sorted(IDX_TYPES)).flatmap(lambda name: arrays(name, array_shapes(max_dims=4)))


@quick
@given(array=ANY_ARRAY, zipped=st.booleans())
def test_what_was_written_is_read(tmp_path: Path, array: np.ndarray, zipped: bool) -> None:
    path = tmp_path / "array"
    path.write_bytes(gzip.compress(idx_bytes(array)) if zipped else idx_bytes(array))
    read = read_idx(path)
    assert read.dtype == array.dtype
    assert read.dtype.isnative
    assert np.array_equal(read, array, equal_nan=array.dtype.kind == "f")


@quick
@given(
    content=st.binary(max_size=200),
    start=st.sampled_from([b"", b"\0\0\x08\1", b"\0\0\x0d\3", b"\x1f\x8b\x08"]),
)
def test_no_bytes_but_a_sentence_or_an_array(tmp_path: Path, content: bytes, start: bytes) -> None:
    path = tmp_path / "noise"
    path.write_bytes(start + content)
    read = attempt(lambda: read_idx(path))
    assert str(path) in str(read) if isinstance(read, InputError) else read.size > 0


@quick
@given(data=st.data())
def test_no_damage_but_a_sentence_or_an_array(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(gzip.compress(idx_bytes(np.arange(60, dtype=np.uint8).reshape(3, 4, 5))))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "damaged.gz"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    read = attempt(lambda: read_idx(path))
    assert str(path) in str(read) if isinstance(read, InputError) else read.size == 60


GOOD = idx_bytes(np.arange(6, dtype=np.uint8).reshape(2, 3))
# Without the time of day: processes that share the tests must name them alike.
ZIPPED = gzip.compress(GOOD, mtime=0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["is no IDX file", "the bytes - instead"]),
        (b"PK\3\4" + GOOD, ["is no IDX file", "50 4b 03 04"]),
        (b"\0\0\x07\1" + GOOD[4:], ["is no IDX file", "00 00 07 01"]),
        (b"\0\0\x08\0", ["is no IDX file"]),
        (b"\0\0\x08\xff" + bytes(2000), ["is no IDX file", "00 00 08 ff"]),
        (GOOD[:7], ["is no IDX file", "00 00 08 02 00 00 00"]),
        (GOOD[:-1], ["is cut off", "(2, 3)", "6 bytes", "has 5"]),
        (GOOD + b"x", ["goes on after the 6 bytes", "(2, 3)"]),
        (b"\0\0\x08\2" + bytes(8), ["holds no values", "(0, 0)"]),
        (b"\0\0\x0e\3" + b"\xff" * 12, ["over the limit of 1024 MiB"]),
        (ZIPPED[:-6], ["damaged gzip file"]),
        (ZIPPED[:-8] + bytes(8), ["damaged gzip file"]),
    ],
)
def test_each_fault_has_its_sentence(tmp_path: Path, content: bytes, words: list[str]) -> None:
    path = tmp_path / "faulty"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_idx(path)
    for word in [str(path), *words]:
        assert word in str(error.value)


@pytest.mark.parametrize("name", ["absent", "."])
def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_idx(tmp_path / name)


def test_memory_follows_the_file_and_not_its_header(tmp_path: Path) -> None:
    path = tmp_path / "boast"
    path.write_bytes(b"\0\0\x08\1" + (900 * 2**20).to_bytes(4, "big") + b"few")
    tracemalloc.start()
    with pytest.raises(InputError, match="is cut off"):
        read_idx(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 2**20
