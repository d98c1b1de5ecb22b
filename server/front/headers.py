"""Security headers, from ``headers.toml``."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from starlette.types import Message

RawHeaders = tuple[tuple[bytes, bytes], ...]

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE.parent / "templates"
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class SecurityHeaders:
    """The headers by kind of response: data, page, page made for frames."""

    def __init__(self, table: Mapping[str, Mapping[str, str]], framed: Iterable[str], ancestors: str, styles: Iterable[str]) -> None:
        policy = {**table["policy"], "style-src": " ".join([table["policy"]["style-src"], *styles])}
        self._framed_paths = frozenset(framed)
        self._data = _raw(policy, table["all"], table["data"])
        self._page = _raw(policy, table["all"], table["page"])
        self._framed = _raw({**policy, "frame-ancestors": ancestors}, table["all"], table["data"])
        self._names = frozenset(name for name, _ in (*self._data, *self._page))

    def of(self, path: str, content_type: bytes) -> RawHeaders:
        """The headers of a response. ``content_type``: empty when it has none."""
        if path in self._framed_paths:
            return self._framed
        return self._page if content_type.startswith(b"text/html") else self._data

    def put(self, message: Message, path: str) -> None:
        """Add the headers to an ``http.response.start``, those it has already apart."""
        given = list(message.get("headers", ()))  # never the sender's own list: it may be sent again
        names = {name: value for name, value in given}
        ours = self.of(path, names.get(b"content-type", b""))
        if self._names.isdisjoint(names):
            given += ours
        else:
            given += [header for header in ours if header[0] not in names]
        message["headers"] = given


@cache
def security_headers() -> SecurityHeaders:
    """Those of the table."""
    table = tomllib.loads((_HERE / "headers.toml").read_text(encoding="utf-8"))
    framed = table.pop("framed")
    return SecurityHeaders(table, framed["paths"], framed["frame-ancestors"], sorted(style_digests(_TEMPLATES)))


def style_digests(folder: Path) -> set[str]:
    """The sources that allow the templates' ``<style>`` elements, and no others (CSP 3, 2.3.1: hash-source)."""
    found = (style for template in folder.glob("*.j2") for style in _STYLE.findall(template.read_text(encoding="utf-8")))
    return {f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in found}


def _raw(policy: Mapping[str, str], *tables: Mapping[str, str]) -> RawHeaders:
    """Headers as ASGI sends them, names in lower case."""
    named = {"Content-Security-Policy": "; ".join(f"{directive} {sources}" for directive, sources in policy.items())}
    for table in tables:
        named |= table
    return tuple((name.lower().encode(), value.encode()) for name, value in named.items())
