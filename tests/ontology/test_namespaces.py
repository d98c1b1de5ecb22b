"""Names become IRI segments that any RDF tool reads back."""

from __future__ import annotations

from unicodedata import normalize

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

from ontology.errors import SettingError
from ontology.namespaces import GW, ID_BASE, PREFIXES, bind_prefixes, concept, id_namespace, iri_segment

SEGMENTS = [
    ("河口区民政局", "河口区民政局"),
    ("河口区实施细则（试行）", "河口区实施细则（试行）"),
    ("河政发〔2019〕3号", "河政发〔2019〕3号"),
    ("a b", "a%20b"),
    ("全角\u3000空格", "全角%E3%80%80空格"),
    ('"<>{}|\\^`', "%22%3C%3E%7B%7D%7C%5C%5E%60"),
    ("50%/?#[]", "50%25%2F%3F%23%5B%5D"),
    (".", "%2E"),
    ("..", "%2E%2E"),
    ("v1.2", "v1.2"),
    ("零\u200b宽", "零%E2%80%8B宽"),
    ("e\u0301", "é"),
    ("\ufffd", "%EF%BF%BD"),
    ("𠀀", "𠀀"),
]


@pytest.mark.parametrize(("name", "segment"), SEGMENTS)
def test_segment(name: str, segment: str) -> None:
    assert iri_segment(name) == segment


def test_empty_name_has_no_segment() -> None:
    with pytest.raises(ValueError, match="empty name"):
        iri_segment("")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_name_makes_an_iri_that_serialises(name: str) -> None:
    iri = id_namespace()[f"body/{iri_segment(name)}"]
    assert ox.NamedNode(str(iri)).value == str(iri)
    graph = bind_prefixes(Graph())
    graph.add((iri, RDF.type, GW.Body))
    turtle = graph.serialize(format="turtle")
    assert [triple.subject.value for triple in ox.parse(turtle, ox.RdfFormat.TURTLE)] == [str(iri)]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_different_names_have_different_segments(one: str, other: str) -> None:
    assert (iri_segment(one) == iri_segment(other)) == (normalize("NFC", one) == normalize("NFC", other))


@pytest.mark.parametrize("base", ["", "id/", "https://data.example/id", "https://data.example/a b/", "ftp://data.example/"])
def test_base_that_is_none(base: str) -> None:
    with pytest.raises(SettingError, match="absolute"):
        id_namespace(base)


def test_prefixes_are_bound_with_another_base() -> None:
    base = "https://data.example/x/"
    bound = dict(bind_prefixes(Graph(), base).namespaces())
    assert bound["id"] == URIRef(base)
    assert all(bound[prefix] == URIRef(namespace) for prefix, namespace in PREFIXES.items())
    assert dict(bind_prefixes(Graph()).namespaces())["id"] == URIRef(ID_BASE)


def test_concept() -> None:
    assert str(concept("level", "district")) == "https://gongwen.example/scheme/level/district"
