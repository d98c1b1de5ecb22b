"""What went wrong, for programs and people: problem details (RFC 9457) with one line of text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Response

TYPE = "application/problem+json"


def problem(status: int, detail: str, headers: dict[str, str] | None = None, more: Mapping[str, object] | None = None) -> Response:
    """A problem+json response; ``detail``: one line; ``more``: further members (RFC 9457, 3.2)."""
    return Response(problem_body(status, detail, more), status, headers=headers, media_type=TYPE)


def problem_body(status: int, detail: str, more: Mapping[str, object] | None = None) -> bytes:
    """What a problem says, as JSON."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **(more or {})}
    return json.dumps(body, ensure_ascii=False).encode()
