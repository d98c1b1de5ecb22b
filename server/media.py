"""Which representation a client gets: content negotiation by quality values (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """One representation. ``name``: short name, also the suffix of its address; ``type``: what the answer is labelled with;
    ``also``: other media types a client may ask it by."""

    name: str
    type: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header, with the charset where the type has one."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


RESULTS = (
    Media("json", "application/sparql-results+json", ("application/json",)),
    Media("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Media("csv", "text/csv"),
    Media("tsv", "text/tab-separated-values"),
    Media("html", "text/html"),
)
"""Of SELECT and ASK, the default first."""

GRAPHS = (
    Media("ttl", "text/turtle", ("application/x-turtle",)),
    Media("nt", "application/n-triples", ("text/plain",)),
    Media("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
    Media("jsonld", "application/ld+json", ("application/json",)),
)
"""Of CONSTRUCT and DESCRIBE, the default first."""


def negotiate(accept: str | None, offered: Sequence[Media]) -> Media | None:
    """The offered representation a client likes best, the first of equals; None when it takes none of them (406).

    No Accept header, or an empty one, takes anything. For each representation the most specific range counts.
    """
    ranges = _ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]
    best: tuple[float, Media] | None = None
    for media in offered:
        quality = max(_quality(name, ranges) for name in (media.type, *media.also))
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, media)
    return best[1] if best else None


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    for pattern in (name, f"{name.partition('/')[0]}/*", "*/*"):
        found = [quality for given, quality in ranges if given == pattern]
        if found:
            return max(found)
    return 0.0


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their quality; a malformed quality counts as 0, other parameters (charset, version) are passed over."""
    ranges = []
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if name:
            ranges.append((name.lower(), quality))
    return ranges
