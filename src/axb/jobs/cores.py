"""How much of the machine this process may use."""

import os


def cores() -> int:
    """How many processor cores."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side() -> int:
    """How many small trainings at once, each a process of one thread: one for each core. A GPU is one."""
    from axb.training.runtime import choose_device

    return cores() if choose_device(None).type == "cpu" else 1
