"""What can be done to a laboratory in words: "a=0.8", "rate=0.1", "point 8 2.5 2.6", "learn 20", "over"."""

from collections.abc import Callable, Mapping
from typing import Any

from axb.data.spec import parse_spec
from axb.labs.catalogue import find
from axb.labs.lab import Lab
from axb.lessons.lesson import Bench
from axb.words import InputError

MOST_STEPS = 10_000
Setting = Callable[[Any, str], None]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError("lessons.no_number", got=repr(text)) from None


def _units(text: str) -> tuple[int, ...]:
    return tuple(int(_number(one)) for one in text.split(",") if one.strip())


SETTINGS: dict[str, dict[str, Setting]] = {
    "line": {
        "a": lambda lab, text: lab.set_line(a=_number(text)),
        "b": lambda lab, text: lab.set_line(b=_number(text)),
        "rate": lambda lab, text: lab.set_hyper("learning_rate", _number(text)),
    },
    "network": {},
    "certainty": {
        "z": lambda lab, text: lab.set_start(text),
        "rate": lambda lab, text: lab.set_rate(text),
    },
}


class Hands:
    """A lesson's laboratory, and what can be done to it."""

    def __init__(self, bench: Bench) -> None:
        self.lab: Lab = find(bench.lab)
        self.settings: Mapping[str, Setting] = SETTINGS[parse_spec(bench.lab)[0]]

    def do(self, move: str) -> None:
        """Do one move. Raises InputError where there is no such one, or the laboratory refuses it."""
        name, equals, value = (part.strip() for part in move.partition("="))
        words = move.split()
        if equals and name in self.settings:
            self.settings[name](self.lab, value)
        elif words[:1] == ["learn"] and len(words) <= 2:
            self._learn(words[1] if len(words) == 2 else "1")
        elif words == ["over"]:
            self.lab.start_over()  # type: ignore[attr-defined]
        elif words[:1] == ["point"] and len(words) == 4:
            self._move_point(*words[1:])
        else:
            raise InputError("lessons.unknown_move", got=repr(move), known=self.known)

    @property
    def known(self) -> str:
        """The moves, as they are typed."""
        moves = [*(f"{name}=..." for name in self.settings), "learn 20", "over"]
        return ", ".join([*moves, "point 1 0.5 2"] if hasattr(self.lab, "move_point") else moves)

    def _learn(self, text: str) -> None:
        if not text.isdecimal() or not 1 <= int(text) <= MOST_STEPS:
            raise InputError("lessons.move_count", most=f"{MOST_STEPS:,}", got=repr(text))
        for _ in range(int(text)):
            self.lab.advance()

    def _move_point(self, number: str, x: str, y: str) -> None:
        self.lab.move_point(int(_number(number)) - 1, _number(x), _number(y))  # type: ignore[attr-defined]
