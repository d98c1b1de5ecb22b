"""RDF formats, read again by rdflib: the statements of the store, no more and no fewer."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest
from export_graphs import ID, ODD
from rdflib import Dataset, Graph
from rdflib.term import Literal, URIRef

from server.exports.formats import FORMATS, stream

UNION = {"turtle": "turtle", "rdfxml": "xml", "jsonld": "json-ld"}
NAMED = {"nquads": "nquads", "trig": "trig"}


def written(store: ox.Store, name: str) -> bytes:
    return b"".join(stream(store, FORMATS[name]).chunks)


def term(value: object) -> object:
    """A term of Oxigraph as rdflib has it, its lexical form kept."""
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    assert isinstance(value, ox.Literal)
    datatype = None if value.language or value.datatype.value.endswith("#string") else URIRef(value.datatype.value)
    return Literal(value.value, lang=value.language, datatype=datatype, normalize=False)


def plain(value: object) -> object:
    """A term of rdflib, xsd:string left out as RDF 1.1 has it."""
    if isinstance(value, Literal) and str(value.datatype).endswith("#string"):
        return Literal(str(value))
    return value


def union_of(store: ox.Store) -> set[tuple[object, ...]]:
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return {(term(q.subject), term(q.predicate), term(q.object)) for q in quads}


def read_union(data: bytes, form: str) -> set[tuple[object, ...]]:
    return {(s, p, plain(o)) for s, p, o in Graph().parse(data=data, format=form)}


@pytest.fixture(scope="module", autouse=True)
def lexical_forms() -> object:
    """rdflib leaves literals as they are written."""
    import rdflib.term

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = before


@pytest.mark.parametrize(("name", "form"), UNION.items())
def test_the_union_comes_back(sample: ox.Store, name: str, form: str) -> None:
    expected = union_of(sample)
    found = read_union(written(sample, name), form)
    assert len(found) == len(expected) and found == expected


@pytest.mark.parametrize(("name", "form"), NAMED.items())
def test_named_graphs_come_back(odd: ox.Store, name: str, form: str) -> None:
    expected = {(term(q.subject), term(q.predicate), term(q.object), term(q.graph_name)) for q in odd if q.graph_name != ox.DefaultGraph()}
    found = {(s, p, plain(o), g) for s, p, o, g in Dataset().parse(data=written(odd, name), format=form).quads()}
    assert found == expected


@pytest.mark.parametrize(("name", "form"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_all_quads_of_the_sample_letters_come_back(sample: ox.Store, name: str, form: ox.RdfFormat) -> None:
    named = {quad for quad in sample if quad.graph_name != ox.DefaultGraph()}
    found = list(ox.parse(written(sample, name), format=form))
    assert len(found) == len(named) and set(found) == named


@pytest.mark.parametrize("name", [*UNION, *NAMED])
def test_odd_labels_and_iris(odd: ox.Store, name: str) -> None:
    form = UNION.get(name) or NAMED[name]
    data = written(odd, name)
    graph = Dataset(default_union=True).parse(data=data, format=form) if name in NAMED else Graph().parse(data=data, format=form)
    labels = {str(o) for o in graph.objects(URIRef(f"{ID}body/甲%20局"))}
    in_xml = ODD.replace("\x01", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")
    assert (in_xml if name == "rdfxml" else ODD) in labels
    assert (URIRef(f"{ID}document/办法（试行）%2F“一”"), None, None) in graph


@pytest.mark.parametrize("name", [*UNION, *NAMED])
def test_an_empty_graph(empty: ox.Store, name: str) -> None:
    form = UNION.get(name) or NAMED[name]
    data = written(empty, name)
    assert len(Dataset().parse(data=data, format=form) if name in NAMED else Graph().parse(data=data, format=form)) == 0


def test_prefixes_are_bound_and_in_order(odd: ox.Store) -> None:
    for name in ("turtle", "trig"):
        lines = written(odd, name).decode().splitlines()
        head = [line for line in lines if line.startswith("@prefix")]
        assert head == sorted(head) == lines[: len(head)]
        assert f"@prefix id: <{ID}> ." in head and any("gw:Cosigning" in line for line in lines)
    names = re.findall(r"xmlns:(\w+)=", written(odd, "rdfxml").decode().partition(">\n\t<")[0])
    assert {"gw", "id", "rdf", "dct"} <= set(names) and len(names) == len(set(names))
    assert json.loads(written(odd, "jsonld"))["@context"]["id"] == ID


def test_quads_are_sorted_and_graphs_kept_apart(sample: ox.Store) -> None:
    lines = written(sample, "nquads").decode().splitlines()
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)
    assert all(graph.startswith("<") for graph in graphs), "the default graph repeats what the named ones say"
