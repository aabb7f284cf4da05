"""How far long work on data is: whoever shows it says so, whoever works tells it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[int, int, str], None]  # (done, of, what); (0, 0, "") when it is over

_listener: ContextVar[Told | None] = ContextVar("axb_data_progress", default=None)


@contextmanager
def told_to(listener: Told) -> Iterator[None]:
    """While this lasts, `listener` hears how far long work is."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, of: int, what: str = "") -> None:
    """Say how far it is, and with what where that isn't plain: "MB train-images.gz"."""
    listener = _listener.get()
    if listener is not None:
        listener(done, of, what)
