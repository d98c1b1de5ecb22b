"""What reads HTTP."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import Any, Final

from server.settings import Settings

HEADERS: Final = 2**16
"""Bytes that a request's head may have beside its address."""


def http_options(settings: Settings) -> dict[str, Any]:
    """uvicorn's options: httptools where it is installed, else h11, both with a bound on a request's head, and no header of a proxy
    believed (uvicorn would take X-Forwarded-For from this machine whatever the settings say)."""
    return {
        "http": _bounded() if find_spec("httptools") else "h11",
        "h11_max_incomplete_event_size": settings.max_url + HEADERS,
        "proxy_headers": False,
        "server_header": False,
    }


def _bounded() -> type[asyncio.Protocol]:
    from server.front.head import BoundedHttp

    return BoundedHttp
