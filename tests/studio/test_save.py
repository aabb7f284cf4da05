"""Pictures and films taken along from a page."""

import contextlib
import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb.views.palette import THEMES
from studio.saving import is_slide, pixels, saved
from studio.trainings import until


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A studio with one more page."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    home = tmp_path_factory.mktemp("save-home")
    script = Path(__file__).with_name("save_page.py")
    process = subprocess.Popen(
        [sys.executable, script],
        env={**mine, "AXB_HOME": str(home)},
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    until(lambda: answers(port))
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()
    process.stdout.close()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@pytest.fixture
def opened(new_page, address):
    def go(language="en", scheme="light"):
        page = new_page(language, scheme, url=address)
        page.goto(f"{address}/save")
        page.wait_for_selector(".axb-scene[data-frames]")
        page.wait_for_selector(".main-svg")
        return page

    return go


@pytest.mark.parametrize(("language", "scheme", "button"), [
    ("en", "light", "Save for a slide"), ("ja", "dark", "スライド用に保存"),
])  # fmt: skip
def test_a_figure_is_saved_as_a_slide(opened, language, scheme, button) -> None:
    name, data = saved(opened(language, scheme), button)
    picture, theme = pixels(data), THEMES[scheme]
    assert name == "fit.png"
    assert picture.shape == (1080, 1920, 3)
    assert (picture[-1, 0] == [*bytes.fromhex(theme.paper[1:])]).all()
    caption = (np.abs(picture[:100] - [*bytes.fromhex(theme.ink[1:])]) < 40).all(2)
    assert caption.sum() > 3000
    assert (np.abs(picture[200:] - [*bytes.fromhex(theme.ink[1:])]) < 40).all(2).sum() > 1000


def test_words_of_a_figure_are_letters_and_not_boxes(opened) -> None:
    """Two Japanese words in the legend would be the same two boxes."""
    page, rename = opened("ja"), "([words]) => Plotly_rename(words)"
    page.evaluate("""() => { window.Plotly_rename = async (words) => {
        await Plotly.restyle(document.querySelector(".js-plotly-plot"), { name: words }, [0]); } }""")
    seen = []
    for words in ("損失", "学習"):
        page.evaluate(rename, [words])
        seen.append(pixels(saved(page, "スライド用に保存")[1]))
    assert 50 < (seen[0] != seen[1]).any(2).sum() < 20_000


def test_a_lab_is_saved_as_a_slide(opened) -> None:
    name, data = saved(opened(), "Save for a slide", 1)
    assert name == "line.png"
    assert pixels(data).shape == (1080, 1920, 3)


def test_a_lab_is_filmed(opened) -> None:
    page = opened()
    page.get_by_role("button", name="Save as film").click()
    page.get_by_role("button", name="GIF").click()
    page.get_by_role("button", name="5 seconds").click()
    name, data = saved(page, "Make the film")
    assert name == "line.gif"
    with Image.open(io.BytesIO(data)) as film:
        assert film.size == (960, 540)
        assert film.n_frames > 20
    page.get_by_role("button", name="Make the film").wait_for(state="detached")


def test_a_film_can_be_given_up(opened, tmp_path) -> None:
    page = opened()
    page.get_by_role("button", name="Save as film").click()
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text("% made.").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Cancel").wait_for(state="detached")
    page.get_by_role("button", name="Save as film").click()
    until(page.get_by_role("button", name="Make the film").is_enabled)


def test_the_dialog_is_accessible(opened, check_accessible) -> None:
    page = opened()
    page.get_by_role("button", name="Save as film").click()
    page.get_by_role("button", name="Make the film").wait_for()
    check_accessible(page)


@pytest.mark.parametrize(
    ("address", "stem"), [("/line", "line"), ("/network", "network"), ("/lessons/line/3", "line")]
)
def test_every_laboratory_is_taken_along(page, studio, address, stem) -> None:
    page.goto(studio.url + address)
    page.wait_for_selector(".axb-scene[data-frames]")
    name, data = saved(page, "Save for a slide")
    assert name == f"{stem}.png"
    assert is_slide(data)
    page.get_by_role("button", name="Save as film").click()
    page.get_by_role("button", name="GIF").click()
    page.get_by_role("button", name="5 seconds").click()
    name, data = saved(page, "Make the film")
    with Image.open(io.BytesIO(data)) as film:
        assert (name, film.size) == (f"{stem}.gif", (960, 540))
