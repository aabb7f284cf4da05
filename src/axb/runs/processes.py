"""Is the process that runs a run still there?"""

import contextlib
import os
import sys
import time
from pathlib import Path

STALE_SECONDS = 60.0
STARTING_SECONDS = 3600.0  # it may have to fetch its data first, and gives no sign of life until it trains


def is_living(pid: int, heartbeat: float, patience: float = STALE_SECONDS) -> bool:
    """Whether process `pid` of this machine exists and gave a sign of life less than `patience` seconds ago.

    `heartbeat` is when it did, in seconds since 1970. (The number alone may have gone to a later process.)
    """
    return process_exists(pid) and time.time() - heartbeat < patience


if sys.platform == "win32":

    def process_exists(pid: int) -> bool:
        """Whether a process with that number runs on this machine."""
        # os.kill(pid, 0) is a question on Unix only: on Windows it sends Ctrl-C.
        import ctypes
        from ctypes import wintypes

        query, access_denied, still_active = 0x1000, 5, 259
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        if not (handle := kernel.OpenProcess(query, False, pid)):
            return ctypes.get_last_error() == access_denied
        code = wintypes.DWORD()
        kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
        kernel.CloseHandle(wintypes.HANDLE(handle))
        return code.value == still_active

else:

    def process_exists(pid: int) -> bool:
        """Whether a process with that number runs on this machine."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True  # it is another user's
        return not _is_zombie(pid)

    def _is_zombie(pid: int) -> bool:
        """Whether it is dead and its parent has not noticed; told on Linux only."""
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] == b"Z"
        return False
