"""All runs: find, compare, open, rename, take away, throw away."""

from nicegui import ui
from starlette.requests import Request

from axb.studio.frame import frame, who
from axb.studio.pages.runs_bin import BinPage
from axb.studio.pages.runs_compare import compare_page
from axb.studio.pages.runs_table import RunsTable
from axb.studio.plot import expect_plots

SECONDS = 30.0  # in which a page must be there: on a slow machine the first figure takes its time


def register() -> None:
    """/runs, /runs/compare?run=...&run=..., /runs/bin"""

    @ui.page("/runs", response_timeout=SECONDS)
    async def runs() -> None:
        with frame(who().say("studio_runs.title")) as visitor:
            expect_plots()  # curves are one click away: a browser that knows the script draws them sooner
            await RunsTable(visitor).refresh()

    @ui.page("/runs/compare", response_timeout=SECONDS)
    async def compare(request: Request) -> None:
        with frame(who().say("studio_runs.compare")) as visitor:
            await compare_page(request.query_params.getlist("run"), visitor)

    @ui.page("/runs/bin", response_timeout=SECONDS)
    async def thrown_away() -> None:
        with frame(who().say("studio_runs.bin")) as visitor:
            await BinPage(visitor).refresh()
