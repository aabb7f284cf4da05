"""Films that play, or no file at all."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb.views import write_film
from axb.words import InputError

imageio_ffmpeg = pytest.importorskip(
    "imageio_ffmpeg", reason="films as MP4 need it: pip install 'axb[export]'"
)


def frames(count: int, size: tuple[int, int] = (64, 36)) -> Iterator[Image.Image]:
    """From black to red."""
    return (Image.new("RGB", size, (255 * number // max(count - 1, 1), 0, 0)) for number in range(count))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # its reader leaves pipes open
def test_an_mp4_is_h264_that_every_player_reads(tmp_path: Path) -> None:
    path = write_film(frames(20, (65, 37)), tmp_path / "film.mp4", fps=25)
    reader = imageio_ffmpeg.read_frames(str(path))
    told = next(reader)
    assert (told["codec"], told["size"], told["fps"]) == ("h264", (64, 36), 25)
    assert told["pix_fmt"].startswith("yuv420p")
    seen = [np.frombuffer(frame, np.uint8).reshape(36, 64, 3) for frame in reader]
    assert len(seen) == 20
    assert seen[0].max() < 30
    assert seen[-1][..., 0].min() > 220
    assert [one.name for one in tmp_path.iterdir()] == ["film.mp4"]


def test_a_gif_moves_and_begins_anew(tmp_path: Path) -> None:
    path = write_film(frames(5, (1920, 1080)), tmp_path / "film.gif", fps=20)
    with Image.open(path) as film:
        assert (film.format, film.n_frames, film.size) == ("GIF", 5, (960, 540))
        assert (film.info["duration"], film.info["loop"]) == (50, 0)
        film.seek(4)
        assert film.convert("RGB").getpixel((0, 0))[0] > 240


def test_progress_is_told_picture_by_picture(tmp_path: Path) -> None:
    told: list[int] = []
    write_film(frames(4), tmp_path / "film.gif", progress=told.append)
    assert told == [1, 2, 3, 4]


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_interrupts_it_leaves_nothing(name: str, error: type[BaseException], tmp_path: Path) -> None:
    def broken() -> Iterator[Image.Image]:
        yield from frames(3)
        raise error

    with pytest.raises(error):
        write_film(broken(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "film.gif"
    path.write_bytes(b"dear")
    with pytest.raises(InputError, match="is there already"):
        write_film(frames(2), path)
    assert path.read_bytes() == b"dear"
    with pytest.raises(ZeroDivisionError):
        write_film((1 / 0 for _ in range(2)), path, force=True)  # type: ignore[misc]
    assert path.read_bytes() == b"dear"
    write_film(frames(2), path, force=True)
    assert path.read_bytes().startswith(b"GIF")


@pytest.mark.parametrize(
    ("name", "says"), [("film.avi", "end in .mp4, .gif"), ("none/film.gif", "its folder isn't there")]
)
def test_a_place_that_cannot_be_is_refused(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says):
        write_film(frames(2), tmp_path / name)


def test_a_film_needs_pictures(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least one picture"):
        write_film(iter(()), tmp_path / "film.gif")


def test_without_what_writes_mp4_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(InputError, match="pip install"):
        write_film(frames(2), tmp_path / "film.mp4")
    assert write_film(frames(2), tmp_path / "film.gif").is_file()
