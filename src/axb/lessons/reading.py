"""From a lesson's Markdown file to a `Lesson`."""

from axb.lessons.fields import Fields
from axb.lessons.lesson import Bench, Goal, Lesson, Step
from axb.lessons.markdown import Section, sections
from axb.lessons.question import Choice, Choose, Number, Slip
from axb.words import say


def read(name: str, text: str, file: str) -> Lesson:
    """The lesson that a file tells; `file` is its name for error sentences.

    Raises InputError with file and line where something is missing, unknown or of the wrong kind.
    """
    head, *steps = sections(text, file)
    if not head.title or not steps:
        raise head.place.error(say("lessons.no_steps"))
    return Lesson(name, head.title, head.text, tuple(_step(section) for section in steps))


def _step(section: Section) -> Step:
    bench, question = _bench(section.block("lab")), _question(section.block("question"))
    return Step(section.title, section.text, bench, question)


def _bench(block: Fields) -> Bench:
    bench = Bench(
        lab=block.text("lab"),
        views=block.texts("views"),
        numbers=block.texts("numbers"),
        controls=block.texts("controls"),
        action=block.text("action"),
        moves=block.texts("moves"),
        goal=_goal(block.table("goal")),
    )
    block.end()
    return bench


def _goal(block: Fields | None) -> Goal | None:
    if block is None:
        return None
    goal = Goal(block.text("number"), block.limit("below"), block.limit("above"))
    block.end()
    return goal


def _question(block: Fields) -> Choose | Number:
    question = _number(block) if "number" in block.left else _choose(block)
    block.end()
    return question


def _choose(block: Fields) -> Choose:
    ask, choices = block.text("ask"), []
    for one in block.tables("choice"):
        choices.append(Choice(one.text("text"), one.text("says"), one.flag("right")))
        one.end()
    if len(choices) < 2 or sum(choice.right for choice in choices) != 1:
        raise block.place.error(say("lessons.one_right", ask=ask))
    return Choose(ask, tuple(choices))


def _number(block: Fields) -> Number:
    slips = []
    for one in block.tables("slip"):
        slips.append(Slip(one.number("number"), one.text("says")))
        one.end()
    return Number(
        ask=block.text("ask"),
        number=block.number("number"),
        within=block.number("within"),
        right=block.text("right"),
        wrong=block.text("wrong"),
        slips=tuple(slips),
    )
