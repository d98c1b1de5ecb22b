"""Places as RDF, asked with SPARQL."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from ontology.checks import declared
from ontology.former_places import former_places
from ontology.namespaces import GW, ID_BASE, PREFIXES
from ontology.place_graph import former_iri, place_iri, place_quads
from ontology.places import gazetteer
from ontology.vocabulary import load_reference

GRAPH = NamedNode(f"{ID_BASE}graph/reference")
QUADS = list(place_quads(GRAPH))
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + f"PREFIX id: <{ID_BASE}>\n"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend(QUADS)
    return store


def ask(store: Store, query: str) -> list[tuple[Any, ...]]:
    found = store.query(HEAD + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(value.value if value else None for value in row) for row in found]


def test_every_valid_division_is_described(store: Store) -> None:
    rows = ask(
        store,
        """SELECT ?code ?name ?level WHERE {
             ?place a schema:AdministrativeArea ; rdfs:label ?name ; skos:notation ?code ; gw:placeLevel ?level .
             FILTER(DATATYPE(?code) IN (gw:GBT2260, gw:StatisticalCode) && LANG(?name) = "zh") }""",
    )
    expected = [(p.code, p.name, f"{PREFIXES['gwk']}place-level/{p.level}") for p in gazetteer().by_code.values()]
    assert sorted(rows) == sorted(expected)


def test_everything_is_contained_in_its_province(store: Store) -> None:
    rows = ask(store, "SELECT ?place WHERE { ?place schema:containedInPlace+ id:place\\/530000 }")
    assert len(rows) == sum(code.startswith("53") for code in gazetteer().by_code) - 1
    assert (f"{ID_BASE}place/530111",) in rows


def test_a_county_that_became_a_district(store: Store) -> None:
    rows = ask(
        store,
        """SELECT ?code ?last ?now ?name WHERE {
             ?former a gw:FormerPlace ; rdfs:label "密云县"@zh ; skos:notation ?code ; gw:lastListed ?last ; dct:isReplacedBy ?now .
             ?now rdfs:label ?name ; gw:formerName "密云县"@zh ; gw:formerCode ?code }""",
    )
    assert rows == [("110228", "2014", f"{ID_BASE}place/110118", "密云区")]


def test_a_merged_district_has_no_successor(store: Store) -> None:
    rows = ask(
        store,
        """SELECT ?last ?now WHERE {
             ?f a gw:FormerPlace ; rdfs:label "崇文区"@zh ; gw:lastListed ?last OPTIONAL { ?f dct:isReplacedBy ?now } }""",
    )
    assert rows == [("2009", None)]


def test_provinces_have_their_iso_code(store: Store) -> None:
    rows = ask(store, "SELECT ?code WHERE { id:place\\/530000 skos:notation ?code FILTER(DATATYPE(?code) = gw:ISO31662) }")
    assert rows == [("CN-YN",)]


def test_replaced_and_containing_places_are_described(store: Store) -> None:
    assert (
        ask(
            store, "SELECT ?s WHERE { ?s dct:isReplacedBy|schema:containedInPlace ?o FILTER NOT EXISTS { ?o a schema:AdministrativeArea } }"
        )
        == []
    )


def test_no_former_division_is_taken_for_a_valid_one(store: Store) -> None:
    assert ask(store, "SELECT ?s WHERE { ?s a gw:FormerPlace , schema:AdministrativeArea }") == []


def test_words_are_declared_and_quads_stand_once() -> None:
    known = declared(load_reference())
    names = {q.predicate.value.removeprefix(str(GW)) for q in QUADS if q.predicate.value.startswith(str(GW))}
    assert names <= set(known) and {"placeLevel", "formerName", "lastListed"} <= names
    assert {q.graph_name for q in QUADS} == {GRAPH}


def test_another_base() -> None:
    base = "https://data.example/"
    subjects = {q.subject.value for q in place_quads(GRAPH, base) if isinstance(q.subject, NamedNode)}
    assert all(subject.startswith((f"{base}place/", f"{base}former-place/")) for subject in subjects)
    former = former_places().by_code["110228"][0]
    assert {place_iri("530111", base), former_iri(former, base)} < subjects
    assert former_iri(former, base) == "https://data.example/former-place/110228/密云县"
