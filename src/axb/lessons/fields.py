"""The fields of a block, read one by one as the type that each must have."""

from dataclasses import dataclass
from typing import Any

from axb.words import InputError, say


@dataclass(frozen=True)
class Place:
    """Where in a file: for error sentences."""

    file: str
    line: int

    def error(self, problem: str) -> InputError:
        """The exception that names this place."""
        return InputError("lessons.bad_file", file=self.file, line=self.line, problem=problem)


class Fields:
    """What stands in a block; what was not taken at the end is an unknown field."""

    def __init__(self, values: dict[str, Any], place: Place) -> None:
        self.left, self.place = dict(values), place

    def text(self, name: str) -> str:
        """A text that must be there."""
        return str(self._take(name, str, say("lessons.a_text"), needed=True))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where it is left out."""
        given = self._take(name, list, say("lessons.texts")) or []
        if not all(isinstance(one, str) for one in given):
            raise self._wrong(name, say("lessons.texts"))
        return tuple(given)

    def number(self, name: str) -> float:
        """A number that must be there."""
        return float(self._take(name, (int, float), say("lessons.a_number"), needed=True))

    def limit(self, name: str) -> float | None:
        """A number, or None where it is left out."""
        return self.number(name) if name in self.left else None

    def flag(self, name: str) -> bool:
        """true or false; false where it is left out."""
        return bool(self._take(name, bool, say("lessons.a_flag")))

    def tables(self, name: str) -> "list[Fields]":
        """A list of tables, empty where it is left out."""
        given = self._take(name, list, say("lessons.tables")) or []
        if not all(isinstance(one, dict) for one in given):
            raise self._wrong(name, say("lessons.tables"))
        return [Fields(one, self.place) for one in given]

    def table(self, name: str) -> "Fields | None":
        """A table, or None where it is left out."""
        given = self._take(name, dict, say("lessons.a_table"))
        return None if given is None else Fields(given, self.place)

    def end(self) -> None:
        """Raises InputError where something is left that nobody asked for."""
        if self.left:
            raise self.place.error(say("lessons.unknown_field", name=next(iter(self.left))))

    def _take(self, name: str, kind: Any, rule: str, needed: bool = False) -> Any:
        if name not in self.left:
            if needed:
                raise self.place.error(say("lessons.missing_field", name=name))
            return None
        given = self.left.pop(name)
        if not isinstance(given, kind) or (isinstance(given, bool) and kind is not bool):
            raise self._wrong(name, rule)
        return given

    def _wrong(self, name: str, rule: str) -> InputError:
        return self.place.error(say("lessons.field_type", name=name, rule=rule))
