"""What would keep a page waiting, done in threads beside the server's own: reading the store, running a model."""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from axb.runs import Store

T = TypeVar("T")
_mine = threading.local()


def _open_store() -> None:
    _mine.store = Store()


def _one_core() -> None:
    import torch

    torch.set_num_threads(1)  # a training may need the others


_STORE = ThreadPoolExecutor(1, "axb-store", _open_store)
_WATCH = ThreadPoolExecutor(1, "axb-watch", _open_store)
_SLOW = ThreadPoolExecutor(1, "axb-slow", _one_core)
_QUICK = ThreadPoolExecutor(1, "axb-quick", _one_core)


async def with_store(act: Callable[[Store], T]) -> T:
    """What `act` returns, called with a store in the one thread that this store belongs to. For milliseconds only."""
    return await _apart(_STORE, lambda: act(_mine.store))


async def watching(act: Callable[[Store], T]) -> T:
    """The same in a thread of its own, for what is looked at again and again and takes tenths of a second."""
    return await _apart(_WATCH, lambda: act(_mine.store))


async def slowly(act: Callable[[], T]) -> T:
    """What `act` returns: loading, evaluating, exporting; one after another."""
    return await _apart(_SLOW, act)


async def quickly(act: Callable[[], T]) -> T:
    """What `act` returns: a single prediction. Never waits for what is slow."""
    return await _apart(_QUICK, act)


async def _apart(threads: ThreadPoolExecutor, act: Callable[[], T]) -> T:
    """The language that is spoken here is spoken there."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, lambda: context.run(act))
