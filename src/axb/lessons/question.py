"""A question with an answer to check: one of several choices, or a number."""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from axb.words import InputError


@dataclass(frozen=True)
class Verdict:
    """Whether an answer was right, and the sentence that explains it."""

    right: bool
    says: str


class Question(Protocol):
    """What is asked."""

    @property
    def ask(self) -> str:
        """The question."""
        ...

    def check(self, given: str) -> Verdict:
        """Judge what a person gave. Raises InputError where it is no answer at all."""
        ...


@dataclass(frozen=True)
class Choice:
    """One answer to choose, with what is to say about it."""

    text: str
    says: str
    right: bool = False


@dataclass(frozen=True)
class Choose:
    """A question with choices, told by their numbers from 1; exactly one is right."""

    ask: str
    choices: tuple[Choice, ...]

    def check(self, given: str) -> Verdict:
        """`given`: the choice's number, "1" for the first."""
        if given.strip() not in map(str, range(1, len(self.choices) + 1)):
            raise InputError("lessons.which_choice", last=len(self.choices), got=repr(given))
        choice = self.choices[int(given) - 1]
        return Verdict(choice.right, choice.says)


@dataclass(frozen=True)
class Slip:
    """A wrong number that people arrive at, and what they overlooked."""

    number: float
    says: str


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number, right within a tolerance."""

    ask: str
    number: float
    within: float
    right: str
    wrong: str
    slips: tuple[Slip, ...] = ()

    def check(self, given: str) -> Verdict:
        """`given`: the number as it was typed, with a full stop or a comma for its decimals."""
        number = _typed(given)
        if self._is(number, self.number):
            return Verdict(True, self.right)
        return Verdict(
            False, next((slip.says for slip in self.slips if self._is(number, slip.number)), self.wrong)
        )

    def _is(self, given: float, number: float) -> bool:
        return math.isclose(given, number, rel_tol=1e-9, abs_tol=self.within)


def _typed(given: str) -> float:
    """Also full-width digits, as a Japanese keyboard types them, and "7,850" and "0,5"."""
    plain = unicodedata.normalize("NFKC", given).strip().replace("\N{MINUS SIGN}", "-")
    plain = re.sub(r"(?<=[1-9]),(?=\d{3}\b)", "", plain).replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError("lessons.no_number", got=repr(given))
    return number
