"""What a person copies out of a guide: every command exists and is read, every figure is there. Nothing long is run."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDES = ["README.md", "README.ja.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
NAMES = [path.parent.name for path in sorted((ROOT / "src/axb/lessons/content").glob("*/en.md"))]
GUIDES += [f"src/axb/lessons/content/{name}/{language}.md" for name in NAMES for language in ("en", "ja")]
FENCE = re.compile(r"```(\w*)[^\n]*\n(.*?)```", re.DOTALL)
MOST = 1.5e6  # bytes of a guide's figures


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text("utf-8")


def commands(guide: str) -> list[list[str]]:
    """The words of each: in blocks of commands, in indented lines, in a line's own quotes."""
    text = text_of(guide)
    blocks = [code.replace("\\\n", " ") for kind, code in FENCE.findall(text) if kind == "sh"]
    lines = [line for block in blocks for line in block.splitlines()]
    rest = FENCE.sub("", text)
    lines += [line for line in rest.splitlines() if line.startswith("    axb ")]
    lines += re.findall(r"`(axb [a-z-][^`]*)`", rest)
    words = [one for line in lines for one in split(line)]
    return [one for one in words if one[0] == "axb" and not any(part.isupper() for part in one)]


def split(line: str) -> list[list[str]]:
    """ "axb models; axb data  # both" """
    pieces = [shlex.split(piece, comments=True) for piece in line.partition(" #")[0].split(";")]
    return [piece for piece in pieces if piece]


ALL = [(guide, shlex.join(words)) for guide in GUIDES for words in commands(guide)]


def read(words: list[str]) -> dict[str, Any]:
    """What the command line makes of them; where a sentence names a command alone, only that it exists."""
    from typer.main import get_command

    from axb.cli.app import app
    from axb.cli.everywhere import take_everywhere

    _, (name, *rest) = take_everywhere(words[1:])
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    if not rest:
        return {"command": name}
    with command.make_context(name, rest) as context:
        return {"command": name, **context.params}


def test_commands_are_found_where_people_read_them() -> None:
    found = {guide for guide, _ in ALL}
    assert {"README.md", "README.ja.md", "docs/optimizers.md", "docs/studio.ja.md"} <= found
    assert len(ALL) > 50


@pytest.mark.parametrize(("guide", "command"), ALL)
def test_every_command_is_read(guide: str, command: str) -> None:
    from axb.labs.catalogue import LABS, find
    from axb.races.domains import read_vary

    told = read(shlex.split(command))
    assert all(read_vary(one) for one in told.get("vary") or [])
    what = told.get("what") or ""
    spec = what[0] if isinstance(what, list | tuple) else what
    if told["command"] in ("figure", "film") and spec.partition(":")[0] in LABS:
        kinds = [one for one in (told["kind"] or "").split(",") if one]
        assert {*kinds} <= {*find(spec).scenes()}


def test_a_command_that_is_none_would_be_found() -> None:
    assert split("axb a; axb b 'c d'  # e") == [["axb", "a"], ["axb", "b", "c d"]]
    with pytest.raises(Exception, match="No such option"):
        read(["axb", "race", "mlp", "digits", "--quickly"])
    with pytest.raises(KeyError):
        read(["axb", "fly"])


@pytest.mark.parametrize("guide", GUIDES)
def test_its_figures_are_there(guide: str) -> None:
    for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text_of(guide)):
        assert ((ROOT / guide).parent / name).stat().st_size > 0


def test_the_guide_to_optimizers_has_the_same_commands_in_both_languages_and_small_figures() -> None:
    english, japanese = (text_of(f"docs/optimizers{end}.md") for end in ("", ".ja"))
    for kind in ("sh", "python"):
        assert [code for one, code in FENCE.findall(english) if one == kind] == [
            code for one, code in FENCE.findall(japanese) if one == kind
        ]
    for kind, code in FENCE.findall(english):
        if kind == "python":
            compile(code, "docs/optimizers.md", "exec")
    figures = list((ROOT / "docs/images/optimizers").iterdir())
    assert sum(path.stat().st_size for path in figures) < MOST
    assert {path.name for path in figures} == {
        Path(name).name for text in (english, japanese) for name in re.findall(r"\]\((images/[^)]+)\)", text)
    }
