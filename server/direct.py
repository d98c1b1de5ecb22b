"""``/sparql`` on the shortest way: what the frame does for every request costs more than many a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from server.answer import Answer, Question
from server.problem import problem_body
from server.protocol import Operation, RequestError, from_get, from_post
from server.replies import ask, headers_of, same, takes_gzip, told

PATH = "/sparql"
Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Route:
    """What counts requests by their route finds in the scope."""

    path: str


_ROUTE = _Route(PATH)


class Direct:
    """ASGI: answers the SPARQL 1.1 Protocol at ``/sparql`` itself and hands everything else on.

    GET without any parameter is handed on too: it asks what the service is (SPARQL 1.1 Service Description, 2).
    """

    def __init__(self, app: ASGIApp, state: Any) -> None:
        self.app, self.state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or not (scope["method"] == "POST" or scope["query_string"]):
            return await self.app(scope, receive, send)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return await self.app(scope, receive, send)
        scope["route"] = _ROUTE
        given = _headers(scope["headers"])
        try:
            if scope["method"] == "POST":
                operation = from_post(given.get(b"content-type", ""), scope["query_string"], await self._body(receive))
            else:
                operation = from_get(scope["query_string"])
            answer, tag = await ask(self.state, _question(operation, given))
        except RequestError as error:
            answer, tag = Answer(error.status, detail=str(error)), ""
        await self._send(send, scope["method"], answer, tag, given)

    async def _body(self, receive: Receive) -> bytes:
        body, most = bytearray(), self.state.settings.max_request
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > most:
                raise RequestError(413, f"the request is longer than {most} bytes: send a shorter query")
            if message["type"] == "http.disconnect" or not message.get("more_body"):
                return bytes(body)

    async def _send(self, send: Send, method: str, answer: Answer, tag: str, given: dict[bytes, str]) -> None:
        headers = headers_of(answer, tag)
        body, status = answer.body, answer.status
        if status >= 400:
            body = problem_body(status, answer.detail, told(answer))
            headers["Content-Type"] = "application/problem+json"
        else:
            headers["Content-Type"] = answer.content_type
            if same(given.get(b"if-none-match", ""), tag):
                status, body = 304, b""
        streamed = answer.stream is not None and status == 200
        if status != 304:
            headers["Content-Length"] = str(answer.size if streamed else len(body))
        raw: Iterable[Header] = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": list(raw)})
        if answer.stream is not None:
            await self._stream(send, answer, wanted=streamed and method != "HEAD")
        else:
            await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    @staticmethod
    async def _stream(send: Send, answer: Answer, *, wanted: bool) -> None:
        assert answer.stream is not None
        async for chunk in answer.stream:  # read to the end also for HEAD, so that the worker is free again
            if wanted:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _question(operation: Operation, given: dict[bytes, str]) -> Question:
    return Question(
        query=operation.query,
        accept=operation.accept or given.get(b"accept") or None,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        compressed=takes_gzip(given.get(b"accept-encoding", "")),
    )


def _headers(raw: Iterable[Header]) -> dict[bytes, str]:
    """Headers by name, those given several times as one (RFC 9110, 5.3)."""
    found: dict[bytes, str] = {}
    for name, value in raw:
        text = value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found
