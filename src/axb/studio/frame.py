"""What surrounds every page: name, ways to the other pages, language, colours, letter size."""

import copy
import html
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from nicegui import ui

from axb.studio.visitor import LANGUAGE, LARGE, SCHEME, Visitor, visitor_of
from axb.views.letters import FAMILY, FILE
from axb.views.palette import THEMES
from axb.words import speaking

HERE = Path(__file__).parent
LETTERS = f"/letters/{FILE}"  # used only where no font of the machine has a page's letters
WAYS = {  # address: the key of its name
    "/line": "studio.way_line",
    "/surface": "studio.way_surface",
    "/network": "studio.way_network",
    "/chain": "studio.way_chain",
    "/convolution": "studio.way_convolution",
    "/train": "studio.way_train",
    "/lab": "studio.way_lab",
    "/race": "studio.way_race",
    "/sweep": "studio.way_sweep",
    "/board": "studio.way_board",
    "/runs": "studio.way_runs",
    "/lessons": "studio.way_lessons",
}
LANGUAGES_THEMSELVES = {"en": "English", "ja": "日本語"}
# The first visit follows the machine's light or dark; from then on the cookie says it.
FIRST_VISIT = f"""<script>if (!document.cookie.includes("{SCHEME}=")) {{
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.cookie = "{SCHEME}=" + (dark ? "dark" : "light") + "; path=/; max-age=31536000; samesite=strict";
  if (dark && document.cookie.includes("{SCHEME}=dark")) location.reload();
}}</script>"""


@contextmanager
def frame(title: str, heading: str = "") -> Iterator[Visitor]:
    """A page called `title` (words, not a key; see `who`), its main part filled inside the `with`.

    `heading` is its h1 where that differs; the words inside are said in the visitor's language.
    """
    visitor = who()
    _dress(visitor, title)
    with speaking(visitor.language):
        _header(visitor)
        # Within the one <main>, which the page's layout makes.
        with ui.element("div").classes("axb-main").props('id="main" tabindex="-1"'):
            ui.html(html.escape(heading or title), sanitize=False, tag="h1").classes("axb-title")
            yield visitor


def who() -> Visitor:
    """The visitor of the page that is being built."""
    request = ui.context.client.request
    return visitor_of(dict(request.cookies), request.headers.get("accept-language", ""))


def _dress(visitor: Visitor, title: str) -> None:
    """Language, colours and letters of this client's page."""
    client = ui.context.client
    client.page = copy.copy(client.page)
    client.page.language = "ja" if visitor.language == "ja" else "en-US"
    client.page.dark = visitor.scheme == "dark"
    client.title = f"{title} · axb"
    theme = THEMES[visitor.scheme]
    primary = "#0072B2" if visitor.scheme == "light" else "#3b9fdc"
    ui.colors(primary=primary, accent="#0072B2", positive="#1b7a3d")
    ui.add_head_html(FIRST_VISIT)
    # Before the first letters: Chromium keeps what it drew without the font (an English page says 日本語 too).
    ui.add_head_html(f'<link rel="preload" href="{LETTERS}" as="font" type="font/ttf" crossorigin>')
    ui.add_head_html(
        f"<style>:root{{--paper:{theme.paper};--ink:{theme.ink};--muted:{theme.muted};--grid:{theme.grid}}}"
        f"html{{font-size:{'150%' if visitor.large else '100%'}}}"
        f'@font-face{{font-family:"{FAMILY}";src:url("{LETTERS}");font-display:block}}{style()}</style>'
    )


@cache
def style() -> str:
    """The one style sheet."""
    return (HERE / "style.css").read_text("utf-8")


def _header(visitor: Visitor) -> None:
    here = ui.context.client.request.url.path
    say = visitor.say
    ui.link(say("studio.skip"), "#main").classes("axb-skip")
    with ui.element("header").classes("axb-header"):
        ui.link("axb", "/").classes("axb-name").props(f'aria-label="{say("studio.home")}"')
        with ui.element("nav").classes("axb-ways").props(f'aria-label="{say("studio.ways")}"'):
            for address, key in WAYS.items():
                current = ' aria-current="page"' if here.startswith(address) else ""
                ui.link(say(key), address).props(current.strip())
        with ui.element("div").classes("axb-wishes"):
            other = "ja" if visitor.language == "en" else "en"
            _wish(LANGUAGES_THEMSELVES[other], "translate", LANGUAGE, other)
            dark = visitor.scheme == "dark"
            _wish("", "light_mode" if dark else "dark_mode", SCHEME, "light" if dark else "dark",
                  say("studio.light" if dark else "studio.dark"))  # fmt: skip
            _wish("", "format_size", LARGE, "0" if visitor.large else "1",
                  say("studio.usual_type" if visitor.large else "studio.large_type"))  # fmt: skip


def _wish(text: str, icon: str, cookie: str, value: str, label: str = "") -> None:
    """A button that keeps a wish in a cookie and shows the page anew."""
    script = (
        f'document.cookie="{cookie}={value}; path=/; max-age=31536000; samesite=strict"; location.reload()'
    )
    button = ui.button(text, icon=icon).props("flat dense no-caps")
    if label:
        button.props(f'aria-label="{label}"').tooltip(label)
    button.on("click", js_handler=f"() => {{ {script} }}")
