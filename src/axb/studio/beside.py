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
            process = await self._started(command)
            assert process.stdout is not None
            async for line in process.stdout:
                said = json.loads(line)
                if "done" in said and not self.closed:
                    told(round(said["done"] / said["of"], 3))
            await process.wait()
        return {} if self.closed else said

    async def _started(self, command: Sequence[str]) -> asyncio.subprocess.Process:
        process = self.process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, limit=LONGEST
        )
        if self.closed:  # meanwhile: `_stop` had nothing to end yet
            process.kill()
        return process

    def _stop(self) -> None:
        self.closed = True
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
