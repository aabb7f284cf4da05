"""What a process of its own tells the page that waits for it: JSON, a line each.

{"done", "of"} as it goes on; at last what it found, or {"error"}.
"""

import json
import time
from collections.abc import Callable

from axb.words import InputError, set_language

TELL_EVERY = 0.2  # seconds
Found = dict[str, object]
Told = Callable[[int, int], None]


def answer(language: str, find: Callable[[Told], Found]) -> None:
    """Find it, and tell; `find` is given what it tells its progress to: how much is done, of how much."""
    set_language(language)
    try:
        _tell(find(_progress()))
    except InputError as error:
        _tell({"error": str(error)})


def _progress() -> Told:
    next_time = 0.0

    def told(done: int, of: int) -> None:
        nonlocal next_time
        if time.monotonic() >= next_time:
            next_time = time.monotonic() + TELL_EVERY
            _tell({"done": done, "of": of})

    return told


def _tell(what: Found) -> None:
    print(json.dumps(what, allow_nan=False), flush=True)
