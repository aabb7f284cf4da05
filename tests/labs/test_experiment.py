"""What all experiments share: pieces trained in turn, kept, gone on with; plans as they are typed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from axb.labs.catalogue import EXPERIMENTS, experiment
from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.plans import changed, key_of, options_of, several, spec, typed
from axb.words import InputError, speaking


@dataclass(frozen=True)
class Square:
    number: int
    square: int


@dataclass(frozen=True)
class Task:
    number: int

    @property
    def file(self) -> str:
        return f"n-{self.number}"

    @property
    def title(self) -> str:
        return f"number {self.number}"

    @property
    def cost(self) -> float:
        return float(self.number)

    def do(self, told: Callable[[float], None]) -> Square:
        told(0.5)
        told(1.0)
        return Square(self.number, self.number**2)


@dataclass(frozen=True)
class Squares:
    numbers: tuple[int, ...] = (1, 3)
    names: tuple[str, ...] = ("resnet-20", "plain")
    rate: float = 0.5
    data: str = "digits"

    @property
    def key(self) -> str:
        return key_of(self.rate)

    @property
    def pieces(self) -> list[Task]:
        return [Task(number) for number in self.numbers]


SQUARES = Experiment(
    "squares",
    {"class": Squares(), "full": Squares(numbers=(1, 3, 4))},
    Square,
    lambda plan, done: Finding(["square"], [[str(one.square)] for one in done], [], f"{len(done)}"),
    list,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    return tmp_path


def test_pieces_are_trained_in_turn_and_told_by_their_cost() -> None:
    heard: list[tuple[float, str]] = []
    found = SQUARES.run(SQUARES.plan(), lambda done, now: heard.append((done, now.title)))
    assert heard == [(0.125, "number 1"), (0.25, "number 1"), (0.625, "number 3"), (1.0, "number 3")]
    assert found.csv == "square\n1\n9\n"


def test_what_was_interrupted_goes_on_with_what_is_left_and_shows_what_there_is() -> None:
    plan = SQUARES.plan("full")
    assert SQUARES.found(plan).says == "0"

    def stop(done: float, now: Any) -> None:
        if now.number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SQUARES.run(plan, stop)
    assert SQUARES.kept(plan) == [Square(1, 1)]
    assert SQUARES.found(plan).says == "1"
    heard: list[int] = []
    SQUARES.run(plan, lambda done, now: heard.append(now.number))
    assert heard == [3, 3, 4, 4]
    assert SQUARES.run(SQUARES.plan(), lambda done, now: pytest.fail("it is kept")).says == "2"
    assert SQUARES.kept(SQUARES.plan("class", {"rate": "0.25"})) == []


def test_an_outcome_in_another_form_is_trained_again() -> None:
    plan = SQUARES.plan()
    SQUARES.run(plan)
    for text in ("{", '{"number": 1}', "[1]"):
        (SQUARES.folder(plan) / "n-1.json").write_text(text, "utf-8")
        assert SQUARES.kept(plan) == [Square(3, 9)]
    assert SQUARES.run(plan).says == "2"


def test_plans_are_typed_as_they_are_read() -> None:
    usual = Squares()
    typing = {"numbers": "2-5", "names": "resnet-20+vgg", "rate": "0.1", "data": "fashion-mini"}
    plan = changed("squares", usual, typing)
    assert plan == Squares((2, 5), ("resnet-20", "vgg"), 0.1, "fashion-mini")
    assert options_of(plan, usual) == typing
    assert options_of(usual, usual) == {}
    assert spec("squares", typing).startswith("squares:numbers=2-5,names=resnet-20+vgg,rate=0.1,")
    assert spec("squares", {}) == "squares"
    assert [several((2, 5)), several("digits")] == [["2", "5"], ["digits"]]
    assert typed(()) == ""


def test_what_is_typed_twice_is_trained_and_shown_once() -> None:
    plan = changed("squares", Squares(), {"numbers": "4-2-4", "names": "plain+plain"})
    assert (plan.numbers, plan.names) == ((4, 2), ("plain",))


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [("numbers", "1-x", "numbers"), ("rate", "fast", "rate"), ("color", "red", "numbers, names, rate, data")],
)
def test_what_cannot_be_read_is_told(key: str, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        changed("squares", Squares(), {key: text})


def test_an_unknown_preset_and_what_is_no_experiment_are_told() -> None:
    with pytest.raises(InputError, match="class, full; got 'tiny'"):
        SQUARES.plan("tiny")
    with pytest.raises(InputError, match="axb lab runs vanishing"):
        experiment("chain")


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_experiment_has_presets_and_offers_that_a_page_can_show(name: str, language: str) -> None:
    one = experiment(name)
    assert one.name == name
    assert list(one.presets) == ["class", "full"]
    for plan in one.presets.values():
        files = [piece.file for piece in plan.pieces]
        assert len({*files}) == len(files) > 1
        assert min(piece.cost for piece in plan.pieces) > 0
        with speaking(language):
            assert all(piece.title for piece in plan.pieces)
            found = one.finding(plan, [])
            assert found.says
            assert not found.rows
            for offer in one.offers():
                assert {*several(getattr(plan, offer.field))} <= {*offer.values}
                assert offer.label
                for value in offer.values:
                    changed(name, plan, {offer.field: value})
