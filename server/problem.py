"""What went wrong, for programs and people: problem details (RFC 9457) with one line of text."""

from __future__ import annotations

from http import HTTPStatus

from fastapi.responses import JSONResponse


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem+json response; ``detail``: one line."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")
