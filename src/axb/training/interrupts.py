"""Ctrl-C as a wish to end in order."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def interrupts(act: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `act`, which asks for an end between two turns; a second one ends at once.

    Only in the main thread, the one that signals come to; elsewhere nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT) or signal.default_int_handler

    def first_time(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, before)
        act()

    signal.signal(signal.SIGINT, first_time)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
