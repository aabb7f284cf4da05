"""The lessons: all of them, and one step of one."""

import html
from functools import cache
from pathlib import Path

from nicegui import ui

from axb.studio.frame import frame, who
from axb.studio.notices import notice
from axb.studio.visitor import Visitor
from axb.words import InputError

ROOM = Path(__file__).parent.parent


def _dots(color: str, *places: tuple[int, int]) -> str:
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="4.5"/>' for x, y in places)
    return f'<g fill="{color}">{circles}</g>'


NOISY = ((28, 50), (52, 66), (76, 32), (100, 42), (124, 14), (138, 28))
PICTURES = {  # in the picture grammar: orange is positive, magenta-red the error; each class has its colour
    "line": '<path d="M12 70 148 14" stroke="#E07B00" stroke-width="4"/><g stroke="#b0457b" stroke-width="2">'
    + "".join(f'<path d="M{x} {y}V{75 - 0.412 * x:.1f}"/>' for x, y in NOISY)
    + f"</g>{_dots('currentColor', *NOISY)}",
    "task": '<path d="M6 64C22 20 32 74 48 14" stroke="#E07B00" stroke-width="4"/>'
    '<path d="M54 8v64M107 8v64" stroke="currentColor" stroke-opacity=".3"/>'
    + _dots("#E69F00", (64, 20), (72, 34), (63, 46), (80, 16), (117, 20), (127, 14), (122, 32))
    + _dots("#56B4E9", (97, 64), (89, 48), (98, 38), (82, 66), (146, 18), (152, 32), (142, 32))
    + _dots("#009E73", (124, 58), (134, 68), (142, 55)),
    # a window on a picture, its filter, and the one number it makes
    "convolution": '<path d="M8 12h56v56H8z" stroke="currentColor" stroke-opacity=".3"/>'
    '<path d="M20 56V36l16-14 16 14v20z" fill="#999999"/><path d="M12 36h24v24H12z" stroke="#0072B2" stroke-width="3"/>'
    '<path d="M80 28h8v24h-8z" fill="#2a6fdb"/><path d="M96 28h8v24h-8z" fill="#E07B00"/>'
    '<path d="M80 28h24v24H80z" stroke="currentColor" stroke-opacity=".5"/><path d="M110 40h20" stroke="currentColor"'
    ' stroke-width="2"/><path d="M136 32h16v16h-16z" fill="#FDE737" stroke="#0072B2" stroke-width="3"/>',
    # a chain of units; the gradient that comes back through it grows small to the left
    "depth": '<g stroke="currentColor" stroke-width="2">'
    + "".join(f'<rect x="{x}" y="14" width="20" height="20" rx="3"/>' for x in (16, 52, 88, 124))
    + '<path d="M36 24h16M72 24h16M108 24h16"/></g><g fill="#d6119a">'
    + "".join(
        f'<path d="M{x} {72 - high}h20v{high}h-20z"/>' for x, high in ((16, 1), (52, 4), (88, 12), (124, 30))
    )
    + "</g>",
    # two layers, a way around them, and where it is added
    "resnet": '<g stroke="currentColor" stroke-width="2"><rect x="40" y="36" width="24" height="24" rx="3"/>'
    '<rect x="80" y="36" width="24" height="24" rx="3"/><path d="M8 48h32M64 48h16M104 48h14M134 48h18"/>'
    '<circle cx="126" cy="48" r="8"/><path d="M122 48h8M126 44v8"/></g>'
    '<path d="M22 48V24q0-8 8-8h88q8 0 8 8v16" stroke="#E07B00" stroke-width="4"/>',
    # one input through windows of three sizes, side by side; their maps end to end
    "inception": '<path d="M6 26h28v28H6z" stroke="currentColor" stroke-opacity=".5" stroke-width="2"/>'
    '<g stroke="currentColor" stroke-opacity=".4" stroke-width="2"><path d="M34 40 67 11M34 40 62 31M34 40 57 62"/>'
    '<path d="M75 11 122 22M80 31 122 38M85 62 122 56"/></g><g stroke="#0072B2" stroke-width="2.5" fill="#0072B2"'
    ' fill-opacity=".25"><path d="M67 7h8v8h-8zM62 22h18v18H62zM57 48h28v28H57z"/></g>'
    '<path d="M122 14h12v20h-12z" fill="#FDE737"/><path d="M122 34h12v12h-12z" fill="#A59C74"/>'
    '<path d="M122 46h12v20h-12z" fill="#575D6D"/>',
    # from left to right in time: higher, by dots of all sizes
    "history": '<path d="M12 70H150" stroke="currentColor" stroke-opacity=".4" stroke-width="2"/>'
    '<path d="M22 70v4M58 70v4M94 70v4M130 70v4" stroke="currentColor" stroke-opacity=".4" stroke-width="2"/>'
    '<g fill="#0072B2"><circle cx="22" cy="58" r="3"/><circle cx="58" cy="46" r="4"/>'
    '<circle cx="94" cy="32" r="14"/><circle cx="130" cy="18" r="6"/></g>',
    # the same points twice: a border and its two sides; rings where such points are
    "two_questions": '<path d="M6 8h68v64H6z" fill="#E69F00" fill-opacity=".35"/>'
    '<path d="M6 72 74 8v64z" fill="#56B4E9" fill-opacity=".55"/>'
    + _dots("#E69F00", (22, 22), (32, 32), (18, 38), (38, 18))
    + _dots("#56B4E9", (46, 58), (58, 50), (62, 62), (50, 66))
    + '<g stroke-width="2.5"><g stroke="#E69F00"><circle cx="102" cy="24" r="5"/><circle cx="114" cy="34" r="5"/>'
    '<circle cx="120" cy="20" r="5"/></g><g stroke="#56B4E9"><circle cx="128" cy="58" r="5"/>'
    '<circle cx="142" cy="52" r="5"/><circle cx="140" cy="66" r="5"/></g></g>',
    # real dots, forged rings, and the way they are told to go
    "forger": '<path d="M4 8h76v64H4z" fill="#8a5cd6" fill-opacity=".3"/>'
    '<path d="M80 8h76v64H80z" fill="#0a9396" fill-opacity=".3"/>'
    + _dots("currentColor", (26, 24), (44, 38), (24, 52), (50, 60), (54, 20))
    + '<g stroke="#0a9396" stroke-width="3"><circle cx="104" cy="26" r="5.5"/><circle cx="124" cy="40" r="5.5"/>'
    '<circle cx="108" cy="58" r="5.5"/></g><g stroke="#d6119a" stroke-width="3"><path d="M96 28H76M82 22l-7 6 7 6'
    'M116 42H98M104 36l-7 6 7 6M100 60H80M86 54l-7 6 7 6"/></g>',
    # a picture, fewer and fewer numbers, and the picture again, made (dashed)
    "squeeze": '<path d="M6 12h28v56H6z" stroke="currentColor" stroke-width="2.5"/>'
    '<path d="M126 12h28v56h-28z" stroke="#0a9396" stroke-width="2.5" stroke-dasharray="5 4"/>'
    '<g fill="#0072B2" fill-opacity=".3" stroke="#0072B2" stroke-width="2"><path d="M40 14 74 34v12L40 66z"/>'
    '<path d="M120 14 86 34v12l34 20z"/></g><path d="M76 33h8v14h-8z" fill="#E07B00"/>',
    # a map of codes: near ones alike, from a small ring to a large one
    "latent": '<path d="M6 6h148v68H6z" stroke="currentColor" stroke-opacity=".3"/>'
    '<g stroke="#0a9396" stroke-width="2.5">'
    + "".join(
        f'<ellipse cx="{24 + 28 * x}" cy="{23 + 34 * y}" rx="{3 + 2 * x}" ry="{5 + 6 * y}"/>'
        for y in range(2)
        for x in range(5)
    )
    + "</g>",
    # two trained parts, joined into a third
    "combined": '<g stroke="currentColor" stroke-width="2"><path d="M36 24h14q8 0 8 8v0q0 8 8 8h10"/>'
    '<path d="M36 56h14q8 0 8-8v0q0-8 8-8"/>'
    '<path d="M112 40h10"/></g><path d="M8 12h28v24H8z" fill="#0072B2" fill-opacity=".5"/>'
    '<path d="M8 44h28v24H8z" fill="#E07B00" fill-opacity=".6"/>'
    '<path d="M76 22h36v36H76z" stroke="#8a5cd6" stroke-width="3" fill="#8a5cd6" fill-opacity=".25"/>'
    '<path d="M122 28h28v24h-28z" stroke="#0a9396" stroke-width="2.5" stroke-dasharray="5 4"/>',
    # a valley from above: descent swings from wall to wall, Adam goes along it
    "optimizers": '<g stroke="currentColor" stroke-opacity=".3"><ellipse cx="106" cy="40" rx="38" ry="11"/>'
    '<ellipse cx="90" cy="40" rx="66" ry="24"/></g>'
    '<path d="M16 20 28 62 40 22 52 58 64 26 76 54" stroke="#56B4E9" stroke-width="3"/>'
    '<path d="M16 20C30 44 70 42 118 40" stroke="#D55E00" stroke-width="4"/>' + _dots("#D55E00", (118, 40)),
}


