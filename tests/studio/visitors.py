"""Visitors without a browser: each opens a page, its web socket, and counts what the studio sends."""

import ast
import asyncio
import re
import time
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

import httpx
import socketio

T = TypeVar("T")


@dataclass
class Watcher:
    """One visitor of one page: when each news of the page came."""

    url: str
    path: str
    joined: bool = False  # its web socket was opened and kept open
    news: list[float] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    async def watch(self, seconds: float, all_here: asyncio.Barrier) -> None:
        """Look at the page for so long, from when all have come."""
        async with httpx.AsyncClient(timeout=60) as http:
            page = await http.get(self.url + self.path)
            assert page.status_code == 200, page.text[:300]
            cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        found = re.search(r"query: (\{.*?\}),\n", page.text)
        assert found, "no web socket in the page"
        query = {**ast.literal_eval(found.group(1)), "implicit_handshake": "true"}
        query |= {"tab_id": uuid.uuid4().hex, "document_id": uuid.uuid4().hex}
        told = "&".join(f"{name}={value}" for name, value in query.items())
        client = socketio.AsyncClient(reconnection=False)
        client.on("*", self._hear)
        await client.connect(
            f"{self.url}/?{told}", headers={"Cookie": cookies, "Origin": self.url}, transports=["websocket"],
            socketio_path="/_nicegui_ws/socket.io", wait_timeout=60,
        )  # fmt: skip
        await all_here.wait()
        begin = time.monotonic()
        while time.monotonic() - begin < seconds:
            await asyncio.sleep(0.5)
            if self.sent:
                await client.emit("ack", {"client_id": query["client_id"], "next_message_id": len(self.sent)})
        self.joined = client.connected
        await client.disconnect()

    async def _hear(self, event: str, data: Any = None) -> None:
        self.news.append(time.monotonic())
        self.sent.append(event)

    def longest_silence(self, begin: float, end: float) -> float:
        """Seconds without news between two moments."""
        moments = [begin, *(one for one in self.news if begin <= one <= end), end]
        return max(b - a for a, b in pairwise(moments))


def all_watch(url: str, paths: list[str], seconds: float) -> list[Watcher]:
    """A visitor for each path, at the same time."""

    async def everybody() -> list[Watcher]:
        watchers, all_here = [Watcher(url, path) for path in paths], asyncio.Barrier(len(paths))
        await asyncio.gather(*(one.watch(seconds, all_here) for one in watchers))
        return watchers

    return apart(everybody)


def apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run it on a loop of its own: the browser's is in the test's thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()
