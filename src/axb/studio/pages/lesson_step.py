"""One step of a lesson: where one is, text, laboratory, question, back and next."""

from nicegui import ui

from axb.lessons import Lesson
from axb.studio.pages.lesson_bench import LessonBench
from axb.studio.pages.lesson_question import show_question
from axb.studio.visitor import Visitor


def show_step(visitor: Visitor, lesson: Lesson, number: int) -> None:
    """Step `number` from 1."""
    step = lesson.steps[number - 1]
    _way(visitor, lesson, number)
    with ui.element("div").classes("axb-lesson"):
        with ui.element("div").classes("axb-lesson-text"):
            ui.markdown(step.text, extras=["tables"])
        LessonBench(visitor, step.bench)
        with (
            ui.element("section")
            .classes("axb-lesson-ask")
            .props(f'aria-label="{visitor.say("studio_lessons.question")}"')
        ):
            turn = "document.querySelector('.axb-lesson-turn a[rel=next]').classList.add('axb-ready')"
            finish = f"axbLessons.finish({lesson.name!r}, {number}); {turn}"
            show_question(visitor, step.question, lambda: ui.run_javascript(finish))
            _turn(visitor, lesson, number)


def _way(visitor: Visitor, lesson: Lesson, number: int) -> None:
    """The lesson's name, and a dot for each step."""
    say = visitor.say
    with ui.element("div").classes("axb-lesson-way"):
        ui.link(lesson.title, "/lessons")
        with ui.element("nav").props(f'aria-label="{say("studio_lessons.steps")}"'), \
                ui.element("ol").classes("axb-lesson-dots"):  # fmt: skip
            for place, step in enumerate(lesson.steps, 1):
                words = say("studio_lessons.step", number=place, title=step.title)
                with ui.element("li"):
                    dot = ui.link(str(place), f"/lessons/{lesson.name}/{place}")
                told = {
                    "lesson-step": f"{lesson.name}/{place}",
                    "words": words,
                    "done": say("studio_lessons.done"),
                }
                dot.props.update({f"data-{key}": value for key, value in told.items()})
                dot.props.update({"aria-label": words, "title": words})
                if place == number:
                    dot.props["aria-current"] = "step"


def _turn(visitor: Visitor, lesson: Lesson, number: int) -> None:
    """Back and next; after the last step the list."""
    say, path = visitor.say, f"/lessons/{lesson.name}"
    last = number == len(lesson.steps)
    with ui.element("nav").classes("axb-lesson-turn"):
        words = say("studio_lessons.all_lessons") if number == 1 else say("studio_lessons.back")
        _link(f"← {words}", "/lessons" if number == 1 else f"{path}/{number - 1}", "prev")
        words = say("studio_lessons.all_lessons") if last else say("studio_lessons.next")
        _link(f"{words} →", "/lessons" if last else f"{path}/{number + 1}", "next")


def _link(words: str, address: str, way: str) -> None:
    ui.link(words, address).props(f"rel={way}")
