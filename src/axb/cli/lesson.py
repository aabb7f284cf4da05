"""`axb lesson`: the lessons in a terminal, with real laboratories and questions."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from axb.cli.commands import command
from axb.cli.known import lessons as lessons_known
from axb.cli.numbers import whole
from axb.cli.options import JsonOption, argument
from axb.cli.screen import print_json, show_table, tell
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.lessons import Lesson, Step
    from axb.lessons.hands import Hands

LOW = 12  # lines of a picture that is not alone


@command(
    "lesson",
    "cli_lesson.lesson",
    "axb lesson",
    "axb lesson line",
    "axb lesson task --step 3",
    "axb lesson --json",
)
def lesson(
    name: Annotated[str | None, argument("NAME", "cli_lesson.arg_name", lessons_known)] = None,
    step: Annotated[
        int | None, typer.Option("--step", metavar="N", parser=whole, help="cli_lesson.opt_step")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    if name is None or as_json:
        _list(name, as_json)
        return
    from axb import lessons

    chosen = lessons.lesson(name)
    first = _first_open(chosen) if step is None else step
    if not 1 <= first <= len(chosen.steps):
        raise InputError("lessons.no_step", name=name, last=len(chosen.steps), got=first)
    try:
        for number in range(first, len(chosen.steps) + 1):
            _take(chosen, number)
        tell([("", say("cli_lesson.end"))])
    except EOFError:
        print()
        tell([("", say("cli_lesson.bye", name=name, step=number))])


def _list(name: str | None, as_json: bool) -> None:
    """All lessons, or the one of that name, and how far each is done."""
    from axb import lessons
    from axb.lessons.progress import finished

    known = [(one, lessons.lesson(one)) for one in (lessons.NAMES if name is None else [name])]
    if as_json:
        print_json([
            {"name": one, "title": told.title, "steps": [step.title for step in told.steps],
             "done": sorted(finished(one))}
            for one, told in known
        ])  # fmt: skip
        return
    rows = [[one, f"{len(finished(one))}/{len(told.steps)}", told.title] for one, told in known]
    heads = [say(f"cli_lesson.column_{key}") for key in ("name", "done", "title")]
    show_table(heads, rows)


def _first_open(chosen: "Lesson") -> int:
    """The first step that is not yet answered rightly; the very first where all are."""
    from axb.lessons.progress import finished

    done = finished(chosen.name)
    return next((number for number in range(1, len(chosen.steps) + 1) if number not in done), 1)


def _take(chosen: "Lesson", number: int) -> None:
    """One step: text, action, question."""
    from axb.cli.prose import tell_markdown
    from axb.lessons.progress import finish

    step = chosen.steps[number - 1]
    place = f"{chosen.title} · {number}/{len(chosen.steps)}"
    tell([("", place), ("", "")])
    tell_markdown(f"**{step.title}**\n\n{step.text}")
    print()
    _act(step)
    if _ask(step):
        finish(chosen.name, number)
    print()


def _act(step: "Step") -> None:
    """The laboratory: moves as a person types them; an empty line lets axb do the action."""
    from axb.lessons.hands import Hands

    hands, goal = Hands(step.bench), step.bench.goal
    tell([("▸", step.bench.action), ("", say("cli_lesson.moves", known=hands.known))])
    _picture(step, hands)
    said = _show(step, hands)
    while line := _typed("> "):
        try:
            hands.do(line)
        except InputError as error:
            tell([("", str(error))])
            continue
        _picture(step, hands)
        said = _show(step, hands, said)
        if goal is not None and goal.reached(hands.lab.numbers()):
            tell([("", say("lessons.reached"))])
            return
    for move in step.bench.moves:
        hands.do(move)
        said = _show(step, hands, said, f"{move}:  ")
    _picture(step, hands)


def _show(step: "Step", hands: "Hands", said: str = "", head: str = "") -> str:
    """The numbers, and what the laboratory says where it didn't say so before; returns that."""
    from axb.lessons.telling import told

    numbers = "   ".join(f"{name} {value}" for name, value in told(step.bench, hands.lab.numbers()))
    sentence = hands.says()
    tell([("", head + numbers), *([("", sentence)] if sentence and sentence != said else [])])
    return sentence


def _picture(step: "Step", hands: "Hands") -> None:
    """The views that letters can show: those with axes."""
    from axb.cli.sketch import HIGH, sketch

    scenes = hands.lab.scenes()
    views = [scenes[name] for name in step.bench.views if scenes[name].x.shown]
    for scene in views:
        print("\n".join(sketch(scene, high=HIGH if len(views) == 1 else LOW)), flush=True)


def _typed(prompt: str) -> str:
    """A line as it was typed; one from a pipe is shown too, so that what was written can be read afterwards."""
    line = input(prompt).strip()
    if not sys.stdin.isatty():
        print(line)
    return line


def _ask(step: "Step") -> bool:
    """Ask until the answer is right, or an empty line goes on without one."""
    from axb.lessons import Choose

    question = step.question
    print()
    tell([("?", question.ask)])
    if isinstance(question, Choose):
        tell([(f"  {number})", choice.text) for number, choice in enumerate(question.choices, 1)])
    while line := _typed(say("cli_lesson.answer")):
        try:
            verdict = question.check(line)
        except InputError as error:
            tell([("", str(error))])
            continue
        tell([("○" if verdict.right else "×", verdict.says)])
        if verdict.right:
            return True
    return False
