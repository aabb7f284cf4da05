"""Letters that the machine lacks: nothing is drawn in their place before the font that comes with axb is there."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

STATUS = "[...document.fonts].find((face) => face.family.includes('axb letters')).status"


@pytest.fixture
def held(new_page):
    """Opens a Japanese page, and holds the font back until the function that is returned beside it is called."""

    def go(address):
        waiting = []
        page = new_page("ja", fresh=True, locale="ja-JP")
        page.route("**/letters/*", lambda route: waiting.append(route))
        look(page, address)
        return page, lambda: [route.continue_() for route in waiting]

    return go


def look(page, address):
    page.goto(address, wait_until="commit")
    page.locator(".axb-main").wait_for()
    return page


def ink(page, selector):
    """How many pixels of an element are not paper. (A screenshot of Playwright's own would wait for the font.)"""
    box = page.locator(selector).first.bounding_box()
    clip = {**{side: round(size) for side, size in box.items()}, "scale": 1}
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "png", "clip": clip})
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("L"), np.int64)
    return int((np.abs(pixels - pixels[0, 0]) > 60).sum())


def test_words_are_letters_or_nothing(held, studio):
    page, release = held(f"{studio.url}/runs")
    if page.evaluate(STATUS) == "unloaded":
        pytest.skip("this machine has Japanese letters of its own")
    assert page.locator("h1").inner_text() == "実行の記録"
    # A browser waits for three seconds, and then draws what it has: once more where all else was slow.
    assert 0 in (ink(look(page, page.url), "h1") for _ in range(4))
    release()
    page.wait_for_function(f"{STATUS} === 'loaded'")
    assert ink(page, "h1") > 300


def test_a_canvas_waits_for_its_letters(held, studio):
    page, release = held(f"{studio.url}/line")
    page.locator(".axb-scene canvas").first.wait_for()
    page.wait_for_function(f"{STATUS} === 'loading'")
    assert page.locator(".axb-scene[data-frames]").count() == 0
    release()
    page.locator(".axb-scene[data-frames]").first.wait_for()
    assert page.evaluate(STATUS) == "loaded"
