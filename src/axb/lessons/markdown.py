"""The outline of a lesson's Markdown file: its title, and for each step a title, a text and blocks of data."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from axb.lessons.fields import Fields, Place
from axb.words import say

FENCE = re.compile(r"^```\s*(\S*)\s*$")
BLOCKS = ("lab", "question")


@dataclass
class Section:
    """What stands under one heading: lines of text, and blocks by name."""

    title: str
    place: Place
    lines: list[str] = field(default_factory=list)
    blocks: dict[str, Fields] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text without the blank lines around it."""
        return "\n".join(self.lines).strip()

    def block(self, name: str) -> Fields:
        """The block of that name. Raises InputError where there is none."""
        if name not in self.blocks:
            raise self.place.error(say("lessons.no_block", title=self.title, name=name))
        return self.blocks[name]


def sections(text: str, file: str) -> list[Section]:
    """One section for the `# title`, then one for each `## step`.

    Fences named `lab` and `question` hold TOML, which is data and is never run; any other fence is text.
    Raises InputError with the file and the line where something is wrong.
    """
    found = [Section("", Place(file, 1))]
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line, place = lines[number], Place(file, number + 1)
        number += 1
        if fence := FENCE.match(line):
            inside = _until_fence(lines, number, place)
            number += len(inside) + 1
            _put(found[-1], fence[1], [line, *inside, "```"], place)
        elif line.startswith("## "):
            found.append(Section(line[3:].strip(), place))
        elif line.startswith("# ") and not found[0].title:
            found[0].title = line[2:].strip()
        else:
            found[-1].lines.append(line)
    return found


def _until_fence(lines: list[str], start: int, place: Place) -> list[str]:
    for end in range(start, len(lines)):
        if lines[end].strip() == "```":
            return lines[start:end]
    raise place.error(say("lessons.open_fence"))


def _put(section: Section, name: str, block: list[str], place: Place) -> None:
    if name not in BLOCKS:
        section.lines += block
        return
    if name in section.blocks:
        raise place.error(say("lessons.second_block", title=section.title, name=name))
    section.blocks[name] = Fields(_toml(block[1:-1], place), place)


def _toml(lines: list[str], place: Place) -> dict[str, Any]:
    """Empty lines before it make TOML's own line numbers those of the file."""
    try:
        return tomllib.loads("\n" * place.line + "\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise place.error(say("lessons.bad_toml", problem=error)) from None
