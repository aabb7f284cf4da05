"""Pictures from strangers: the right way up, or refused in a sentence."""

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from axb.data.pictures import read_picture
from axb.data.pictures.decoding import BYTES
from axb.words import InputError
from jobs.drawing import file_of

GRADIENT = np.stack([np.arange(60)[:, None] * 4 + np.zeros(40)] * 3, -1).astype(np.uint8)


@pytest.mark.parametrize("form", ["PNG", "BMP", "GIF", "WEBP", "JPEG"])
def test_every_form_is_read(form: str) -> None:
    read = read_picture(file_of(GRADIENT, form))
    assert read.shape == (60, 40, 3)
    assert np.abs(read.astype(int) - GRADIENT).mean() < 4


@pytest.mark.parametrize(("orientation", "turns"), [(1, 0), (3, 2), (6, 3), (8, 1)])
def test_it_is_turned_as_the_camera_says(orientation: int, turns: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = read_picture(file_of(GRADIENT, "PNG", exif=exif))
    np.testing.assert_array_equal(read, np.rot90(GRADIENT, turns))


def test_what_is_transparent_is_white_paper() -> None:
    clear = np.zeros((4, 4, 4), np.uint8)
    clear[0, 0] = [10, 20, 30, 255]
    read = read_picture(file_of(clear))
    assert read[0, 0].tolist() == [10, 20, 30]
    assert read[3, 3].tolist() == [255, 255, 255]


def test_grey_and_palette_pictures_get_three_channels() -> None:
    assert read_picture(file_of(GRADIENT[..., 0])).shape == (60, 40, 3)
    file = io.BytesIO()
    Image.fromarray(GRADIENT).convert("P").save(file, "PNG")
    assert read_picture(file.getvalue()).shape == (60, 40, 3)


def test_a_large_picture_is_made_smaller() -> None:
    assert read_picture(file_of(np.zeros((3000, 1500), np.uint8))).shape == (1024, 512, 3)


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes whose head promises side x side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(InputError, match="A picture has at most 50,000,000 pixels"):
        read_picture(bomb(side))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(InputError, match="at most 20 MB"):
        read_picture(bytes(BYTES + 1))


@pytest.mark.parametrize("data", [b"", b"hello", b"%!PS-Adobe-3.0 EPSF", file_of(GRADIENT)[:80]])
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="can't be read as a picture"):
        read_picture(data)


def test_formats_that_run_other_programs_are_refused() -> None:
    file = io.BytesIO()
    Image.fromarray(GRADIENT).save(file, "EPS")
    with pytest.raises(InputError, match="can't be read as a picture"):
        read_picture(file.getvalue())


FORMS = [file_of(GRADIENT, form) for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(FORMS), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12))
def test_damaged_files_are_read_or_refused_and_nothing_else(
    data: bytes, damage: list[tuple[int, int]]
) -> None:
    damaged = bytearray(data)
    for place, byte in damage:
        damaged[place % len(damaged)] = byte
    with contextlib.suppress(InputError):
        assert read_picture(bytes(damaged)).ndim == 3