def register() -> None:
    """/lessons, /lessons/NAME, /lessons/NAME/STEP"""

    @ui.page("/lessons")
    def lessons() -> None:
        _shelf()

    @ui.page("/lessons/{name}")
    def first(name: str) -> None:
        _one(name, "1")

    @ui.page("/lessons/{name}/{step}")
    def one(name: str, step: str) -> None:
        _one(name, step)


def _shelf() -> None:
    """A card for each lesson."""
    from axb.lessons import NAMES

    with frame(who().say("studio_lessons.title")) as visitor:
        _dress()
        ui.label(visitor.say("studio_lessons.lead")).classes("axb-lead")
        with ui.element("div").classes("axb-lesson-cards"):
            for name in NAMES:
                _card(visitor, name)


def _card(visitor: Visitor, name: str) -> None:
    from axb.lessons import lesson

    one, say = lesson(name, visitor.language), visitor.say
    count = say("studio_lessons.count", steps=len(one.steps))
    begin, more = say("studio_lessons.begin"), say("studio_lessons.go_on")
    with ui.link(target=f"/lessons/{name}/1").classes("axb-lesson-card") as card:
        ui.html(
            f'<svg viewBox="0 0 160 80" aria-hidden="true" fill="none">{PICTURES[name]}</svg>', sanitize=False
        )
        ui.html(html.escape(one.title), sanitize=False, tag="b")
        ui.html(html.escape(one.about), sanitize=False, tag="p")
        ui.element("div").classes("axb-lesson-bar")
        with ui.element("div").classes("axb-lesson-foot"):
            ui.label(count).classes("axb-lesson-count axb-muted")
            ui.label(begin).classes("axb-lesson-go")
    told = {"lesson": name, "steps": len(one.steps), "words": count, "more": more}
    card.props.update({f"data-{key}": value for key, value in told.items()})


def _one(name: str, step: str) -> None:
    """A step; the list and a sentence where there is no such one."""
    from axb.lessons import lesson
    from axb.studio.pages.lesson_step import show_step

    visitor = who()
    try:
        chosen = lesson(name, visitor.language)
        number = int(step) if step.isdecimal() else 0
        if not 1 <= number <= len(chosen.steps):
            raise InputError("lessons.no_step", name=name, last=len(chosen.steps), got=step)
    except InputError as error:
        _shelf()
        notice(str(error))
        return
    title = chosen.steps[number - 1].title
    with frame(f"{title} · {chosen.title}", title):
        _dress()
        show_step(visitor, chosen, number)


def _dress() -> None:
    """The lessons' own style and script; what is done is painted as soon as the page stands."""
    ui.add_head_html(f"<style>{_file('lessons.css')}</style><script>{_file('lessons.js')}</script>")
    ui.run_javascript("axbLessons.paint()")


@cache
def _file(name: str) -> str:
    return (ROOM / name).read_text("utf-8")
