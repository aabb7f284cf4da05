"""Frames -> a film: MP4 (H.264, plays everywhere) or GIF, whole or not at all."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axb.runs.files import remove_quietly
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".mp4", ".gif")
QUALITY = [
    "-crf",
    "18",
    "-preset",
    "veryfast",
    "-movflags",
    "+faststart",
]  # sharp lines; plays while it loads
GIF_WIDTH, GIF_COLORS = 960, 128  # a GIF of more is too large to be sent to anyone
Progress = Callable[[int], None]


def write_film(
    frames: Iterator["Image"],
    path: Path,
    fps: int = 30,
    force: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write RGB images of one size as the film `path`, .mp4 or .gif; returns its whole path.

    `progress` is told how many frames are done. Whatever interrupts it (also an exception of `frames` or
    `progress`) leaves no file. Raises InputError for another ending, a folder that isn't there, a file that is
    there already (unless `force`), no frames, or where what writes MP4 isn't installed.
    """
    target = check_film(path, force)
    beside = target.with_name(f"{target.stem}.{secrets.token_hex(4)}.tmp{target.suffix}")
    first = next(frames, None)
    if first is None:
        raise InputError("views_slides.no_frames")
    write = _write_mp4 if target.suffix.lower() == ".mp4" else _write_gif
    try:
        write(_counted(itertools.chain([first], frames), progress), first.size, beside, fps)
        beside.replace(target)
    except OSError as error:
        raise InputError("views_slides.cannot_write", path=target, problem=error.strerror or error) from error
    finally:
        remove_quietly(beside)
    return target


def check_film(path: Path, force: bool = False) -> Path:
    """The whole path, if a film can be written there. Raises InputError as `write_film` does."""
    checked_path(path, ENDINGS, force)
    if path.suffix.lower() == ".mp4":
        try:
            import imageio_ffmpeg  # noqa: F401
        except ImportError:
            raise InputError("views_slides.no_ffmpeg", path=path) from None
    return path.absolute()


def checked_path(path: Path, endings: tuple[str, ...], force: bool) -> Path:
    """The whole path of a file to write. Raises InputError for another ending, no folder, or one that is there."""
    if path.suffix.lower() not in endings:
        raise InputError("views_slides.ending", endings=", ".join(endings), path=path)
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise InputError("views_slides.no_folder", path=path)
    if path.exists() and not force:
        raise InputError("views_slides.already_there", path=path)
    return path.absolute()


def _counted(frames: Iterator["Image"], progress: Progress | None) -> Iterator["Image"]:
    for number, frame in enumerate(frames, 1):
        yield frame
        if progress is not None:
            progress(number)


def _write_mp4(frames: Iterator["Image"], size: tuple[int, int], path: Path, fps: int) -> None:
    """H.264 as every player reads it: 4:2:0 colours, so both sides are even."""
    from imageio_ffmpeg import write_frames

    even = size[0] // 2 * 2, size[1] // 2 * 2
    writer = write_frames(
        str(path), even, fps=fps, codec="libx264", quality=None, macro_block_size=2, output_params=QUALITY
    )
    writer.send(None)
    try:
        for frame in frames:
            writer.send(frame.convert("RGB").crop((0, 0, *even)).tobytes())
    finally:
        writer.close()


def _write_gif(frames: Iterator["Image"], size: tuple[int, int], path: Path, fps: int) -> None:
    """Small enough to be sent: at most 960 pixels wide, 128 colours; times are whole hundredths of a second."""
    from PIL.Image import Dither, Resampling

    share = min(GIF_WIDTH / size[0], 1.0)
    small = round(size[0] * share), round(size[1] * share)
    images = (
        frame.convert("RGB").resize(small, Resampling.LANCZOS).quantize(GIF_COLORS, dither=Dither.NONE)
        for frame in frames
    )
    first = next(images)
    pause = max(round(100 / fps), 2) * 10
    with path.open("wb") as file:
        first.save(file, "GIF", save_all=True, append_images=images, duration=pause, loop=0, disposal=1)
