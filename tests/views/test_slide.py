"""Figures as slides, photographed by a real browser."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from axb.runs import Run
from axb.views import curves, slide
from axb.views.figure import new_figure
from axb.views.kinds import run_slide
from axb.views.palette import THEMES
from axb.views.slide import for_slide
from axb.words import InputError


@pytest.fixture(scope="session", autouse=True)
def browser() -> None:
    choreographer = pytest.importorskip(
        "choreographer", reason="slides need kaleido: pip install 'axb[export]'"
    )
    try:
        choreographer.browsers.Chromium(choreographer.channels.Pipe())
    except choreographer.errors.ChromeNotFoundError:
        pytest.skip("slides need Chrome or Chromium: on Debian, apt-get install chromium")


def opened(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def test_a_slide_is_wide_and_dark_where_asked(classifier: Run) -> None:
    picture = opened(slide(curves(classifier), 1280, "dark"))
    assert picture.shape == (720, 1280, 3)
    paper = np.array([*bytes.fromhex(THEMES["dark"].paper[1:])])
    assert (picture[-1, -1] == paper).all()
    assert (picture[0, 0] == paper).all()


def test_japanese_captions_are_letters_and_not_boxes() -> None:
    """Boxes would all be the same."""
    first, second = (opened(slide(new_figure(text, 400), 640)) for text in ("損失" * 8, "学習" * 8))
    changed = (first != second).any(2)
    assert changed[:50].sum() > 100
    assert not changed[60:].any()


def test_letters_are_large_and_the_caption_is_the_page_s(classifier: Run) -> None:
    figure = for_slide(curves(classifier))
    assert all(figure.layout[axis].automargin for axis in figure.layout if axis.startswith("xaxis"))
    assert figure.layout.title.text == ""
    assert figure.layout.width / figure.layout.font.size == 60
    assert curves(classifier).layout.font.size is None


@pytest.mark.parametrize("width", [100, 4000])
def test_a_slide_has_a_sensible_width(width: int) -> None:
    with pytest.raises(InputError, match="320 to 2048"):
        slide(new_figure("x", 400), width)


def test_without_a_browser_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(InputError, match="Chrome or Chromium"):
        slide(new_figure("x", 400))
    monkeypatch.setitem(sys.modules, "choreographer", None)
    with pytest.raises(InputError, match="pip install"):
        slide(new_figure("x", 400))


def test_a_run_s_mistakes_are_a_slide(classifier: Run) -> None:
    assert opened(run_slide(classifier, "mistakes", 1600)).shape == (900, 1600, 3)


@pytest.mark.parametrize(
    ("kind", "says"),
    [("map", "activations, mistakes, reconstructions, samples, beside, growth, .*; got 'map'"),
     ("surface", "none of y = ax"),
     ("confusion", "no test"), ("mistakes", "no test"), ("reconstructions", "no test"),
     ("ladder", "--watch"), ("activations", "--watch")],
)  # fmt: skip
def test_what_a_run_has_not_cannot_be_shown(new_run: Callable[..., Run], kind: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        run_slide(new_run(), kind)
