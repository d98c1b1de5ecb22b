"""Which representation a client gets: content negotiation by quality values (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Media:
    """One representation. ``name``: short name, also the suffix of its address; ``type``: what the answer is labelled with;
    ``also``: other media types a client may ask it by; ``called``: other short names, as clients send them in ``format=``."""

    name: str
    type: str
    also: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

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
    Media("ttl", "text/turtle", ("application/x-turtle",), ("turtle", "n3")),
    Media("nt", "application/n-triples", ("text/plain",), ("ntriples", "n-triples")),
    Media("rdf", "application/rdf+xml", ("application/xml", "text/xml"), ("xml", "rdfxml", "rdf+xml")),
    Media("jsonld", "application/ld+json", ("application/json",), ("json", "json-ld")),
    Media("trig", "application/trig"),
    Media("nq", "application/n-quads", (), ("nquads", "n-quads")),
)
"""Of CONSTRUCT and DESCRIBE, the default first."""


def accept_for(value: str) -> str | None:
    """The Accept header that a ``format=`` parameter stands for: a short name, of tables and graphs alike, or a media type.

    None for a short name that nothing bears. A plus that a form made a space is put back.
    """
    wanted = value.strip().lower().replace(" ", "+")
    if "/" in wanted:
        return wanted
    return ", ".join(media.type for media in RESULTS + GRAPHS if wanted in (media.name, *media.called)) or None


@lru_cache(512)
def negotiate(accept: str | None, offered: Sequence[Media]) -> Media | None:
    """The offered representation a client likes best, the first of equals; None when it takes none of them (406).

    No Accept header, or an empty one, takes anything. For each representation the most specific range counts, one that names its own
    type before one that names another type it may be asked by. ``offered`` is a tuple.
    """
    ranges = _ranges(accept) if accept and accept.strip() else {"*/*": 1.0}
    best: tuple[float, Media] | None = None
    for media in offered:
        quality = _quality(media, ranges)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, media)
    return best[1] if best else None


def _quality(media: Media, ranges: Mapping[str, float]) -> float:
    wholes = [f"{name.partition('/')[0]}/*" for name in (media.type, *media.also)]
    for patterns in ([media.type], media.also, wholes[:1], wholes[1:], ["*/*"]):
        found = [ranges[pattern] for pattern in patterns if pattern in ranges]
        if found:
            return max(found)
    return 0.0


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges with their quality, the best where one is given twice.

    A malformed quality counts as 0; other parameters (charset, version) are passed over.
    """
    ranges: dict[str, float] = {}
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
            ranges[name.lower()] = max(quality, ranges.get(name.lower(), 0.0))
    return ranges
