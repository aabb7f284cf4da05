"""The server: this machine's browsers only, unless asked."""

import contextlib
import ipaddress
import pkgutil
import secrets
import socket
import threading
import webbrowser
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.studio.safety import Rules

LOCAL = "127.0.0.1"
USUAL_PORTS = range(8080, 8100)
VIEWS = Path(__file__).parents[1] / "views"
A_DAY = 86400


def serve(host: str = LOCAL, port: int | None = None, open_browser: bool = True) -> None:
    """Serve the studio until Ctrl-C.

    host: another address than this machine's own asks every browser for a token, which is in the printed link.
    port: None takes the first free one from 8080, 0 any free one. Raises InputError where it can't listen there, or
    NiceGUI is missing.
    """
    try:
        import nicegui  # noqa: F401
    except ImportError:
        raise InputError("studio.no_nicegui") from None
    chosen = _free_port(host, port)
    rules = _rules(host)
    query = f"/?token={rules.token}" if rules.token else "/"
    link = f"http://{_name_for_browsers(host)}:{chosen}{query}"
    print(say("studio.opened", link=link), flush=True)
    _run(host, chosen, rules, link if open_browser else None)


def _run(host: str, port: int, rules: "Rules", link: str | None) -> None:
    from nicegui import app, ui

    from axb.jobs.queue_work import Dispatcher
    from axb.studio.safety import Guard

    app.add_middleware(Guard, rules=rules)
    serve_files()
    register_pages()
    app.on_connect(_warm)
    app.config.quasar_config["loadingBar"]["skipHijack"] = True  # a bar that tells nobody anything
    dispatcher = Dispatcher()
    app.on_startup(dispatcher.start)
    app.on_shutdown(dispatcher.stop)
    if link is not None:
        app.on_startup(lambda: webbrowser.open(link))
    # A browser may be busy, or its phone asleep, for a while: its page, with what was drawn on it, waits for it.
    ui.run(
        host=host, port=port, reload=False, show=False, tailwind=False, title="axb", favicon="〽️",
        language="en-US", show_welcome_message=False, reconnect_timeout=30.0, binding_refresh_interval=None,
        message_history_length=100, ws_max_size=2**21, ws_per_message_deflate=False, server_header=False,
    )  # fmt: skip


def serve_files() -> None:
    """What pages fetch beside themselves: the font, plotly.js."""
    from nicegui import app

    from axb.views.plotly_script import FOLDER

    for address, folder in (("/letters", "fonts"), (f"/{FOLDER}", FOLDER)):
        app.add_static_files(address, VIEWS / folder, max_cache_age=A_DAY)


def register_pages() -> None:
    """Every file of `pages` that has `register` names its addresses."""
    from axb.studio import pages

    for module in pkgutil.iter_modules(pages.__path__):
        register = getattr(import_module(f"axb.studio.pages.{module.name}"), "register", None)
        if register is not None:
            register()


@cache
def _warm() -> None:
    """What pages need and takes a second to import is imported once, while a person reads the first page."""

    def bring() -> None:
        for name in ("torch", "axb.training", "axb.zoo", "plotly.subplots"):
            with contextlib.suppress(ImportError):
                import_module(name)

    threading.Thread(target=bring, name="axb-warm", daemon=True).start()


def _rules(host: str) -> "Rules":
    from axb.studio.safety import Rules

    if _is_local(host):
        return Rules()
    names = {host.lower(), socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    return Rules(hosts=frozenset(names), token=secrets.token_urlsafe(24))


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name_for_browsers(host: str) -> str:
    """An address that leads here: of "every address", the one that faces the network."""
    if host in ("0.0.0.0", "::"):
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses the way out
            return str(probe.getsockname()[0])
        return LOCAL
    return f"[{host}]" if ":" in host else host


def _free_port(host: str, port: int | None) -> int:
    for wanted in USUAL_PORTS if port is None else [port]:
        try:
            if not 0 <= wanted < 2**16:
                raise OverflowError("0-65535")
            kind, _, _, _, address = socket.getaddrinfo(host, wanted, type=socket.SOCK_STREAM)[0]
            with socket.socket(kind, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
                return int(probe.getsockname()[1])
        except (OSError, OverflowError) as error:
            problem: Exception = error
    told = getattr(problem, "strerror", None) or problem
    raise InputError("studio.port_taken", host=host, port=wanted, problem=told)
