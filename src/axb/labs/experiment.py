"""What every experiment is: a plan of pieces, trained in turn, each outcome kept; a finding from those there are."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from axb.data.ranges import one_of
from axb.labs.finding import Finding
from axb.labs.plans import Fields, Offer, changed
from axb.runs.files import write_whole
from axb.runs.home import home

Done = TypeVar("Done", bound=Fields)
Done_co = TypeVar("Done_co", bound=Fields, covariant=True)


class Piece(Protocol[Done_co]):
    """What is trained in one go, and lost where it is interrupted."""

    @property
    def file(self) -> str:
        """What its outcome's file is called, without .json."""

    @property
    def title(self) -> str:
        """What it is called, in the current language."""

    @property
    def cost(self) -> float:
        """About how long it takes, in a unit that the plan's pieces share."""

    def do(self, told: Callable[[float], None]) -> Done_co:
        """Train; `told` hears now and then how far it is, 0..1."""


class Plan(Fields, Protocol):
    """A frozen dataclass of numbers, names and tuples of them. Raises InputError for what is no plan."""

    @property
    def key(self) -> str:
        """The same for plans whose outcomes of one piece are the same."""

    @property
    def pieces(self) -> Sequence[Piece[Any]]:
        """In the order in which they are trained."""


P = TypeVar("P", bound=Plan)
Told = Callable[[float, Piece[Any]], None]  # the share that is done, 0..1, and what is learning


@dataclass(frozen=True)
class Experiment(Generic[P, Done]):
    """presets: "class" (a minute) and "full". outcome: makes one from its fields, which are of JSON's types.
    finding: of the outcomes that there are so far, none of them too. offers: what a page lets choose, in the current
    language.
    """

    name: str
    presets: Mapping[str, P]
    outcome: Callable[..., Done]
    finding: Callable[[P, Sequence[Done]], Finding]
    offers: Callable[[], Sequence[Offer]]

    def plan(self, preset: str = "class", options: Mapping[str, str] | None = None) -> P:
        """The plan of a preset, changed as `axb.labs.plans.changed` says. Raises InputError for what is none."""
        one_of("--preset", preset, self.presets)
        return changed(self.name, self.presets[preset], options or {})

    def run(self, plan: P, told: Told = lambda done, now: None) -> Finding:
        """Train what has not been trained yet; interrupted at any moment, the same call goes on with what is left."""
        pieces, done = plan.pieces, 0.0
        whole = sum(piece.cost for piece in pieces)
        for piece in pieces:
            if self.kept_of(plan, piece) is None:
                self.keep(plan, piece, piece.do(_telling(told, piece, done, whole)))
            done += piece.cost
        return self.found(plan)

    def found(self, plan: P) -> Finding:
        """What follows from what has been trained so far."""
        return self.finding(plan, self.kept(plan))

    def part(self, plan: P) -> float:
        """How much of it is kept, 0..1."""
        pieces = plan.pieces
        done = sum(piece.cost for piece in pieces if self.kept_of(plan, piece) is not None)
        return done / sum(piece.cost for piece in pieces)

    def kept(self, plan: P) -> list[Done]:
        """The outcomes that there are, in the plan's order."""
        found = (self.kept_of(plan, piece) for piece in plan.pieces)
        return [one for one in found if one is not None]

    def kept_of(self, plan: P, piece: Piece[Done]) -> Done | None:
        """None where there is no outcome, or one that an earlier version kept in another form."""
        try:
            return self.outcome(**json.loads(self._path(plan, piece).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, plan: P, piece: Piece[Done], outcome: Done) -> None:
        """Write it, whole or not at all."""
        path = self._path(plan, piece)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(outcome)).encode())

    def folder(self, plan: P) -> Path:
        """Where outcomes of such plans are kept."""
        return home() / "labs" / self.name / plan.key

    def _path(self, plan: P, piece: Piece[Done]) -> Path:
        return self.folder(plan) / f"{piece.file}.json"


def _telling(told: Told, piece: Piece[Any], done: float, whole: float) -> Callable[[float], None]:
    return lambda share: told((done + share * piece.cost) / whole, piece)
