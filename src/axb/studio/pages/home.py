"""The first page: what this is, and three doors."""

from nicegui import ui

from axb.studio.frame import frame, who
from axb.studio.visitor import Visitor

DOORS = {"/line": "line", "/train": "train", "/runs": "run"}
MORE = {
    "/data": "data", "/surface": "surface", "/network": "network", "/chain": "chain", "/convolution": "convolution",
    "/two_questions": "two_questions", "/desk": "desk", "/arena": "arena",
    "/lab": "lab",
    "/race": "race", "/sweep": "sweep", "/board": "board", "/lessons": "lessons", "/optimizers": "optimizers",
}  # fmt: skip
PICTURES = {  # in the picture grammar: what was learned from is filled, weights are orange and blue
    "line": '<path d="M12 78 148 18" stroke="#0072B2" stroke-width="4"/>'
    + "".join(
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="#E69F00"/><path d="M{x} {y}V{90 - x * 0.44 - 6.7:.0f}" '
        'stroke="#b0457b" stroke-width="1.5" stroke-dasharray="3 2"/>'
        for x, y in ((26, 62), (50, 70), (74, 44), (98, 50), (122, 22), (138, 34))
    ),
    "train": '<path d="M52 20 70 14q10 8 20 0l18 6 12 18-13 8-5-7v40H58V39l-5 7-13-8z" fill="#56B4E9"/>'
    '<path d="M80 22v55" stroke="#0072B2" stroke-width="2"/>',
    "run": '<path d="M18 14v64h128" stroke="currentColor" stroke-width="2" fill="none"/>'
    '<path d="M20 20C40 66 70 66 144 72" stroke="#E69F00" stroke-width="4" fill="none"/>'
    '<path d="M20 32C50 52 70 56 144 58" stroke="#0072B2" stroke-width="4" fill="none"/>',
}


def register() -> None:
    """/"""

    @ui.page("/")
    def home() -> None:
        title = who().say("studio.title")
        with frame(title) as visitor:
            ui.label(visitor.say("studio.lead")).classes("axb-lead")
            with ui.element("div").classes("axb-doors"):
                for address, name in DOORS.items():
                    _door(visitor, address, name)
            ui.html(visitor.say("studio.more_ways"), sanitize=False, tag="h2")
            with ui.element("div").classes("axb-doors"):
                for address, name in MORE.items():
                    with ui.link(target=address).classes("axb-card"):
                        ui.html(f"<b>{visitor.say(f'studio.way_{name}')}</b>", sanitize=False)
                        ui.label(visitor.say(f"studio.way_{name}_why")).classes("axb-muted")


def _door(visitor: Visitor, address: str, name: str) -> None:
    with ui.link(target=address).classes("axb-door"):
        ui.html(
            f'<svg viewBox="0 0 160 90" aria-hidden="true" fill="none">{PICTURES[name]}</svg>', sanitize=False
        )
        ui.html(f"<b>{visitor.say(f'studio.door_{name}')}</b>", sanitize=False)
        ui.label(visitor.say(f"studio.door_{name}_why")).classes("axb-muted")
