"""The outermost layer: every response gets the security headers, and is counted and timed."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.headers import SecurityHeaders
from server.metrics import Metrics

DIRECT: Final = frozenset({"/sparql"})
"""Paths that may be answered before the routes."""


class Watch:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, headers: SecurityHeaders, metrics: Metrics) -> None:
        self._app, self._headers, self._metrics = app, headers, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # of what raises before it answers

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._headers.put(message, scope["path"])
            await send(message)

        began = perf_counter()
        try:
            await self._app(scope, receive, tell)
        finally:
            path: str = scope["path"]
            template = getattr(scope.get("route"), "path", path if path in DIRECT else "")  # the paths themselves have no end
            self._metrics.request(template, scope["method"], status, perf_counter() - began)
