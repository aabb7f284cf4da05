"""A process that works for one page, without a browser."""

import asyncio
import sys
from typing import Any

import pytest
from nicegui import Client, ui

from axb.studio.beside import Beside
from studio.visitors import apart

TELLS = 'import time; print(\'{"done": 1, "of": 2}\', flush=True); time.sleep(%d)'


async def asked(seconds: int, close_at: str) -> tuple[dict[str, Any], Beside]:
    with Client(ui.page("/")) as client:
        beside = Beside()

    def begun() -> None:
        if close_at == "begun":
            client.delete()

    def told(share: float) -> None:
        if close_at == "told":
            client.delete()

    command = [sys.executable, "-c", TELLS % seconds]
    return await asyncio.wait_for(beside.ask(command, begun, told), 60), beside


@pytest.mark.parametrize("close_at", ["begun", "told"])
def test_it_ends_with_its_page_even_while_it_is_started(close_at: str) -> None:
    said, beside = apart(lambda: asked(600, close_at))
    assert said == {}
    assert beside.process is not None
    assert beside.process.returncode


def test_the_last_that_it_says_is_what_it_found() -> None:
    said, beside = apart(lambda: asked(0, "never"))
    assert said == {"done": 1, "of": 2}
    assert beside.process is not None
    assert beside.process.returncode == 0
