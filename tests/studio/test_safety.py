"""Hostile requests are refused: foreign names, foreign pages, no token, too large, paths that climb."""

import asyncio
import socket
import threading

import httpx
import pytest

from axb.studio.safety import HEADERS, LARGER, Guard, Rules


def ask(url, method="GET", **headers):
    return httpx.request(
        method, url, headers={name.replace("_", "-"): value for name, value in headers.items()}, timeout=60
    )


def raw(studio, request):
    """The whole answer to a request written by hand; the server has to hang up."""
    host, port = studio.url.removeprefix("http://").split(":")
    told = b""
    with socket.create_connection((host, int(port)), 60) as one:
        one.sendall(request.format(host=f"{host}:{port}").encode())
        while piece := one.recv(65536):
            told += piece
    return told.decode("utf-8", "replace")


def handshake(studio, **headers):
    """The first lines of a web socket's answer."""
    host, port = studio.url.removeprefix("http://").split(":")
    sent = {
        "Host": f"{host}:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", **headers,
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    with socket.create_connection((host, int(port)), 60) as one:
        one.sendall(f"GET /_nicegui_ws/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n{lines}\r\n".encode())
        return one.recv(400).decode("latin-1")


def test_its_own_page_is_served_with_safe_headers(studio):
    answer = ask(studio.url)
    assert answer.status_code == 200
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.7", "", "["]
)
def test_a_foreign_name_for_this_machine_is_refused(studio, host):
    answer = ask(studio.url, Host=host)
    assert answer.status_code in (400, 421)
    assert "axb-door" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machines_names_are_known(studio, host):
    assert ask(studio.url, Host=f"{host}:{studio.url.rsplit(':', 1)[1]}").status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
def test_a_page_from_elsewhere_may_not_ask(studio, origin):
    assert ask(studio.url, Origin=origin).status_code == 403
    assert ask(studio.url, "POST", Origin=origin).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_page_from_elsewhere_gets_no_web_socket(studio, origin):
    assert " 101 " not in handshake(studio, Origin=origin).splitlines()[0]
    assert " 101 " not in handshake(studio, Host="evil.example").splitlines()[0]


def test_the_studios_own_page_gets_its_web_socket(studio):
    assert " 101 " in handshake(studio, Origin=studio.url).splitlines()[0]


def test_a_link_from_elsewhere_opens_a_page_and_an_image_tag_does_not(studio):
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(studio.url, **link).status_code == 200
    assert (
        ask(studio.url, **{**link, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}).status_code == 403
    )
    assert ask(studio.url, **{**link, "Sec_Fetch_Dest": "iframe"}).status_code == 403
    assert ask(studio.url, "POST", **link).status_code == 403


def test_what_is_too_large_is_refused_before_it_is_read(studio):
    assert (
        " 413 "
        in raw(studio, f"POST / HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: {10**12}\r\n\r\n").splitlines()[
            0
        ]
    )


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/run/..%2f..%2fetc%2fpasswd",
        "/_nicegui/../../etc/passwd",
    ],
)
def test_paths_never_climb(studio, path):
    assert "root:" not in raw(studio, f"GET {path} HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n")


def test_it_listens_on_this_machine_alone(studio):
    port = int(studio.url.rsplit(":", 1)[1])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError), socket.create_connection((address, port), 1):
            pass


def test_shared_with_others_it_asks_for_the_token(own_studio):
    shared = own_studio("--host", "0.0.0.0")
    local = f"http://127.0.0.1:{shared.url.rsplit(':', 1)[1]}"
    token = shared.link.split("token=")[1]
    assert len(token) >= 32
    assert ask(local).status_code == 403
    assert ask(f"{local}/?token=wrong").status_code == 403
    assert ask(local, Cookie="axb-token=wrong").status_code == 403
    opened = ask(f"{local}/line?token={token}&more=1")
    assert opened.status_code == 303
    assert opened.headers["location"] == "/line?more=1"
    assert token in opened.headers["set-cookie"]
    assert ask(local, Cookie=f"axb-token={token}").status_code == 200
    assert ask(local, Host="evil.example", Cookie=f"axb-token={token}").status_code == 421


def test_a_page_may_take_more_at_an_address_of_its_own(monkeypatch):
    monkeypatch.setitem(LARGER, "/own", 3000)
    read = []

    async def app(scope, receive, send):
        read.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def status(path):
        sent = []

        async def send(message):
            sent.append(message)

        headers = [(b"host", b"localhost"), (b"content-length", b"2800")]
        scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
        await Guard(app, Rules(largest_body=2500))(scope, None, send)
        return sent[0]["status"]

    found = []
    thread = threading.Thread(
        target=lambda: found.extend(asyncio.run(status(path)) for path in ("/", "/own"))
    )
    thread.start()
    thread.join()
    assert found == [413, 200]
    assert read == ["/own"]


def test_a_body_without_a_length_is_cut_off():
    """Chunked bodies tell no length beforehand: the guard counts."""
    heard = []

    async def app(scope, receive, send):
        while (message := await receive())["type"] == "http.request" and message.get("more_body"):
            heard.append(len(message["body"]))
        heard.append(message["type"])

    async def run():
        guard = Guard(app, Rules(largest_body=2500))
        messages = iter([{"type": "http.request", "body": b"x" * 1000, "more_body": True}] * 10)

        async def receive():
            return next(messages)

        async def send(message):
            pass

        scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")]}
        await guard(scope, receive, send)

    thread = threading.Thread(target=lambda: asyncio.run(run()))  # the browser's own loop runs in this one
    thread.start()
    thread.join()
    assert heard == [1000, 1000, "http.disconnect"]


def guarded(app, *messages):
    """What comes of a request behind the guard, in a loop of its own."""
    came = []

    async def run():
        waiting = iter(messages)

        async def receive():
            return next(waiting)

        async def send(message):
            pass

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
        try:
            await Guard(app, Rules())(scope, receive, send)
        except RuntimeError as error:
            came.append(str(error))

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    thread.join()
    return came


def test_a_browser_that_leaves_while_its_page_is_made_is_no_error():
    """Starlette raises where there is nobody left to answer; a traceback in the terminal would frighten people."""
    left, there = {"type": "http.disconnect"}, {"type": "http.request", "body": b""}

    def failing(sentence):
        async def app(scope, receive, send):
            await receive()
            raise RuntimeError(sentence)

        return app

    assert guarded(failing("No response returned."), left) == []
    assert guarded(failing("No response returned."), there) == ["No response returned."]
    assert guarded(failing("other"), left) == ["other"]


@pytest.mark.parametrize(
    "arguments", [["--port", "99999"], ["--host", "no.such.host.invalid"], ["--port", "-5"]]
)
def test_where_it_cannot_listen_it_says_so(arguments, capsys):
    from axb.cli import main

    assert main(["studio", "--no-browser", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") <= 3
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_named(capsys):
    from axb.cli import main

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["studio", "--no-browser", "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err
