"""The data set's description says what is there: its counts are those that queries give, its checksums those of the files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

import gongwen
from extract.archive import Settings, build
from extract.archive.counting import space
from extract.archive.linking import Request, link
from extract.links.records import Columns
from extract.links.things import Kind
from ontology.namespaces import DCAT, ID_BASE, VOID
from server.store import CurrentStore, open_store

SAMPLES = Path(__file__).parents[2] / "tests" / "letters"
DATASET = URIRef(f"{ID_BASE}dataset/letters")
DCT = "http://purl.org/dc/terms/"
HEAD = "".join(
    f"PREFIX {prefix}: <{iri}>\n"
    for prefix, iri in (
        ("void", VOID),
        ("dcat", DCAT),
        ("dct", DCT),
        ("gw", "https://gongwen.example/ontology#"),
        ("id", ID_BASE),
        ("sd", "http://www.w3.org/ns/sparql-service-description#"),
        ("spdx", "http://spdx.org/rdf/terms#"),
    )
)
COUNTED = "{ SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(?g != <https://gongwen.example/id/graph/description>) } }"
"""What is counted, in SPARQL: the distinct triples of all named graphs but the description's."""


def letters(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        shutil.copy(SAMPLES / name, folder)
    return folder


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two letters, linked to a table."""
    here = tmp_path_factory.mktemp("described")
    build([letters(here / "letters", "05-cemeteries.txt", "13-family-mediation.txt")], here / "G", gongwen.rooms(), Settings(workers=1))
    (here / "a.csv").write_text("name,id\n白榆县人民法院,https://c.example/1\n白榆县民政局,https://d.example/x#2\n", encoding="utf-8")
    link(here / "G", Request(here / "a.csv", Kind.BODY, "name", Columns("name", "id")), gongwen.rooms())
    return here / "G"


@pytest.fixture(scope="module")
def store(graph: Path) -> ox.Store:
    return open_store(CurrentStore(graph).path())


@pytest.fixture(scope="module")
def described(graph: Path) -> Graph:
    return Graph().parse(graph / "description.ttl")


def answers(store: ox.Store, query: str) -> set[tuple[str, ...]]:
    """The answer's rows, every cell as text."""
    return {tuple("" if cell is None else cell.value for cell in row) for row in store.query(HEAD + query)}  # type: ignore[union-attr]


def said(store: ox.Store, columns: str, pattern: str) -> set[tuple[str, ...]]:
    """What the description says, from the graph it stands in."""
    return answers(store, f"SELECT {columns} {{ GRAPH <{ID_BASE}graph/description> {{ {pattern} }} }}")


@pytest.mark.parametrize(
    ("term", "query"),
    [
        ("triples", f"SELECT (COUNT(*) AS ?n) {{ {COUNTED} }}"),
        ("distinctSubjects", f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {COUNTED} }}"),
        ("distinctObjects", f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ {COUNTED} }}"),
        ("properties", f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {COUNTED} }}"),
        ("classes", f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ {COUNTED} FILTER(?p = rdf:type) }}"),
        ("entities", f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {COUNTED} FILTER(STRSTARTS(STR(?s), "{ID_BASE}")) }}'),
    ],
)
def test_the_counts_are_those_of_queries(store: ox.Store, described: Graph, term: str, query: str) -> None:
    ((counted,),) = answers(store, "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n" + query)
    assert [str(value) for value in described.objects(DATASET, VOID[term])] == [counted] and int(counted) > 10


def test_the_partitions_are_those_of_queries(store: ox.Store) -> None:
    classes = said(store, "?class ?n", "?x void:classPartition ?y . ?y void:class ?class ; void:entities ?n")
    assert classes == answers(
        store,
        f"SELECT ?o (COUNT(DISTINCT ?s) AS ?n) {{ {COUNTED} FILTER(?p = <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>) }} GROUP BY ?o",
    )
    parts = "?x void:propertyPartition ?y . ?y void:property ?p ; void:triples ?n"
    properties = said(store, "?p ?n", parts)
    assert properties == answers(store, f"SELECT ?p (COUNT(*) AS ?n) {{ {COUNTED} }} GROUP BY ?p")


