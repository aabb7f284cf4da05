"""What is in one data set: pictures or rows, facts, how many of each class."""

import base64
from html import escape
from urllib.parse import urlencode

from nicegui import ui

from axb.data import Dataset
from axb.data.encoding import decoded
from axb.studio.visitor import Visitor
from axb.views import png
from axb.views.data_facts import class_counts, data_facts
from axb.views.data_sheet import data_sheet

ROWS, COLUMNS = 6, 8  # of a table that are shown


def sheet_of(one: Dataset, visitor: Visitor) -> str:
    """Its contact sheet as an image's address; "" where it has no pictures."""
    if one.kind != "images":
        return ""
    return "data:image/png;base64," + base64.b64encode(png(data_sheet(one, visitor.scheme))).decode()


def show(one: Dataset, sheet: str, title: str, train: dict[str, str], spec: str, visitor: Visitor) -> None:
    """Fill the element that is open."""
    say = visitor.say
    ui.html(escape(title), sanitize=False, tag="h2")
    with ui.element("div").classes("axb-row"):
        ui.link(say("studio_data.train"), f"/train?{urlencode(train)}").classes("axb-go")
        ui.label(f"axb data {spec}").classes("axb-typed")
    with ui.element("div").classes("axb-columns"):
        with ui.element("div"):
            if sheet:
                alt = escape(say("studio_data.sheet", name=title), quote=True)
                ui.html(f'<img src="{sheet}" alt="{alt}" class="axb-sheet">', sanitize=False)
            else:
                _rows(one, visitor)
        with ui.element("div"):
            rows = "".join(
                f"<div><dt>{escape(word)}</dt><dd>{escape(text)}</dd></div>" for word, text in data_facts(one)
            )
            ui.html(rows, sanitize=False, tag="dl").classes("axb-facts")
            _classes(one, visitor)


def _classes(one: Dataset, visitor: Visitor) -> None:
    if counts := class_counts(one):
        heads = [visitor.say(f"cli.column_{key}") for key in ("class", "train", "test")]
        _table(heads, [[name, f"{train:,}", f"{test:,}"] for name, train, test in counts], visitor)


def _rows(one: Dataset, visitor: Visitor) -> None:
    """The first of a table, with their answers."""
    names = one.feature_names or tuple(f"x{number}" for number in range(1, one.x_train.shape[1] + 1))
    heads, rows = decoded(one.x_train[:ROWS], names)
    answers = [one.labels()[y] if one.classes else f"{y:.6g}" for y in one.y_train[:ROWS]]
    shown = [[*row[:COLUMNS], answer] for row, answer in zip(rows, answers, strict=True)]
    _table([*heads[:COLUMNS], one.target_name or "y"], shown, visitor)


def _table(heads: list[str], rows: list[list[str]], visitor: Visitor) -> None:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    with ui.element("div").classes("axb-scrolls").props('tabindex="0" role="region"') as around:
        around.props(f'aria-label="{escape(visitor.say("studio_data.examples"), quote=True)}"')
        ui.html(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", sanitize=False, tag="table")
