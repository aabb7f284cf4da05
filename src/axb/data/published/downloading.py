"""Files from the network into a folder: each whole and checked, or not there at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from axb.data.progress import tell
from axb.words import InputError, say

CHUNK = 2**16  # bytes that are asked for at once
MOST = 2**28  # bytes of one file: who sends more does not send what was asked for
MB = 10**6
RETRIES, TIMEOUT = 1, 30.0  # of each address; seconds without a byte


def download(
    folder: Path,
    files: Mapping[str, str],
    mirrors: Sequence[str],
    retries: int = RETRIES,
    timeout: float = TIMEOUT,
) -> list[str]:
    """Put each of `files` (a name and its SHA-256) that is missing into `folder`, from the first mirror that gives it.

    pooch writes beside it, and renames where the bytes are right. `retries`: how often each mirror is asked once more;
    `timeout`: seconds that it may be silent. Returns what went wrong at each mirror with the first file that none gave;
    nothing where all are there. Raises InputError where the folder can't be written to.
    """
    for name, digest in files.items():
        if (folder / name).is_file():
            continue
        problems = []
        for mirror in mirrors:
            problem = _fetched(folder, name, digest, mirror, retries, timeout)
            if not problem:
                break
            problems.append(f"{urlsplit(mirror).netloc}: {problem}")
        else:
            return problems
    return []


def _fetched(folder: Path, name: str, digest: str, mirror: str, retries: int, timeout: float) -> str:
    """Why this mirror doesn't give the file; "" where it did."""
    import pooch
    from requests.exceptions import HTTPError, RequestException, Timeout

    pooch.get_logger().setLevel("ERROR")  # what it does is shown by the bar
    source = pooch.create(folder, mirror, registry={name: f"sha256:{digest}"}, retry_if_failed=retries)
    # A server that calls a .gz "encoded" would have it unpacked on the way, and its bytes be others.
    plain = {"Accept-Encoding": "identity"}
    try:
        source.fetch(name, None, pooch.HTTPDownloader(_Bar(name), CHUNK, timeout=timeout, headers=plain))
    except HTTPError as error:
        status = "?" if error.response is None else error.response.status_code
        return say("data.problem_status", status=status)
    except RequestException as error:
        slow = isinstance(error, Timeout) or "timed out" in str(error)
        return say("data.problem_slow", seconds=f"{timeout:g}") if slow else say("data.problem_connection")
    except ValueError:
        return say("data.problem_bytes")
    except OSError as error:
        raise InputError("data.cannot_download", folder=folder, problem=error.strerror or error) from error
    finally:
        tell(0, 0)
    return ""


class _Bar:
    """What pooch tells how many bytes have come; `total` is set by it, 0 where the server does not say."""

    def __init__(self, name: str) -> None:
        self.name, self.done, self.total = name, 0, 0

    def update(self, size: int) -> None:
        """So many more. Raises ValueError where it is too much."""
        self.done += size
        if self.done > MOST:
            raise ValueError
        if self.total:
            shown = min(self.done, self.total)
            tell(-(-shown // MB), -(-self.total // MB), f"MB {self.name}")

    def reset(self) -> None:
        """From the start: pooch fills it up when a file has come."""
        self.done = 0

    def close(self) -> None:
        """It is over."""
