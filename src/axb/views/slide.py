"""A Plotly figure as a slide: PNG, 16:9, large type, the same letters everywhere.

A figure is laid out on a small page and photographed at twice its size or more by the Chrome or Chromium at hand
(kaleido's own export draws SVG as an image, which sees none of the page's fonts).
"""

import asyncio
import base64
import html
import json
import logging
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axb.views.figure import caption, in_scheme
from axb.views.letters import FAMILY, font_face
from axb.views.palette import THEMES, Scheme
from axb.views.plotly_script import plotly_script
from axb.words import InputError

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDTH, LARGEST = 1920, 2048
PAGE = (960, 540)  # CSS pixels that a figure is laid out on
LETTERS, EDGE = 16, 16  # CSS pixels: of a letter, around the figure
SECONDS = 60.0  # how long a browser may take
READY = "window.drawn?.then(() => document.fonts.ready).then(() => true)"
LOOK = 0.05  # seconds until it is asked again whether the page is drawn


def slide(figure: "go.Figure", width: int = WIDTH, scheme: Scheme = "light") -> bytes:
    """A figure of this room as the bytes of a PNG, `width` x 9/16 `width` pixels.

    Raises InputError where `width` is not 320 to 2048, or where kaleido or a browser is missing.
    """
    if not 320 <= width <= LARGEST:
        raise InputError("views_slides.width", largest=LARGEST, got=width)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "slide.html"
        page.write_text(_page(figure, scheme), "utf-8")
        with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own
            return thread.submit(asyncio.run, _photograph(page, width)).result()


def for_slide(figure: "go.Figure", scheme: Scheme = "light") -> "go.Figure":
    """A copy with large type for a page of 960 x 540, without its caption, which the page writes."""
    large = in_scheme(figure, scheme)
    margin = {"l": EDGE, "r": 2 * EDGE, "t": figure.layout.meta["above"], "b": EDGE}
    letters = {"font": {"size": LETTERS}}
    large.update_layout(
        width=PAGE[0], font={"family": f'"{FAMILY}"', "size": LETTERS}, margin=margin, title={"text": ""}
    )
    for trace in large.data:
        if trace.type == "scatter" and trace.mode == "text":  # cells are low: one line of two
            trace.update(text=[text.split("<br>")[0] for text in trace.text], textfont=letters["font"])
    large.update_xaxes(
        title=letters, tickfont=letters["font"], automargin=True
    )  # a slide has no room of its own below
    return large.update_yaxes(title=letters, tickfont=letters["font"])


def _page(figure: "go.Figure", scheme: Scheme) -> str:
    """The caption above the figure, which gets the height that is left."""
    told = json.dumps(json.loads(for_slide(figure, scheme).to_json()), allow_nan=False).replace(
        "<", "\\u003c"
    )
    theme = THEMES[scheme]
    return f"""<!DOCTYPE html>
<meta charset="utf-8">
<style>{font_face()}
body {{ margin: 0; overflow: hidden; background: {theme.paper}; color: {theme.ink}; }}
p {{ margin: 0; padding: 14px 20px 0; font: 22px/1.35 "{FAMILY}"; }}</style>
<p>{html.escape(caption(figure))}</p>
<div id="figure"></div>
<script>{plotly_script()}</script>
<script>
const told = {told};
window.drawn = document.fonts.ready.then(() => {{
  told.layout.height = {PAGE[1]} - document.querySelector("p").offsetHeight;
  return Plotly.newPlot("figure", told.data, told.layout, {{ staticPlot: true }});
}});
</script>
"""


async def _photograph(page: Path, width: int) -> bytes:
    """What a browser shows of a page, as PNG."""
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)  # it logs how it ends its browser
    try:
        from choreographer import Browser
        from choreographer.errors import BrowserFailedError, ChromeNotFoundError
    except ImportError:
        raise InputError("views_slides.no_kaleido") from None
    try:
        async with Browser() as browser:
            return await asyncio.wait_for(_shot(browser, page, width), SECONDS)
    except ChromeNotFoundError:
        raise InputError("views_slides.no_browser") from None
    except (BrowserFailedError, TimeoutError) as error:
        raise InputError("views_slides.browser_failed", problem=type(error).__name__) from error


async def _shot(browser: Any, page: Path, width: int) -> bytes:
    tab = browser.get_tab()
    size = {"width": PAGE[0], "height": PAGE[1], "deviceScaleFactor": width / PAGE[0], "mobile": False}
    await tab.send_command("Emulation.setDeviceMetricsOverride", size)
    await tab.send_command("Page.navigate", {"url": page.as_uri()})
    while not await _drawn(tab):
        await asyncio.sleep(LOOK)
    whole = {"x": 0, "y": 0, "width": PAGE[0], "height": PAGE[1], "scale": 1}
    shot = await tab.send_command("Page.captureScreenshot", {"format": "png", "clip": whole})
    return base64.b64decode(shot["result"]["data"])


async def _drawn(tab: Any) -> bool:
    """Whether the figure stands on the page. On a busy machine the empty page before it may still answer, and its load
    event come late: so it is not the event that is waited for."""
    told = await tab.send_command("Runtime.evaluate", {"expression": READY, "awaitPromise": True})
    return told.get("result", {}).get("result", {}).get("value") is True
