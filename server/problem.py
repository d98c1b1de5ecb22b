"""What went wrong, for programs and people: problem details (RFC 9457) with one line of text."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse


def problem(status: int, detail: str, headers: dict[str, str] | None = None, more: Mapping[str, object] | None = None) -> JSONResponse:
    """A problem+json response; ``detail``: one line; ``more``: further members (RFC 9457, 3.2)."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **(more or {})}
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")
