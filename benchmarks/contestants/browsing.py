"""A studio in a process of its own and a page in Chromium, as a person at this machine has them."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """An empty run store, for this process and those it starts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        os.environ["AXB_HOME"] = name
        yield Path(name)


@contextlib.contextmanager
def studio(port: int = 0) -> Iterator[str]:
    """`axb studio`, as it prints its address; ended afterwards."""
    words = [sys.executable, "-m", "axb", "--lang", "en", "studio", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://[^/\s]+", process.stdout.readline())
        assert found is not None
        yield found.group(0)
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def page() -> Iterator[Page]:
    """A page of Chromium, 1280 x 900 pixels, with a cache of its own that is empty at first."""
    with sync_playwright() as play, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as kept:
        browser = play.chromium.launch_persistent_context(
            kept,
            executable_path=shutil.which("chromium"),
            args=QUIET,
            viewport={"width": 1280, "height": 900},
        )
        yield browser.new_page()
        browser.close()


def go(one: Page, address: str, until: str) -> float:
    """Open an address; returns the seconds until `until` (a selector) is on the page, trying until it answers."""
    begin = time.perf_counter()
    while True:
        with contextlib.suppress(Exception):
            one.goto(address)
            break
        time.sleep(0.02)
    one.wait_for_selector(until, timeout=60_000)
    return time.perf_counter() - begin
