"""What all processes of our own share that are started to need nobody, or to end by themselves."""

import os
import subprocess
from pathlib import Path

from axb.runs import home

# On Windows: no window of its own, and a Ctrl-C in ours is not for it. (Elsewhere a new session says that.)
APART: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def environment(threads: int | None = None, at: Path | None = None) -> dict[str, str]:
    """Ours, with axb's home (`at`, where it isn't the usual one), UTF-8, and so many threads where that is told."""
    told = {} if threads is None else {"OMP_NUM_THREADS": str(threads)}
    return {**os.environ, "AXB_HOME": str(at or home()), "PYTHONUTF8": "1", **told}
