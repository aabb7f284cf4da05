"""Run a guide's commands as they stand, in order; quote what they wrote, and keep the figures that they made.

python scripts/run_guide.py optimizers        # docs/optimizers.md and docs/optimizers.ja.md; needs Chromium on the PATH

A block that begins with ```sh holds commands, one with ```python a program. A ```text block behind it is what it wrote,
and is written anew ("```text 12": its first 12 lines). FILE.png (or .mp4) becomes
docs/images/GUIDE/FILE.LANGUAGE.webp. With --only TEXT... only blocks in which one of these stands are run anew: name
all those that they build upon.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).resolve().parents[1] / "docs"
LANGUAGES = {"en": "", "ja": ".ja"}
LOCALES = {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}
BLOCK = re.compile(
    r"```(?P<kind>sh|python)\n(?P<code>.*?)```\n(?:\n```text(?P<lines> \d+)?\n.*?```\n)?", re.DOTALL
)
WIDE, QUALITY = 1200, 82  # of the figures
PAUSE = 125  # milliseconds from one picture of a film to the next


def main() -> None:
    """Both languages of the guides that are named."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("guides", nargs="+", metavar="GUIDE")
    asked.add_argument("--only", nargs="+", default=[""], metavar="TEXT")
    given = asked.parse_args()
    for name in given.guides:
        for language, ending in LANGUAGES.items():
            guide = DOCS / f"{name}{ending}.md"
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                text = told_anew(guide.read_text("utf-8"), Path(folder), language, given.only)
                guide.write_text(text, "utf-8")
                keep_figures(Path(folder), DOCS / "images" / name, language)


def told_anew(text: str, folder: Path, language: str, only: list[str]) -> str:
    """The guide with what its blocks write now, those in which one of `only` stands."""

    def run(block: "re.Match[str]") -> str:
        kind, code = block["kind"], block["code"]
        if not any(one in code for one in only):
            return block[0]
        whole = f"```{kind}\n{code}```\n"
        print(code, end="", flush=True)
        commands = words_of(code) if kind == "sh" else [[sys.executable, "-c", code]]
        said = "".join(output(command, folder, language) for command in commands)
        if "```text" not in block[0]:
            return whole
        most = block["lines"] or ""
        return f"{whole}\n```text{most}\n{shortened(said, int(most or 0))}```\n"

    return BLOCK.sub(run, text)


def words_of(code: str) -> list[list[str]]:
    """The commands of a block; `axb` is this interpreter's."""
    lines = [shlex.split(line, comments=True) for line in code.replace("\\\n", " ").splitlines()]
    return [[sys.executable, "-m", "axb", *words[1:]] for words in lines if words]


def output(command: list[str], folder: Path, language: str) -> str:
    """What a command writes, run in this folder, without the folder's own name."""
    mine = {
        "AXB_HOME": str(folder / "home"),
        "COLUMNS": "100",
        "LC_ALL": {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}[language],
    }
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **mine, "PYTHONUTF8": "1"}, check=True, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    lines = done.stdout.replace(f"{folder.resolve()}{os.sep}", "").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def shortened(text: str, most: int) -> str:
    """The first so many lines, where a number is given."""
    lines = text.strip("\n").splitlines()
    kept = lines[:most] if most else lines
    return "\n".join([*kept, *(["..."] if len(kept) < len(lines) else [])]) + "\n"


def keep_figures(folder: Path, images: Path, language: str) -> None:
    """Each figure, smaller, and each film as a picture that moves."""
    images.mkdir(parents=True, exist_ok=True)
    for path in sorted([*folder.glob("*.png"), *folder.glob("*.mp4")]):
        target = images / f"{path.stem}.{language}.webp"
        first, *others = film_of(path) if path.suffix == ".mp4" else [figure_of(path)]
        moving = {"save_all": True, "append_images": others, "duration": PAUSE, "loop": 0} if others else {}
        first.save(target, quality=QUALITY, method=6, **moving)
        print(f"{target.relative_to(DOCS)}  {target.stat().st_size / 1024:.0f} KB")


def figure_of(path: Path) -> Image.Image:
    """A figure as wide as a page."""
    with Image.open(path) as picture:
        return picture.convert("RGB").resize((WIDE, round(picture.height * WIDE / picture.width)))


def film_of(path: Path) -> list[Image.Image]:
    """The pictures of a film."""
    from imageio_ffmpeg import read_frames

    frames = read_frames(path)
    size = next(frames)["size"]
    return [Image.frombytes("RGB", size, frame) for frame in frames]


if __name__ == "__main__":
    main()
