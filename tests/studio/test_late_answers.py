"""Answers that are late: something else has been asked meanwhile, and they are not shown any more."""

import asyncio
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
from nicegui import Client, core, ui

from axb.labs.convolution import ConvolutionLab
from axb.studio import behind
from axb.studio.pages.convolution_parts.choices import Choices
from axb.studio.pages.run_after_example import Example
from axb.studio.pages.run_after_pictures import Pictures
from axb.studio.pages.run_after_right import Cells
from axb.studio.visitor import Visitor
from axb.views.evaluation import ClassEvaluation
from axb.views.examples import Examples
from studio.visitors import apart

VISITOR = Visitor("me", "en", "light", False)
DIGIT = np.zeros((8, 8, 1), np.uint8)
PREDICTOR = SimpleNamespace(
    data=SimpleNamespace(name="digits", kind="points", x_test=np.zeros((2, 2)), y_test=np.array([0, 1])),
    of_test=np.eye(2),
    fitted=lambda drawing: DIGIT,
    answer=lambda picture: {"0": 0.25, "1": 0.75},
)
NONE = Examples(np.zeros(0, int), np.zeros(0, int), np.zeros((0, 2)), None)
FOUND = ClassEvaluation(1, np.eye(2, dtype=np.int64), ("0", "1"), ("0", "1"), None, NONE, NONE)


@contextmanager
def held(thread):
    """Whatever is asked of that thread waits until the end."""
    go = threading.Event()
    thread.submit(go.wait)
    try:
        yield
    finally:
        go.set()


async def nothing(index):
    """No example is tried."""


def test_the_worst_mistakes_stay_when_a_cell_that_was_asked_for_before_comes():
    async def asked():
        with Client(ui.page("/")):
            cells = Cells(PREDICTOR, FOUND, VISITOR, nothing)
            cells.true.value = cells.predicted.value = 0
            with held(behind._SLOW):
                late = asyncio.ensure_future(cells.show_cell())
                await asyncio.sleep(0)
                cells.show_worst()
            await late
            worst = cells.title.text
            cells.true.value = cells.predicted.value = 0
            await cells.show_cell()
            return worst, cells.title.text

    assert apart(asked) == ("It made no mistake on the test part", "0, and taken for 0: 1")


def test_an_empty_sheet_stays_empty_when_the_answer_to_what_was_drawn_comes():
    async def asked(wipe):
        with Client(ui.page("/")):
            sheet = Pictures(PREDICTOR, VISITOR, Example())
            await sheet.drawn(np.full((64, 64), 255, np.uint8))
            judged = sheet.bars._headline.text
            with held(behind._QUICK):
                late = asyncio.ensure_future(sheet.drawn(np.full((64, 64), 200, np.uint8)))
                await asyncio.sleep(0)
                await wipe(sheet)
            await late
            return judged, sheet.bars._headline.text

    async def by_button(sheet):
        sheet._clear()

    async def by_key(sheet):
        await sheet.drawn(np.zeros((64, 64), np.uint8))

    for wipe in (by_button, by_key):
        judged, left = apart(lambda wipe=wipe: asked(wipe))
        assert judged.startswith("1 (")
        assert left == "Draw here, or drop a picture"


def test_a_filter_that_was_just_chosen_stays_when_older_news_of_the_lab_come(monkeypatch):
    async def asked():
        lab, wishes = ConvolutionLab(), []
        monkeypatch.setattr(core, "loop", asyncio.get_running_loop())  # as in a studio that is served

        async def do(change):
            wishes.append(asyncio.get_running_loop().create_future())
            await wishes[-1]
            change(lab)

        with Client(ui.page("/")):
            choices = Choices(VISITOR, do, lab)
            lab.set_size(1)
            choices.refresh()
            await asyncio.sleep(0.01)
            select = choices.filter.element
            followed, changed = select.value, len(wishes)
            select.set_value("blur")
            choices.refresh()
            await asyncio.sleep(0.01)
            for wish in wishes:
                wish.set_result(None)
            await asyncio.sleep(0.01)
            choices.refresh()
            return followed, changed, lab.filter, select.value, choices.size.element.value

    assert apart(asked) == ("identity", 0, "blur", "blur", 3)
