"""One file that tells a run, anywhere."""

import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from axb.runs import Run
from axb.views import page, record_evaluation, write_page
from axb.words import set_language
from views.makers import log_training

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = '</script><script>document.title="owned"</script><img src="x" onerror="document.title=1">'
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--virtual-time-budget=8000", "--dump-dom"),
)


class Elements(HTMLParser):
    """The elements of a page, its text, and whether every one that is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.open = "", list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "img", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def hostile_run(new_run: Callable[..., Run]) -> Run:
    run = new_run(job={"model": HOSTILE, "data": HOSTILE, "optimizer": HOSTILE}, summary=HOSTILE)
    run.log(1, {"loss": 1.0, HOSTILE: 2.0, f"epoch/val_{HOSTILE}": 1.0})
    pictures = np.zeros((2, 4, 4, 1), np.uint8)
    record_evaluation(run, 1, [0, 1], [1.0, 0.0], pictures, (HOSTILE, "yes"), ("はい", HOSTILE))
    return run


def test_a_finished_run_tells_its_result_first(classifier: Run) -> None:
    elements = Elements(page(classifier))
    assert not elements.open
    assert re.search(r"\d\d\.\d% of 2,000 test examples right", elements.text)
    for part in (
        *(
            "The model cnn was trained on fashion-mini for 3 of 3 epochs (180 steps) in 6.0 s.",
            "63,050",
            "1,500 examples/s",
        ),
        *("How training went", "What is taken for what", "The worst mistakes", "The commonest mix-ups"),
        *(
            "Each class",
            "T-shirt/top",
            "conv2d  320",
            "axb show shop-1",
            "axb export shop-1",
            "python 3.11.7",
        ),
    ):
        assert part in elements.text
    assert "axb resume" not in elements.text
    assert [div.get("data-figure") for div in elements.named("div") if "data-figure" in div] == [
        "curves",
        "confusion",
        "reliability",
    ]


def test_the_pictures_are_in_the_page(classifier: Run) -> None:
    pictures = Elements(page(classifier)).named("img")
    assert len(pictures) == 24 + 6 * 6
    assert all(str(picture["src"]).startswith("data:image/png;base64,") for picture in pictures)
    assert all(picture["alt"] for picture in pictures)


@pytest.mark.parametrize("which", ["classifier", "regression"])
def test_nothing_is_fetched_from_elsewhere(which: str, request: pytest.FixtureRequest) -> None:
    elements = Elements(page(request.getfixturevalue(which)))
    links = [
        value
        for _, attributes in elements.found
        for name, value in attributes.items()
        if name in ("src", "href")
    ]
    assert all(str(link).startswith("data:") for link in links)
    (policy,) = [str(meta["content"]) for meta in elements.named("meta") if "http-equiv" in meta]
    assert policy.startswith("default-src 'none'; img-src data: blob:;")
    assert "unsafe" not in policy.partition("script-src")[2]


def test_the_page_is_in_the_readers_language(classifier: Run) -> None:
    set_language("ja")
    text = page(classifier)
    elements = Elements(text)
    assert elements.named("html") == [{"lang": "ja"}]
    for part in ("テストデータ 2,000 個の", "学習のようす", "ショートブーツ", "適合率", "次にできること"):
        assert part in elements.text
    assert "Ankle boot" not in text


def test_a_run_that_goes_on_gives_a_page_too(new_run: Callable[..., Run]) -> None:
    run = new_run(job={"epochs": 5})
    log_training(run)
    text = Elements(page(run)).text
    assert "This run has not been tested yet (status: training)." in text
    assert "Trained for 3 of 5 epochs (180 steps)." in text
    assert "axb resume" not in text


@pytest.mark.parametrize("status", ["interrupted", "failed"])
def test_a_run_that_was_cut_short_says_how_to_go_on(new_run: Callable[..., Run], status: str) -> None:
    run = new_run()
    run.finish(status)
    text = Elements(page(run)).text
    assert f"This run has no test on record (status: {status})." in text
    assert "Nothing has been recorded yet" in text
    assert "axb resume shop-1" in text


def test_mistakes_that_are_no_pictures_are_a_table(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record_evaluation(run, 1, [0, 1, 1], [0.9, 0.2, 0.8], labels_en=("no", "yes"))
    elements = Elements(page(run))
    assert not elements.named("img")
    assert "The worst mistakes" in elements.text
    assert "0noyes90%" in elements.text
    assert "The commonest mix-ups" not in elements.text


def test_a_model_without_mistakes_has_no_worst_ones(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record_evaluation(run, 1, [0, 1], [0.0, 1.0], np.zeros((2, 4, 4, 1), np.uint8), ("no", "yes"))
    text = Elements(page(run)).text
    assert "100.0% of 2 test examples right" in text
    assert "The worst mistakes" not in text
    assert "The commonest mix-ups" not in text


def test_a_regression_shows_its_errors(regression: Run) -> None:
    elements = Elements(page(regression))
    assert "age: off by 2 on average over 300 test examples" in elements.text
    assert "Predictions for 300 test examples are off by 2 on average" in elements.text
    assert [div["data-figure"] for div in elements.named("div") if "data-figure" in div] == [
        "curves",
        "numbers",
    ]


def test_text_from_data_stays_text(new_run: Callable[..., Run]) -> None:
    html = page(hostile_run(new_run))
    elements = Elements(html)
    assert len(elements.named("script")) == 3
    assert "<script>document" not in html
    assert not any("onerror" in attributes for _, attributes in elements.found)
    assert HOSTILE in elements.text


def test_the_same_run_gives_the_same_page(classifier: Run) -> None:
    assert page(classifier) == page(classifier)


def test_a_page_is_written_whole(classifier: Run, tmp_path: Path) -> None:
    path = tmp_path / "報告.html"
    path.write_text("old")
    write_page(classifier, path)
    assert path.read_text("utf-8") == page(classifier)
    assert [file.name for file in tmp_path.glob("*.html*")] == ["報告.html"]


def in_chromium(run: Run, folder: Path) -> str:
    """The page as a browser makes it."""
    path = folder / "page.html"
    write_page(run, path)
    command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=240, check=True)
    return done.stdout.decode("utf-8")


needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium to open the page: install Debian's package chromium"
)


@needs_browser
def test_a_browser_draws_the_figures(classifier: Run, tmp_path: Path) -> None:
    seen = in_chromium(classifier, tmp_path)
    assert seen.count('class="main-svg"') >= 2
    for text in ("step (updates of the weights)", "predicted class", "Ankle boot", "mistakes, % of the row"):
        assert re.search(rf"<text[^>]*>(<tspan[^>]*>)?{re.escape(text)}", seen)


@needs_browser
def test_a_browser_runs_no_script_from_data(new_run: Callable[..., Run], tmp_path: Path) -> None:
    seen = in_chromium(hostile_run(new_run), tmp_path)
    assert "<title>shop-1 – axb</title>" in seen
    assert seen.count('class="main-svg"') >= 2


def test_the_doctor_s_findings_are_told_in_both_languages(classifier: Run) -> None:
    assert "What the doctor says" not in page(classifier)
    classifier.add_json("doctor/findings", 180, [])
    assert "Nothing is wrong" in page(classifier)
    shown = {"factor": "1e-05", "last": "<dense>", "layers": "9"}
    one = {
        "rule": "vanishing",
        "severity": "severe",
        "step": 180,
        "where": "first",
        "cure": "",
        "shown": shown,
    }
    classifier.add_json("doctor/findings", 180, [one])
    for language, title in (("en", "The gradient vanishes (severe)"), ("ja", "勾配が消失しています (重症)")):
        set_language(language)
        text = Elements(page(classifier)).text
        assert title in text
        assert "<dense>" in text
        assert "1e-05" in text
