"""What other data sets call our divisions, from ``place_links.csv``; each row names the package that says so."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ontology.namespaces import iri_segment

SCHEMES: Final[dict[str, str]] = {
    "geonames": "https://sws.geonames.org/{}/",
    "osm-relation": "https://www.openstreetmap.org/relation/{}",
    "whosonfirst": "https://spelunker.whosonfirst.org/id/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
    "wikipedia": "https://{}.wikipedia.org/wiki/{}",
}
"""Scheme to the form of its IRIs. ISO 3166-2 has none of its own: there the code is a notation."""


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """``code``: of GB/T 2260; ``relation``: ``exact``, or ``close`` (the populated place of a city's name); ``source``: name@version."""

    code: str
    scheme: str
    identifier: str
    relation: str
    source: str

    @property
    def iri(self) -> str | None:
        """The IRI of what is linked to, None for ISO 3166-2."""
        if self.scheme == "iso3166-2":
            return None
        parts = self.identifier.split(":", 1) if self.scheme == "wikipedia" else [self.identifier]
        return SCHEMES[self.scheme].format(*(iri_segment(part.replace(" ", "_")) for part in parts))


@cache
def place_links() -> tuple[PlaceLink, ...]:
    """The rows of ``place_links.csv`` in its order: by code, scheme, identifier."""
    with (Path(__file__).parent / "place_links.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(PlaceLink(*row) for row in rows)
