"""A lesson's laboratory in somebody's hands: moves in words ("a=0.8", "point 8 2.5 2.6", "learn 20"), and drags."""

from collections.abc import Mapping
from typing import Any

from axb.data.spec import parse_spec
from axb.labs.catalogue import find
from axb.labs.lab import Lab
from axb.lessons.kind import Drag, number
from axb.lessons.kinds import KINDS
from axb.lessons.lesson import Bench
from axb.words import InputError

MOST_STEPS = 10_000


class Hands:
    """The laboratory that a bench names, new, and what can be done to it."""

    def __init__(self, bench: Bench) -> None:
        self.lab: Lab = find(bench.lab)
        self.kind = KINDS[parse_spec(bench.lab)[0]]

    def says(self) -> str:
        """One sentence of the laboratory on how things are; empty where there is nothing to say."""
        return self.kind.says(self.lab)

    def do(self, move: str) -> None:
        """Do one move. Raises InputError where there is no such one, or the laboratory refuses it."""
        name, equals, value = (part.strip() for part in move.partition("="))
        words = move.split()
        if equals and name in self.kind.settings:
            self.kind.settings[name](self.lab, value)
        elif words[:1] == ["learn"] and len(words) <= 2:
            self._learn(words[1] if len(words) == 2 else "1")
        elif words == ["over"]:
            self.start_over()
        elif self.has_points and words[:1] == ["point"] and len(words) == 4:
            self._move_point(*words[1:])
        else:
            raise InputError("lessons.unknown_move", got=repr(move), known=self.known)

    @property
    def known(self) -> str:
        """The moves, as they are typed."""
        points = ["point 1 0.5 2"] if self.has_points else []
        return ", ".join([*(f"{name}=..." for name in self.kind.settings), "learn 20", "over", *points])

    @property
    def has_points(self) -> bool:
        """Whether the laboratory has points that can be moved."""
        return hasattr(self.lab, "move_point")

    def learn(self) -> None:
        """Let it run by itself. Raises InputError where it can't."""
        self.kind.learn(self.lab)

    def pause(self) -> None:
        """Let it stand."""
        self.kind.pause(self.lab)

    def start_over(self) -> None:
        """Back to where learning began."""
        self.lab.start_over()

    def drag(self, name: str, index: int, x: float, y: float) -> None:
        """A mark was dragged to (x, y); one that nobody knows stays."""
        _answer(self.kind.drags, self.lab, name, index, x, y)

    def tap(self, view: str, x: float, y: float) -> None:
        """The empty ground of a view was tapped."""
        _answer(self.kind.taps, self.lab, view, -1, x, y)

    def remove(self, name: str, index: int) -> None:
        """A mark shall go away."""
        if name in self.kind.removes:
            self.kind.removes[name](self.lab, index)

    def _learn(self, text: str) -> None:
        if not text.isdecimal() or not 1 <= int(text) <= MOST_STEPS:
            raise InputError("lessons.move_count", most=f"{MOST_STEPS:,}", got=repr(text))
        for _ in range(int(text)):
            self.lab.advance()

    def _move_point(self, which: str, x: str, y: str) -> None:
        lab: Any = self.lab
        lab.move_point(int(number(which)) - 1, number(x), number(y))


def _answer(table: Mapping[str, Drag], lab: Lab, name: str, index: int, x: float, y: float) -> None:
    if name in table:
        table[name](lab, index, x, y)
