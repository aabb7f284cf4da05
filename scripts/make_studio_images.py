"""Make the pictures of docs/studio.md: open a studio, use it as a person does, photograph its pages in both languages.

python scripts/make_studio_images.py        # needs Chromium on the PATH, and Playwright
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images" / "studio"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
RUN = "clothes"


def nothing(page: Page) -> None:
    """Look, and touch nothing."""


def learn_line(page: Page) -> None:
    """Let the line learn for a moment, and pause."""
    page.locator(".axb-bar button").first.click()
    page.wait_for_timeout(900)
    page.locator(".axb-bar button").first.click()


def learn_network(page: Page) -> None:
    """Let the small network learn for a few seconds, and pause."""
    learn = page.locator(".net-learn")
    learn.click()
    page.wait_for_timeout(6000)
    learn.click()


SIGHTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("/", nothing),
    "line": ("/line", learn_line),
    "network": ("/network", learn_network),
    "convolution": ("/convolution", nothing),
    "train": ("/train", nothing),
    "run": (f"/run/{RUN}", nothing),
    "board": ("/board", nothing),
    "runs": ("/runs", nothing),
    "lesson": ("/lessons/line/1", nothing),
}


def photograph(browser: Browser, url: str, language: str) -> None:
    """Every sight in one language."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "axb-language", "value": language, "url": url}])
    for name, (path, act) in SIGHTS.items():
        page = context.new_page()
        page.goto(url + path)
        page.wait_for_timeout(3000)
        act(page)
        page.wait_for_timeout(1000)
        page.screenshot(path=IMAGES / f"{name}.{language}.png")
        page.close()
    context.close()


def main() -> None:
    """Train one run, then both languages."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed on the PATH: on Debian, apt-get install chromium.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, sync_playwright() as play:
        environment = {**os.environ, "AXB_HOME": home}
        axb = [sys.executable, "-m", "axb"]
        subprocess.run(
            [*axb, "train", "fastcnn", "fashion-mini", "--name", RUN, "--quiet"], env=environment, check=True
        )
        words = [*axb, "studio", "--port", "0", "--no-browser"]
        studio = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert studio.stdout is not None
            found = re.search(r"http://[^/\s]+", studio.stdout.readline())
            assert found is not None
            chromium = play.chromium.launch(executable_path=browser, args=QUIET)
            for language in ("en", "ja"):
                photograph(chromium, found.group(0), language)
            chromium.close()
        finally:
            studio.terminate()
            studio.wait()


if __name__ == "__main__":
    main()
