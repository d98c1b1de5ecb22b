"""Links of places that come with the program (``ontology.place_links``): of those that letters name, and of those they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.rdf.links import ISO31662, Link
from ontology.namespaces import PREFIXES
from ontology.place_links import PlaceLink
from ontology.places import Gazetteer

METHOD = "table"
RELATIONS: Mapping[str, str] = {"exact": PREFIXES["skos"] + "exactMatch", "close": PREFIXES["skos"] + "closeMatch"}
"""Other lists say of a division what this graph does not (population, borders at another date), so none of them is owl:sameAs."""
_NOTATION = PREFIXES["skos"] + "notation"  # ISO gives its subdivisions no IRIs (SKOS reference, 6.5.1)
_ARTICLE = PREFIXES["foaf"] + "isPrimaryTopicOf"  # an article is about the place, it is not the place


def place_links(codes: Iterable[str], rows: Iterable[PlaceLink], places: Gazetteer, base: str) -> Iterator[Link]:
    """Links of the divisions with these codes and of those they are in; of a town or street (nine digits) its county is taken too."""
    wanted: set[str] = set()
    for code in codes:
        wanted.add(code)
        place = places.by_code.get(code) or places.by_code.get(code[:6])
        if place:
            wanted |= {place.code, *(above.code for above in places.ancestors(place))}
    for row in rows:
        if row.code in wanted:
            yield _link(row, f"{base}place/{row.code}")


def _link(row: PlaceLink, subject: str) -> Link:
    if row.iri is None:
        return Link(subject, _NOTATION, row.identifier, METHOD, row.source, ISO31662)
    return Link(subject, _ARTICLE if row.scheme == "wikipedia" else RELATIONS[row.relation], row.iri, METHOD, row.source)
