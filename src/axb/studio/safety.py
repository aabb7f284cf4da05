"""Who may ask the studio for what: hosts, origins, the token, sizes. Checked before anything else sees a request."""

import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from threading import Event
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from axb.words import say

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY = 24 * 2**20  # bytes of a request; a page may allow less
LARGER: dict[
    str, int
] = {}  # addresses that take more, put here by the page that takes it for as long as it is open
NO_RESPONSE = "No response returned."  # how Starlette says it
TOKEN, VISITOR = "axb-token", "axb-visitor"  # cookies
HEADERS = {
    # Nothing but this server is ever asked for anything, and nobody may show its pages in theirs.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True)
class Rules:
    """hosts: names by which the studio may be called, beside this machine's own. token: None on this machine alone."""

    hosts: frozenset[str] = frozenset()
    token: str | None = None
    largest_body: int = LARGEST_BODY


class Refused(Exception):
    """A request that is not answered: HTTP status and the key of the sentence that says why."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key


class Guard:
    """ASGI middleware: refuses what must not pass, bounds bodies, gives each browser a number, adds safe headers."""

    def __init__(self, app: App, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        try:
            self._check(scope, headers)
        except Refused as refused:
            await _answer(scope, receive, send, refused.status, say(refused.key))
            return
        if (clean := self._token_in_address(scope)) is not None:
            await _move(send, clean, f"{TOKEN}={self.rules.token}; Path=/; HttpOnly; SameSite=Strict")
            return
        known = VISITOR in _cookies(headers)
        number = "" if known or scope["type"] != "http" else _introduce(scope)
        left = Event()
        try:
            await self.app(
                scope, self._bounded(receive, left, self._most(scope)), _with_headers(send, number)
            )
        except RuntimeError as error:
            # A browser that leaves while its page is made: Starlette has nobody to answer, and calls that an error.
            if not (left.is_set() and str(error) == NO_RESPONSE):
                raise

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if not _is_known(host, self.rules):
            raise Refused(421, "studio.foreign_host")
        _check_origin(scope, headers, host)
        if int(headers.get("content-length") or 0) > self._most(scope):
            raise Refused(413, "studio.too_large")
        if self.rules.token is not None and self._token_in_address(scope) is None:
            given = _cookies(headers).get(TOKEN, "")
            if not hmac.compare_digest(given.encode(), self.rules.token.encode()):
                raise Refused(403, "studio.no_token")

    def _token_in_address(self, scope: Scope) -> str | None:
        """The same address without its token, where it holds the right one."""
        if self.rules.token is None or scope["type"] != "http":
            return None
        asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        given = next((value for name, value in asked if name == "token"), None)
        if given is None or not hmac.compare_digest(given.encode(), self.rules.token.encode()):
            return None
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        return str(scope["path"]) + (f"?{rest}" if rest else "")

    def _most(self, scope: Scope) -> int:
        """How many bytes a request to this address may have."""
        return LARGER.get(str(scope["path"]), self.rules.largest_body)

    def _bounded(self, receive: Receive, left: Event, most: int) -> Receive:
        """A body that came without its length is cut off where it gets too large. A browser that leaves sets `left`."""
        seen = 0

        async def bounded() -> MutableMapping[str, Any]:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.disconnect":
                left.set()
            seen += len(message.get("body", b"")) if message["type"] == "http.request" else 0
            return message if seen <= most else {"type": "http.disconnect"}

        return bounded


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _cookies(headers: dict[str, str]) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_known(host: str, rules: Rules) -> bool:
    """A foreign name that leads here is how another site would reach in (DNS rebinding); a bare address is not."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    if name in {"localhost", *rules.hosts}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or rules.token is not None


def _check_origin(scope: Scope, headers: dict[str, str], host: str) -> None:
    """A page from elsewhere can do nothing: a browser says whose page asks. It may only lead here by a link."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        raise Refused(403, "studio.foreign_origin")
    linked = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not (
        linked and scope.get("method") == "GET"
    ):
        raise Refused(403, "studio.foreign_origin")


def _introduce(scope: Scope) -> str:
    """A new browser gets a number, which this very request has already."""
    number = secrets.token_urlsafe(12)
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    others = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    scope["headers"] = [*others, (b"cookie", b"; ".join([*cookies, f"{VISITOR}={number}".encode()]))]
    return number


def _with_headers(send: Send, number: str) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            if number:
                added.append(
                    (b"set-cookie", f"{VISITOR}={number}; Path=/; HttpOnly; SameSite=Strict".encode())
                )
            message["headers"] = [*message.get("headers", []), *added]
        await send(message)

    return sending


async def _answer(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})


async def _move(send: Send, to: str, cookie: str) -> None:
    headers = [(b"location", to.encode()), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
