"""A named body, as its place in a text and what the rules know of its name."""

from __future__ import annotations

from dataclasses import dataclass

from extract.toponyms import PlaceSpan


@dataclass(frozen=True, slots=True)
class Organization:
    """A body as printed: ``start``/``end`` in the text, ``place`` before it or None, ``body``: what follows the place as printed,
    ``full``: its full form when the rules know it (with ``{}`` where the place stands inside), ``kind``: notation of the agency kind."""

    start: int
    end: int
    place: PlaceSpan | None
    body: str
    full: str
    kind: str
