"""A server on this machine that has files, and gives them as well or as badly as it is told to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class Mirror(ThreadingHTTPServer):
    """manners: how each request is answered, the last one again and again: "right", "wrong" bytes, "drops" the line,
    "stalls" half-way, or "gone". asked: the paths that were asked for."""

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes], *manners: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files, self.manners, self.asked, self.over = files, [*manners], list[str](), Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data/"


class Answer(BaseHTTPRequestHandler):
    server: Mirror

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        self.server.asked.append(name)
        manner = self.server.manners.pop(0) if len(self.server.manners) > 1 else self.server.manners[0]
        if manner == "gone" or name not in self.server.files:
            self.send_error(404)
            return
        right = self.server.files[name]
        self.send_response(200)
        self.send_header("Content-Length", str(len(right)))
        self.end_headers()
        sent = bytes(len(right)) if manner == "wrong" else right
        self.wfile.write(sent if manner in ("right", "wrong") else sent[: len(sent) // 2])
        if manner == "stalls":
            self.wfile.flush()
            self.server.over.wait(10)

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def mirror(files: Mapping[str, bytes], *manners: str) -> Iterator[Mirror]:
    server = Mirror(files, *manners)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
