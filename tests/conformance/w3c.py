"""The W3C SPARQL 1.1 test suite: its manifests as cases, and one data set that holds the data of all of them.

https://www.w3.org/2009/sparql/docs/tests/README.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-sparql" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
NOTHING = "urn:example:empty"
"""A graph with nothing in it: the default graph of a test that has no data."""


@dataclass(frozen=True)
class Case:
    """One test. ``kind``: local name of its class; ``query``: its text; ``default``, ``named``: IRIs of the graphs it asks;
    ``result``: the file that holds the answer."""

    iri: str
    kind: str
    query: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None

    @property
    def name(self) -> str:
        """Short: folder and name."""
        return self.iri.removeprefix(BASE).replace("/manifest#", "/")


@dataclass(frozen=True)
class Exchange:
    """One HTTP request of a protocol test and what is expected. ``target``: after ``/sparql``; ``statuses``: 2, 3, 4;
    ``boolean``: the truth value of an ASK; ``format``: boolean, tabular or RDF."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[int]
    boolean: bool | None
    format: str | None


def folders() -> list[str]:
    """Every folder with a manifest; none where the suite is missing."""
    return sorted(path.parent.name for path in SUITE.glob("*/manifest.ttl"))


def file_of(iri: str) -> Path:
    """The file of an IRI of the suite."""
    return SUITE / iri.removeprefix(BASE)


@cache
def manifest(folder: str) -> tuple[Graph, list[Node]]:
    """A manifest and its entries in order."""
    graph = Graph().parse(SUITE / folder / "manifest.ttl", publicID=f"{BASE}{folder}/manifest")
    return graph, [entry for entries in graph.objects(None, MF.entries) for entry in Collection(graph, entries)]


def cases(folder: str) -> Iterator[Case]:
    """The tests of a folder, but those of the protocol."""
    graph, entries = manifest(folder)
    for entry in entries:
        kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
        action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
        query = action if isinstance(action, URIRef) else graph.value(action, QT.query) if action else None
        yield Case(
            iri=str(entry),
            kind=kind,
            query=file_of(str(query)).read_text(encoding="utf-8") if query else "",
            default=tuple(sorted(str(data) for data in graph.objects(action, QT.data))) or (NOTHING,),
            named=tuple(sorted(str(data) for data in graph.objects(action, QT.graphData))),
            result=file_of(str(result)) if result else None,
        )


def exchanges(entry: str) -> list[Exchange]:
    """The requests of a protocol test in order."""
    graph, _ = manifest("protocol")
    requests = graph.value(graph.value(URIRef(entry), MF.action), HT.requests)
    assert requests is not None
    return [_exchange(graph, request) for request in Collection(graph, requests)]


def _exchange(graph: Graph, request: Node) -> Exchange:
    body, headers, response = (graph.value(request, name) for name in (HT.body, HT.headers, HT.resp))
    truth = graph.value(response, MF.expectedBoolean)
    form = graph.value(response, MF.expectedFormat)
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else ""
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        target=str(graph.value(request, HT.absolutePath)).removeprefix("/sparql/"),
        headers=tuple(
            (str(graph.value(header, HT.fieldName)), str(graph.value(header, HT.fieldValue)))
            for header in (Collection(graph, headers) if headers else ())
        ),
        body=str(graph.value(body, CNT.chars)).encode(encoding) if body else None,
        statuses=frozenset(int(str(status)[-3]) for status in graph.objects(response, MF.expectedStatus)),
        boolean=truth.toPython() if truth is not None else None,  # type: ignore[attr-defined]
        format=str(form) if form is not None else None,
    )


def nquads() -> str:
    """The data of all tests, each file a graph of its own, named by its IRI (in the protocol's tests: as they name it).

    The protocol's data set parameters then choose a test's data, so that one server answers all tests.
    """
    quads: set[ox.Quad] = set()
    files = {
        iri: file_of(iri) for folder in folders() if folder != "protocol" for case in cases(folder) for iri in case.default + case.named
    }
    graph, _ = manifest("protocol")
    for data in graph.objects(None, UT.graphData):
        files[str(graph.value(data, RDFS.label))] = file_of(str(graph.value(data, UT.graph)))
    for iri, file in files.items():
        if iri != NOTHING:
            form = ox.RdfFormat.from_extension(file.suffix[1:])
            quads |= {
                ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(iri))
                for triple in ox.parse(path=file, format=form, base_iri=iri, rename_blank_nodes=True)
            }
    return "".join(f"{quad} .\n" for quad in sorted(quads, key=str))
