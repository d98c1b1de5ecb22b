"""Links of places that come with the program: only of places that letters name and those they are in."""

from __future__ import annotations

import pyoxigraph as ox

from extract.links.place_table import place_links
from extract.rdf.links import links_nquads
from ontology import place_links as table
from ontology.namespaces import ID_BASE
from ontology.place_links import PlaceLink
from ontology.places import gazetteer
from shapes.validator import validate_nquads

TABLE = (
    PlaceLink("110000", "wikidata", "Q2", "exact", "pkg@2"),
    PlaceLink("530000", "geonames", "1785694", "exact", "pkg@1"),
    PlaceLink("530000", "iso3166-2", "CN-YN", "exact", "pkg@1"),
    PlaceLink("530000", "wikipedia", "en:Some Province", "exact", "pkg@1"),
    PlaceLink("530103", "wikidata", "Q1", "close", "pkg@2"),
)


def triples(*codes: str) -> set[tuple[str, str, str]]:
    found = place_links(codes, TABLE, gazetteer(), ID_BASE)
    return {
        (link.subject.removeprefix(f"{ID_BASE}place/"), link.predicate.rpartition("/")[2].rpartition("#")[2], link.target) for link in found
    }


def test_a_place_and_those_it_is_in() -> None:
    province = {
        ("530000", "notation", "CN-YN"),
        ("530000", "exactMatch", "https://sws.geonames.org/1785694/"),
        ("530000", "isPrimaryTopicOf", "https://en.wikipedia.org/wiki/Some_Province"),
    }
    assert triples("530103") == province | {("530103", "closeMatch", "http://www.wikidata.org/entity/Q1")}
    assert triples("530103001") == triples("530103") and triples("530000") == province
    assert triples("999999") == triples() == set()


def test_they_are_valid_and_written_the_same_whatever_the_order() -> None:
    found = list(place_links(["530103", "110000"], TABLE, gazetteer(), ID_BASE))
    nquads = links_nquads(found)
    assert nquads == links_nquads(reversed(found)) == links_nquads([*found, *found])
    assert validate_nquads(nquads) == []
    assert len(set(ox.parse(nquads, ox.RdfFormat.N_QUADS))) == nquads.count(b"\n")


def test_the_programs_own_table_is_read_whole() -> None:
    codes = {row.code for row in table.place_links()}
    found = list(place_links(codes, table.place_links(), gazetteer(), ID_BASE))
    assert len(found) == len(table.place_links()) > 400 and validate_nquads(links_nquads(found)) == []
