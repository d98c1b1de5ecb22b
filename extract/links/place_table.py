"""Links of places that come with the program: ``ontology/place_links.csv`` (its source is named row by row)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.rdf.links import ISO31662, Link
from ontology.errors import GongwenError
from ontology.namespaces import PREFIXES, iri_segment
from ontology.places import Gazetteer

TABLE = "place_links.csv"
COLUMNS = ("code", "scheme", "identifier", "relation", "source")
METHOD = "table"


class PlaceLinkError(GongwenError):
    """A table of place links that does not fit its form."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another list of places. ``pattern``: of its identifiers; ``iri``: what makes IRIs of them (``{}`` for each group of the pattern);
    ``predicate``: how its entries relate to a division, where that is not the row's ``relation``; ``datatype``: of a code, which is no
    IRI."""

    pattern: str
    iri: str = ""
    predicate: str = ""
    datatype: str = ""


SCHEMES: Mapping[str, Scheme] = {
    # ISO gives its subdivisions no IRIs, so the code stands as a notation (SKOS reference, 6.5.1).
    "iso3166-2": Scheme(r"(CN-[A-Z0-9]{1,3})", predicate=PREFIXES["skos"] + "notation", datatype=ISO31662),
    "geonames": Scheme(r"([1-9][0-9]*)", "https://sws.geonames.org/{}/"),
    "wikidata": Scheme(r"(Q[1-9][0-9]*)", "http://www.wikidata.org/entity/{}"),
    "osm-relation": Scheme(r"([1-9][0-9]*)", "https://www.openstreetmap.org/relation/{}"),
    "whosonfirst": Scheme(r"([1-9][0-9]*)", "https://spelunker.whosonfirst.org/id/{}"),
    # An article is about the place, it is not the place.
    "wikipedia": Scheme(r"([a-z-]{2,12}):(.+)", "https://{}.wikipedia.org/wiki/{}", PREFIXES["foaf"] + "isPrimaryTopicOf"),
}
RELATIONS: Mapping[str, str] = {"exact": PREFIXES["skos"] + "exactMatch", "close": PREFIXES["skos"] + "closeMatch"}
"""Other lists say of a division what this graph does not (population, borders at another date), so none of them is owl:sameAs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a division's code, what it is linked to and how, and the package that says so."""

    code: str
    predicate: str
    target: str
    datatype: str
    source: str


def read_rows(text: str) -> dict[str, list[Row]]:
    """The table's rows by division code; lines that start with # tell of the table. PlaceLinkError for a row of no known form."""
    found: dict[str, list[Row]] = defaultdict(list)
    reader = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    if reader.fieldnames is None or not set(COLUMNS) <= set(reader.fieldnames):
        raise PlaceLinkError(f"{TABLE}: the columns are not {', '.join(COLUMNS)}; get the program's file again")
    for values in reader:
        row = _row(*((values[name] or "").strip() for name in COLUMNS))
        if row is None:
            raise PlaceLinkError(f"{TABLE}: the row {','.join(str(value) for value in values.values())} is of no known form; mend it")
        found[row.code].append(row)
    return found


def _row(code: str, name: str, identifier: str, relation: str, source: str) -> Row | None:
    scheme = SCHEMES.get(name)
    match = re.fullmatch(scheme.pattern, identifier) if scheme else None
    if scheme is None or match is None or relation not in RELATIONS or not source:
        return None
    target = scheme.iri.format(*(iri_segment(part.replace(" ", "_")) for part in match.groups())) if scheme.iri else identifier
    return Row(code, scheme.predicate or RELATIONS[relation], target, scheme.datatype, source)


@cache
def table_rows() -> Mapping[str, list[Row]]:
    """The rows of the program's own table."""
    return read_rows(files("ontology").joinpath(TABLE).read_text(encoding="utf-8"))


def place_links(codes: Iterable[str], rows: Mapping[str, list[Row]], places: Gazetteer, base: str) -> Iterator[Link]:
    """Links of the divisions with these codes and of those they are in; of a town or street (nine digits) its county is taken too."""
    wanted: set[str] = set()
    for code in codes:
        wanted.add(code)
        place = places.by_code.get(code) or places.by_code.get(code[:6])
        if place:
            wanted |= {place.code, *(above.code for above in places.ancestors(place))}
    for code in sorted(wanted):
        for row in rows.get(code, ()):
            yield Link(f"{base}place/{code}", row.predicate, row.target, METHOD, row.source, row.datatype)
