"""A real studio in a process of its own, and a real browser."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from studio.trainings import Trainings

playwright = pytest.importorskip(
    "playwright.sync_api", reason="pages are looked at with Playwright: pip install playwright"
)
pytest.importorskip("nicegui", reason='the studio needs NiceGUI: pip install "axb[studio]"')

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass
class Studio:
    """A served studio: its address, its store's folder, its process."""

    home: Path
    arguments: tuple[str, ...] = ()
    url: str = ""
    link: str = ""
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        # A studio is no test: NiceGUI serves nobody where it sees pytest's mark.
        mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        one = {"OMP_NUM_THREADS": "1"}  # trainings that go on for ever leave the browser a core
        return {**mine, **one, "AXB_HOME": str(self.home), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}

    def start(self) -> "Studio":
        port = self.url.rsplit(":", 1)[-1] if self.url else "0"
        words = [sys.executable, "-m", "axb", "studio", "--port", port, "--no-browser", *self.arguments]
        self.process = subprocess.Popen(
            words, env=self.environment, stdout=subprocess.PIPE, text=True, cwd=self.home
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"(http://[^/\s]+)\S*", line)
        assert found, line
        self.link, self.url = found.group(0), found.group(1)
        return self.wait()

    def wait(self) -> "Studio":
        import socket
        import time

        host, port = self.url.removeprefix("http://").rsplit(":", 1)
        for _ in range(2400):
            with contextlib.suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), 1):
                return self
            time.sleep(0.05)
        raise AssertionError("the studio does not answer")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()

    def restart(self, kill: bool = False) -> None:
        """The same address and store, another process; `kill` as kill -9 does."""
        if kill and self.process is not None:
            self.process.kill()
            self.process.wait()
        self.stop()
        self.start()


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    one = Studio(tmp_path_factory.mktemp("studio-home")).start()
    yield one
    one.stop()


@pytest.fixture
def own_studio(tmp_path: Path) -> Iterator[Callable[..., Studio]]:
    """Makes studios that a test has for itself: to restart, to kill, with other arguments."""
    made: list[Studio] = []

    def make(*arguments: str) -> Studio:
        made.append(Studio(tmp_path, arguments).start())
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def trainings(studio: Studio) -> Iterator["Trainings"]:
    """Trainings in the studio's own store; all of them end with the test."""
    from studio.trainings import trainings_in

    with trainings_in(studio.home) as found:
        yield found


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("pages are looked at in Chromium, which is not installed: apt-get install chromium")
    with playwright.sync_playwright() as play:
        one = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield one
        one.close()


@pytest.fixture(scope="session")
def kept(browser, tmp_path_factory):
    """A browser that keeps a site's scripts, read and compiled, from one page to the next: twice as quick."""
    one = browser.browser_type.launch_persistent_context(
        str(tmp_path_factory.mktemp("browser")), executable_path=CHROMIUM, args=QUIET, accept_downloads=True
    )
    yield one
    one.close()


# What fades or slides in has its colours and its place.
STILL = """() => !document.querySelector("[class*='-enter-active'], [class*='-leave-active']")
    && document.getAnimations().every((one) => one.playState !== "running"
                                              || one.effect.getComputedTiming().endTime === Infinity)"""

# preload: of style sheets, for rules that are none of these.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    "preload": False,
}

# What a page complains of when its studio is stopped is no fault of the page.
NO_FAULT = ("ERR_CONNECTION", "ERR_INCOMPLETE", "WebSocket", "dynamically imported module")


class Visitors:
    """Opens pages as visitors with wishes. One sits down where one with the same hands has left: at the same tab, whose
    process has a site's scripts at hand: a third of the work."""

    def __init__(self, browser, kept, url):
        self.browser, self.url, self.complaints = browser, url, []
        self.common, self.own = kept, []
        self.tabs = {}  # by the options of their contexts

    def make(self, language="en", scheme="light", width=1280, large=False, url=None, fresh=False, **options):
        seat = tuple(sorted(options.items()))
        tab = self.tabs.get(seat)
        if fresh or (tab is not None and tab.url.startswith("http")):
            page = self._open(self._new(**options))
            self.own.append(page.context)
        elif tab is None or tab.is_closed():
            context = tab.context if tab else self._new(**options) if options else self.common
            page = self.tabs[seat] = self._open(context)
        else:
            page = tab
        wishes = {"axb-language": language, "axb-scheme": scheme, "axb-large": "1" if large else "0"}
        page.context.add_cookies([{"name": n, "value": v, "url": url or self.url} for n, v in wishes.items()])
        page.set_viewport_size({"width": width, "height": 740 if width < 600 else 900})
        return page

    def _new(self, **options):
        return self.browser.new_context(accept_downloads=True, **options)

    def _open(self, context):
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")  # a page that still scrolls is not where it was clicked
        page.set_default_timeout(60_000)  # a limit for a busy machine; nothing waits so long
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def leave(self):
        """The next test's visitor is another: nothing but what a browser keeps of a site's files is left."""
        for context in self.own:
            context.close()
        tabs = [*self.tabs.values()]
        for page in [page for tab in tabs for page in tab.context.pages]:
            if page.url.startswith("http"):
                page.evaluate("localStorage.clear(), sessionStorage.clear(), location.assign('about:blank')")
                page.wait_for_url("about:blank")
            if page not in tabs:
                page.close()
        for tab in tabs:
            tab.context.clear_cookies()
        faults = [one for one in self.complaints if not any(words in one for words in NO_FAULT)]
        self.own, self.complaints = [], []
        return faults


@pytest.fixture(scope="session")
def visitors(browser, kept, studio):
    return Visitors(browser, kept, studio.url)


@pytest.fixture
def new_page(visitors):
    """Opens pages as a visitor with these wishes; whatever a page's console complains of fails the test."""
    yield visitors.make
    assert visitors.leave() == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def check_accessible():
    """axe-core's rules of WCAG A and AA: nothing serious or critical; and nothing is beside the screen."""
    from axe_playwright_python.base import AXE_SCRIPT

    def check(page) -> None:
        page.wait_for_function(STILL)
        if page.evaluate("typeof axe === 'undefined'"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("rules => axe.run(rules).then((found) => found.violations)", RULES)
        grave = [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        assert page.locator("main").count() == 1, "where a screen reader's key goes to"

    return check
