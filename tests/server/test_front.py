"""What every response has, and what no request gets past."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import uvicorn
from serving import Served, start

import server
from server.app import create_app
from server.front.headers import style_digests
from server.serve import listen
from server.settings import Settings

TEMPLATES = Path(server.__file__).parent / "templates"
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


def policy(response: httpx.Response) -> dict[str, str]:
    """The directives of Content-Security-Policy."""
    directives = (directive.strip().partition(" ") for directive in response.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in directives}


@pytest.mark.parametrize(
    ("method", "path", "status", "resource"),
    [
        ("GET", "/", 200, "same-origin"),
        ("HEAD", "/", 200, "same-origin"),
        ("GET", "/healthz", 200, "cross-origin"),
        ("GET", "/metrics", 200, "cross-origin"),
        ("GET", "/queries/letters.csv", 200, "cross-origin"),
        ("GET", "/queries/letters.html", 200, "same-origin"),
        ("GET", "/sparql?query=ASK{}", 200, "cross-origin"),
        ("OPTIONS", "/sparql", 204, "cross-origin"),
        ("GET", "/sparql?default-graph-uri=x:g", 400, "cross-origin"),
        ("GET", "/nothing-here", 404, "cross-origin"),
        ("PUT", "/sparql", 405, "cross-origin"),
        ("GET", "/?" + "x" * 16_384, 414, "cross-origin"),
    ],
)
def test_every_response_has_the_security_headers(client: httpx.Client, method: str, path: str, status: int, resource: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert {name: response.headers[name] for name in SECURITY} == SECURITY
    assert response.headers["cross-origin-resource-policy"] == resource
    assert "geolocation=()" in response.headers["permissions-policy"]
    assert "server" not in response.headers and "x-powered-by" not in response.headers
    directives = policy(response)
    assert (directives["default-src"], directives["frame-ancestors"], directives["object-src"]) == ("'self'", "'none'", "'none'")
    assert "unsafe" not in response.headers["content-security-policy"] and "http" not in response.headers["content-security-policy"]
    names = [name for name, _ in response.headers.raw]
    assert len(names) == len(set(names)), "a header is sent twice"


def test_only_the_preview_may_stand_in_a_frame_elsewhere(client: httpx.Client) -> None:
    preview = client.get("/reconcile/preview?id=nothing")
    assert policy(preview)["frame-ancestors"] == "*" and preview.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_pages_own_styles_are_allowed_and_no_others() -> None:
    for template in TEMPLATES.glob("*.j2"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=\"/)", text), f"{template.name}: nothing inline"
        for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL):
            assert "{{" not in style and "{%" not in style, f"{template.name}: a style that changes has no digest"
        assert not re.search(r"<style\s", text), f"{template.name}: write <style> alone"


def test_the_digests_are_those_of_the_pages_as_sent(client: httpx.Client, tmp_path: Path) -> None:
    page = client.get("/")
    (tmp_path / "sent.j2").write_text(page.text, encoding="utf-8")
    assert style_digests(tmp_path) <= set(policy(page)["style-src"].split())


@pytest.mark.parametrize(("length", "status"), [(16_384, 200), (16_385, 414)])
def test_a_long_address_is_refused(client: httpx.Client, length: int, status: int) -> None:
    path = "/queries?"
    response = client.get(path + "x" * (length - len(path) + 1))  # the question mark is in neither part
    assert response.status_code == status
    if status == 414:
        assert response.headers["content-type"] == "application/problem+json" and "16384 bytes" in response.json()["detail"]


@pytest.mark.parametrize(("allowed", "told"), [("none", None), ("https://a.example,https://b.example", "https://a.example"), ("*", "*")])
def test_pages_of_which_origins_may_read(served: Served, allowed: str, told: str | None) -> None:
    server = start(served.graph, "--workers", "1", "--cors-origins", allowed)
    try:
        for origin, expected in (("https://a.example", told), ("https://c.example", told if told == "*" else None)):
            response = httpx.get(f"{server.url}/queries", headers={"Origin": origin})
            assert (response.status_code, response.headers.get("access-control-allow-origin")) == (200, expected)
    finally:
        server.stop()


@pytest.mark.parametrize("begin", [b"GET /?", b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"GET / HTTP/1.1\r\nHost: x\r\n"])
@pytest.mark.parametrize("piece", [b"x" * 1000, b"x: y\r\n" * 200])
def test_a_head_without_end_is_refused(served: Served, client: httpx.Client, begin: bytes, piece: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        with suppress(ConnectionError):  # closed on us
            connection.sendall(begin)
            for _ in range(3000):
                connection.sendall(piece)
        with suppress(ConnectionError):
            answer = connection.recv(100)
            assert re.match(rb"HTTP/1.1 4\d\d |$", answer)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("size", [50_000, 900_000])
def test_a_long_body_behind_a_head_in_pieces_is_no_long_head(client: httpx.Client, size: int) -> None:
    body = b"ASK {}" + b" " * size
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    sent = head % len(body) + body
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        for piece in (sent[:10], sent[10:60], sent[60:]):
            connection.sendall(piece)
            time.sleep(0.05)
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


@pytest.fixture
def breaking(served: Served) -> Iterator[str]:
    """The address of a server of this process that has a route with a mistake in it."""
    app = create_app(served.graph, Settings(workers=1))

    async def mistake() -> None:
        raise ZeroDivisionError(f"in {__file__}")

    app.add_api_route("/mistake", mistake)
    listening = listen("127.0.0.1", 0)
    running = uvicorn.Server(uvicorn.Config(app, log_level="critical", server_header=False))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join()
    listening.close()


def test_a_mistake_of_ours_tells_nothing_of_this_machine(breaking: str) -> None:
    response = httpx.get(f"{breaking}/mistake")
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert set(response.json()) == {"type", "title", "status", "detail"}
    assert not [word for word in ("Traceback", "ZeroDivisionError", "/", ".py") if word in response.json()["detail"]]
    assert policy(response)["default-src"] == "'self'" and "server" not in response.headers
    counted = httpx.get(f"{breaking}/metrics").text
    assert 'gongwen_http_requests_total{method="GET",route="/mistake",status="5xx"} 1.0' in counted
