"""The bounds on a request before any route sees it: the length of its address (414) and its client's rate (429)."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.buckets import Buckets, Verdict
from server.front.client import client_key, forwarded_scheme
from server.problem import problem
from server.settings import Settings

FREE: Final = frozenset({"/healthz"})
"""Not counted: what a load balancer asks, for all its clients at once."""

_POLICY: Final = "client"


class Gate:
    """ASGI middleware. The rate is told by the fields RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10)."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self._app, self._settings, self._clock = app, settings, clock
        self._buckets = Buckets(settings.rate, settings.burst) if settings.rate > 0 else None
        window = math.ceil(settings.burst / settings.rate) if settings.rate > 0 else 0
        self._policy = f'"{_POLICY}";q={settings.burst};w={window}'.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._settings.trust_forwarded and (scheme := forwarded_scheme(scope)):
            scope["scheme"] = scheme
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > (most := self._settings.max_url):
            detail = f"the address is longer than {most} bytes: send the query by POST"
            await problem(414, detail)(scope, receive, send)
        elif self._buckets is None or scope["path"] in FREE:
            await self._app(scope, receive, send)
        else:
            await self._counted(self._buckets, scope, receive, send)

    async def _counted(self, buckets: Buckets, scope: Scope, receive: Receive, send: Send) -> None:
        verdict = buckets.take(client_key(scope, self._settings.trust_forwarded), self._clock())

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._fields(verdict)]
            await send(message)

        if verdict.passes:
            await self._app(scope, receive, tell)
            return
        wait = max(1, math.ceil(verdict.wait))
        detail = f"more than {self._settings.rate:g} requests a second from your address: wait {wait} s"
        await problem(429, detail, {"Retry-After": str(wait)})(scope, receive, tell)

    def _fields(self, verdict: Verdict) -> tuple[tuple[bytes, bytes], ...]:
        state = f'"{_POLICY}";r={verdict.left};t={math.ceil(verdict.reset)}'
        return (b"ratelimit-policy", self._policy), (b"ratelimit", state.encode())
