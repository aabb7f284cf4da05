"""One thread for everything that labs compute: fair turns among all who look, one step of one lab at a time.

One thread, because torch's generator and its threads are shared by a process: so a lab's steps are the same whoever
else is looking, and a training in another process keeps its cores.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from axb.labs.lab import Lab
from axb.words import InputError, speaking

L = TypeVar("L", bound=Lab)
T = TypeVar("T")

TURN = 0.008  # seconds of learning before the next lab's turn
FRAME = 1 / 60  # seconds between two pictures of a lab, at least
PATIENCE = 0.5  # seconds after which a browser that did not say it has drawn is sent the next picture
PER_VISITOR = 12  # labs that one visitor may have open


@dataclass
class Frame:
    """What there is to see: scenes as JSON's types by name, and `numbers` where the lab tells them."""

    scenes: dict[str, dict[str, Any]]
    numbers: dict[str, float]


@dataclass(eq=False)
class Session(Generic[L]):
    """One visitor's lab. speed: steps a second, or None for as many as its fair share allows."""

    worker: "Worker"
    lab: L
    language: str
    visitor: str
    loop: asyncio.AbstractEventLoop
    show: Callable[[Frame], None]
    speed: float | None = None
    closed: bool = False
    _asked: deque[tuple[Callable[[L], Any], "Future[Any]"]] = field(default_factory=deque)
    _next_step: float = 0.0
    _next_frame: float = 0.0
    _sent_at: float | None = None  # None: the browser has drawn all it was sent
    _stale: bool = True

    async def do(self, change: Callable[[L], T]) -> T:
        """Run `change` between two steps and return what it returns (its InputErrors too); a new picture follows."""
        return await asyncio.wrap_future(self.ask(change))

    def ask(self, change: Callable[[L], T]) -> "Future[T]":
        """`do` for those who don't wait."""
        future: Future[T] = Future()
        self._asked.append((change, future))
        self.worker.wake()
        return future

    def drawn(self) -> None:
        """The browser is ready for the next picture."""
        self._sent_at = None
        self.worker.wake()

    def close(self) -> None:
        """Forget the lab."""
        self.closed = True
        self.worker.wake()

    def _turn(self) -> float:
        """What is due now; returns when something is next (a monotonic time, or infinity)."""
        with speaking(self.language):
            self._change()
            self._learn()
            return self._picture()

    def _change(self) -> None:
        while self._asked:
            change, future = self._asked.popleft()
            self._stale = True
            try:
                future.set_result(change(self.lab))
            except Exception as error:
                future.set_exception(error)
        if not self.lab.running:
            self._next_step = 0.0

    def _learn(self) -> None:
        begin = time.monotonic()
        while self.lab.running and time.monotonic() >= self._next_step and not self._asked:
            self.lab.advance()
            self._stale = True
            now = time.monotonic()
            if self.speed is not None:
                self._next_step = max(self._next_step, now - 0.1) + 1 / self.speed
            if now - begin >= TURN:
                break

    def _picture(self) -> float:
        now = time.monotonic()
        waiting = self._sent_at is not None and now - self._sent_at < PATIENCE
        if self._stale and not waiting and now >= self._next_frame:
            self._stale, self._sent_at, self._next_frame = False, now, now + FRAME
            self._send()
        soonest = [self._next_step or now] if self.lab.running else []
        if self._stale:
            soonest.append(self._next_frame if self._sent_at is None else self._sent_at + PATIENCE)
        return min(soonest, default=float("inf"))

    def _send(self) -> None:
        scenes = {name: scene.to_dict() for name, scene in self.lab.scenes().items()}
        frame = Frame(scenes, dict(self.lab.numbers()))
        with contextlib.suppress(RuntimeError):  # the server is closing
            self.loop.call_soon_threadsafe(self._deliver, frame)

    def _deliver(self, frame: Frame) -> None:
        if not self.closed:
            self.show(frame)


class Worker:
    """The thread, which begins with the first lab and sleeps while nothing is due."""

    def __init__(self) -> None:
        self.sessions: list[Session[Any]] = []
        self._bell = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self, lab: L, language: str, visitor: str, show: Callable[[Frame], None]) -> Session[L]:
        """A lab to be kept going for a visitor; `show` is called with each new picture, on this event loop."""
        mine = [one for one in self.sessions if one.visitor == visitor]
        for old in mine[: len(mine) - PER_VISITOR + 1]:
            old.close()
        session = Session(self, lab, language, visitor, asyncio.get_running_loop(), show)
        self.sessions = [*self.sessions, session]
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="axb-labs", daemon=True)
            self._thread.start()
        self.wake()
        return session

    def wake(self) -> None:
        """Something may be due."""
        self._bell.set()

    def _work(self) -> None:
        import torch

        torch.set_num_threads(1)  # small tensors: a second thread would only be in the way
        while True:
            self._bell.clear()
            self.sessions = [one for one in self.sessions if not one.closed]
            soonest = min((_turn_of(one) for one in self.sessions), default=float("inf"))
            wait = soonest - time.monotonic()
            if wait > 0:
                self._bell.wait(min(wait, 60.0))


def _turn_of(session: Session[Any]) -> float:
    """A lab that fails in a way nobody foresaw stands still, and the others go on."""
    try:
        return session._turn()
    except InputError:
        return float("inf")
    except Exception:
        import logging

        logging.getLogger("axb.studio").exception("a lab failed")
        session.close()
        return float("inf")


WORKER = Worker()
