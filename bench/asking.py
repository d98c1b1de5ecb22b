"""A lean HTTP client for measuring: kept connections, many at once in one thread, so that the client costs little beside the server."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

JSON = "application/sparql-results+json"


def get(target: str, query: str, accept: str = JSON) -> bytes:
    """A query by GET, as bytes to be sent."""
    return f"GET {target}?query={quote(query, safe='')} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()


@dataclass(slots=True)
class Reply:
    """``status`` 0: the connection broke; ``seconds``: from the first byte sent to the last one received."""

    status: int
    body: bytes
    seconds: float
    headers: dict[str, str]


@dataclass(slots=True)
class Connection:
    """One client. ``label``: what was asked, for the one who counts."""

    port: int
    label: str = ""
    sock: socket.socket | None = None
    _got: bytearray = field(default_factory=bytearray)
    _began: float = 0.0

    def send(self, request: bytes, label: str = "") -> None:
        if self.sock is None:
            self.sock = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.label, self._began = label, time.perf_counter()
        self._got.clear()
        self.sock.sendall(request)

    def receive(self) -> Reply | None:
        """What came; None while there is more to come."""
        assert self.sock is not None
        try:
            data = self.sock.recv(1 << 18)
        except OSError:
            data = b""
        self._got += data
        reply = _parse(self._got, ended=not data)
        if reply is not None:
            reply.seconds = time.perf_counter() - self._began
        if not data or (reply is not None and reply.headers.get("connection", "").lower() == "close"):
            self.close()
        return reply

    def ask(self, request: bytes) -> Reply:
        """Send and wait. A connection that the server closed between two requests is opened again."""
        for again in (True, False):
            reused = self.sock is not None
            try:
                self.send(request)
            except OSError:
                self.close()
                if reused and again:
                    continue
                raise
            while (reply := self.receive()) is None:
                pass
            if reply.status or not (reused and again):
                return reply
        raise AssertionError

    def close(self) -> None:
        if self.sock is not None:
            self.sock.close()
            self.sock = None


def _parse(got: bytearray, ended: bool) -> Reply | None:
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return Reply(0, b"", 0.0, {}) if ended else None
    first, *lines = got[:end].decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status, body = int(first.split()[1]), got[end + 4 :]
    if "content-length" in headers:
        whole = len(body) >= int(headers["content-length"])
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        whole = body.endswith(b"0\r\n\r\n") and (len(body) == 5 or body[-7:-5] == b"\r\n")
        body = _unchunked(body) if whole else body
    else:
        whole = ended
    if whole:
        return Reply(status, bytes(body), 0.0, headers)
    return Reply(0, b"", 0.0, headers) if ended else None


def _unchunked(body: bytearray) -> bytearray:
    out, at = bytearray(), 0
    while (line := body.find(b"\r\n", at)) >= 0 and (size := int(bytes(body[at:line]).split(b";")[0], 16)):
        out += body[line + 2 : line + 2 + size]
        at = line + 4 + size
    return out


def drive(port: int, clients: int, requests: Iterator[tuple[str, bytes]], seconds: float, told: Callable[[str, Reply], None]) -> float:
    """Clients that ask without a pause for some seconds, then wait for what is still to come; the seconds until the last answer.

    ``requests``: label and bytes; ``told`` gets each label and answer.
    """
    selector = selectors.DefaultSelector()
    began = time.perf_counter()

    def next_one(connection: Connection) -> None:
        label, request = next(requests)
        before = connection.sock
        try:
            connection.send(request, label)
        except OSError:
            connection.close()
            told(label, Reply(0, b"", 0.0, {}))
        if connection.sock is not before:
            if before is not None:
                selector.unregister(before)
            if connection.sock is not None:
                selector.register(connection.sock, selectors.EVENT_READ, connection)

    for _ in range(clients):
        next_one(Connection(port))
    while selector.get_map():
        for key, _ in selector.select():
            connection: Connection = key.data
            if (reply := connection.receive()) is None:
                continue
            told(connection.label, reply)
            more = time.perf_counter() - began < seconds
            if connection.sock is None or not more:
                selector.unregister(key.fileobj)
                connection.close()
            if more:
                next_one(connection)
    return time.perf_counter() - began
