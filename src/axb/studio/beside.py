"""A process that works for one page, and ends with it; see `axb.jobs.telling` for what it says."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui

AT_A_TIME = asyncio.Semaphore(1)  # of all visitors' processes: each takes all the cores that it gets
LONGEST = 2**24  # bytes of one line that it says: a figure


class Beside:
    """Belongs to the page that is being built."""

    def __init__(self) -> None:
        self.process: asyncio.subprocess.Process | None = None
        self.closed = False  # nobody looks any more
        ui.context.client.on_delete(self._stop)

    async def ask(
        self, command: Sequence[str], begun: Callable[[], Any], told: Callable[[float], Any]
    ) -> dict[str, Any]:
        """The last that it says, when its turn has come; `told` hears the share that is done. Nothing where the page
        was closed meanwhile."""
        said: dict[str, Any] = {}
        async with AT_A_TIME:
            if self.closed:
                return {}
            begun()
            self.process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, limit=LONGEST
            )
            assert self.process.stdout is not None
            if self.closed:  # while it was started: `_stop` had nothing to end yet
                self._stop()
            async for line in self.process.stdout:
                said = json.loads(line)
                if "done" in said and not self.closed:
                    told(round(said["done"] / said["of"], 3))
            await self.process.wait()
        return {} if self.closed else said

    def _stop(self) -> None:
        self.closed = True
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