def test_every_graph_but_its_own_is_told_with_its_triples(store: ox.Store) -> None:
    graphs = said(store, "?g ?n", "?x sd:namedGraph ?y . ?y sd:name ?g . ?g void:triples ?n")
    counted = answers(
        store, f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{ID_BASE}graph/description>) }} GROUP BY ?g"
    )
    assert graphs == counted and len(graphs) == 6


def test_the_files_are_told_with_their_sizes_and_checksums(graph: Path, store: ox.Store) -> None:
    file = "?y dct:title ?name ; dcat:byteSize ?n ; dcat:mediaType ?m ; spdx:checksum ?z"
    told = said(store, "?name ?n ?sum", f"?x dcat:distribution ?y . {file} . ?z spdx:checksumValue ?sum")
    there = [*graph.glob("letters/*.nq"), *(graph / name for name in ("links.nq", "reference.nq", "resolution.nq", "sources.nq"))]
    assert told == {
        (path.relative_to(graph).as_posix(), str(path.stat().st_size), hashlib.sha256(path.read_bytes()).hexdigest()) for path in there
    }


def test_links_are_linksets(store: ox.Store) -> None:
    sets = said(
        store, "?space ?n", "?x void:subset ?y . ?y void:linkPredicate ?p ; void:objectsTarget/void:uriSpace ?space ; void:triples ?n"
    )
    assert sets == {("https://c.example/", "1"), ("https://d.example/x#", "1")}


@pytest.mark.parametrize(
    ("iri", "start"),
    [
        ("https://sws.geonames.org/1816670/", "https://sws.geonames.org/"),
        ("http://www.wikidata.org/entity/Q956", "http://www.wikidata.org/entity/"),
        ("https://d.example/x#2", "https://d.example/x#"),
        ("urn:isbn:1", "urn:isbn:1"),
    ],
)
def test_what_the_iris_of_a_data_set_start_with(iri: str, start: str) -> None:
    assert space(iri) == start


def test_dates_sources_and_version(graph: Path, described: Graph) -> None:
    period = described.value(DATASET, URIRef(f"{DCT}temporal"))
    issued = answers(open_store(CurrentStore(graph).path()), "SELECT ?d { ?x gw:sourceFile ?f ; dct:issued ?d }")
    dates = sorted(date for (date,) in issued)
    assert [str(described.value(period, DCAT[name])) for name in ("startDate", "endDate")] == [dates[0], dates[-1]]
    assert len(list(described.objects(DATASET, URIRef(f"{DCT}source")))) == 2
    assert described.value(DATASET, DCAT.version)
    for absent in ("license", "publisher", "modified"):
        assert not list(described.objects(DATASET, URIRef(DCT + absent)))


def test_turtle_and_nquads_say_the_same(graph: Path, described: Graph) -> None:
    plain = Graph()
    for quad in ox.parse(path=str(graph / "description.nq"), format=ox.RdfFormat.N_QUADS):
        plain.parse(data=f"{quad.triple} .", format="nt")
    assert isomorphic(plain, described)
    assert (graph / "description.ttl").read_text(encoding="utf-8").count("@prefix") == 8


def test_licence_and_publisher_are_what_the_user_says_and_read_no_letter_again(tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "letters", "05-cemeteries.txt"), tmp_path / "G"
    build([folder], out, gongwen.rooms(), Settings(workers=1))
    unlicensed = (out / "description.ttl").read_bytes()
    settings = Settings(workers=1, licence="https://creativecommons.org/licenses/by/4.0/", publisher="云川市档案馆")
    summary = build([folder], out, gongwen.rooms(), settings)
    assert (summary.read, summary.changed) == (0, True)
    told = Graph().parse(out / "description.ttl")
    assert told.value(DATASET, URIRef(f"{DCT}license")) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    publisher = told.value(DATASET, URIRef(f"{DCT}publisher"))
    assert told.value(publisher, URIRef("http://xmlns.com/foaf/0.1/name")) == Literal("云川市档案馆")
    build([folder], out, gongwen.rooms(), Settings(workers=1))  # the store of the first build is still there, and is taken again
    assert (out / "description.ttl").read_bytes() == unlicensed
