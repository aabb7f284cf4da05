"""How much of the machine this process may use."""

import os


def cores() -> int:
    """How many processor cores."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
