"""All named queries give equal rows on the embedded store and, through the same front, on other servers that a build was loaded into."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from back_ends import BackEnd, oxigraph, virtuoso
from serving import ROOT, start

from queries.catalogue import catalogue
from queries.results import Result
from queries.runners import run_on_store
from server.publish import publish
from server.remote import store_address
from server.store import CurrentStore, open_store

LETTERS = ROOT / "tests" / "letters"
QUERIES = catalogue().names
ELSEWHERE = {
    ("cooperation", "agency"): "a",
    ("letters", "issuer"): (
        "SELECT ?value { ?letter <http://purl.org/dc/terms/creator>/<https://gongwen.example/ontology#canonical>"
        "/<http://www.w3.org/2004/02/skos/core#prefLabel> ?value } ORDER BY ?value"
    ),
    ("evidence", "fact"): "SELECT ?value { ?annotation <http://www.w3.org/ns/oa#hasBody> ?value } ORDER BY ?value",
    ("locations", "fact"): "SELECT ?value { ?annotation <http://www.w3.org/ns/oa#hasBody> ?value } ORDER BY ?value",
}
"""Where a value for a parameter is found that is no column: another column, or a query."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample letters' graph."""
    out = tmp_path_factory.mktemp("built") / "G"
    command = [sys.executable, str(ROOT / "gongwen.py"), "build", str(LETTERS), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert (out / "manifest.json").is_file(), done.stderr
    return out


@pytest.fixture(scope="module")
def store(built: Path) -> ox.Store:
    return open_store(CurrentStore(built).path())


@contextmanager
def fronted(built: Path, back_end: BackEnd) -> Iterator[httpx.Client]:
    server = start(built, "--store", back_end.query)
    try:
        with httpx.Client(base_url=server.url, timeout=60) as client:
            yield client
    finally:
        server.stop()


@pytest.fixture(scope="module")
def by_oxigraph(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The front over ``oxigraph serve``, loaded by ``publish``."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as back_end:
        publish(built, store_address(back_end.graphs))
        with fronted(built, back_end) as client:
            yield client


@pytest.fixture(scope="module")
def by_virtuoso(built: Path, tmp_path_factory: pytest.TempPathFactory, virtuoso_program: None) -> Iterator[httpx.Client]:
    """The front over Virtuoso, loaded by its own bulk loader."""
    folder, load = tmp_path_factory.mktemp("virtuoso"), tmp_path_factory.mktemp("load")
    for path in [*built.glob("*.nq"), *built.glob("letters/*.nq")]:
        (load / path.name).symlink_to(path)
    with virtuoso(folder, load) as back_end, fronted(built, back_end) as client:
        yield client


def sample_values(store: ox.Store, name: str) -> list[dict[str, str]]:
    """No parameter at all, then each by itself with the first value that the graph has for it."""
    query = catalogue().get(name)
    everything = run_on_store(store, query.text)
    assert isinstance(everything, Result)
    found: list[dict[str, str]] = [{}]
    for parameter in query.parameters:
        source = ELSEWHERE.get((name, parameter.name), parameter.name)
        column, rows = source, everything
        if source.startswith("SELECT"):
            asked = run_on_store(store, source)
            assert isinstance(asked, Result)
            column, rows = "value", asked
        values = [row[column] for row in rows.values() if column in row]
        found.append({parameter.name: values[0] if values else "无"})
    return found


def equal_rows(store: ox.Store, client: httpx.Client, name: str) -> None:
    for values in sample_values(store, name):
        expected = run_on_store(store, catalogue().get(name).bound(values))
        response = client.get(f"/queries/{name}.json", params=values)
        assert response.status_code == 200, (values, response.text)
        answer = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
        assert isinstance(answer, ox.QuerySolutions) and isinstance(expected, Result)
        columns = tuple(variable.value for variable in answer.variables)
        assert (columns, tuple(tuple(row[c] for c in columns) for row in answer)) == (expected.columns, expected.rows), values


@pytest.mark.parametrize("name", QUERIES)
def test_oxigraph_gives_equal_rows(store: ox.Store, by_oxigraph: httpx.Client, name: str) -> None:
    equal_rows(store, by_oxigraph, name)


@pytest.mark.parametrize("name", QUERIES)
def test_virtuoso_gives_equal_rows(store: ox.Store, by_virtuoso: httpx.Client, name: str) -> None:
    equal_rows(store, by_virtuoso, name)


def media(client: httpx.Client) -> None:
    """Every media type of the front, whatever the server behind can make."""
    given = client.get("/queries/staff", params={"source": "01-school-meals.txt"}, headers={"Accept": "text/csv"})
    assert given.headers["content-type"] == "text/csv; charset=utf-8" and given.text.splitlines()[0] == "source,role,count,org,quote"
    xml = client.get("/queries/staff.xml").content
    assert isinstance(ox.parse_query_results(xml, format=ox.QueryResultsFormat.XML), ox.QuerySolutions)
    assert client.get("/queries/staff.tsv").text.startswith("?source\t?role")
    assert "<table" in client.get("/queries/staff.html").text
    truth = client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": "application/sparql-results+json"})
    assert truth.json()["boolean"] is True
    letter = "CONSTRUCT { ?s ?p ?o } WHERE { ?s <https://gongwen.example/ontology#sourceFile> '01-school-meals.txt' ; ?p ?o }"
    formats = {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
    }
    graphs = []
    for accept, form in formats.items():
        response = client.post("/sparql", data={"query": letter}, headers={"Accept": accept})
        assert response.headers["content-type"].startswith(accept)
        graphs.append({str(quad.triple) for quad in ox.parse(response.content, format=form)})
    assert graphs[0] and graphs[0] == graphs[1] == graphs[2]
    assert client.post("/sparql", data={"query": letter}, headers={"Accept": "image/png"}).status_code == 406


def test_oxigraph_in_every_media_type(by_oxigraph: httpx.Client) -> None:
    media(by_oxigraph)


def test_virtuoso_in_every_media_type(by_virtuoso: httpx.Client) -> None:
    media(by_virtuoso)


def data_set(client: httpx.Client) -> None:
    """The protocol's data set reaches the server."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    reference = {"query": count, "default-graph-uri": "https://gongwen.example/id/graph/reference"}
    accept = {"Accept": "text/csv"}
    some, every = (int(client.post("/sparql", data=data, headers=accept).text.split()[1]) for data in (reference, {"query": count}))
    assert 0 < some < every


def test_oxigraph_takes_the_data_set(by_oxigraph: httpx.Client) -> None:
    data_set(by_oxigraph)


def test_virtuoso_takes_the_data_set(by_virtuoso: httpx.Client) -> None:
    data_set(by_virtuoso)


def test_an_answer_that_virtuoso_cut_is_refused(by_virtuoso: httpx.Client) -> None:
    response = by_virtuoso.post("/sparql", data={"query": "SELECT ?s { ?s ?p ?o }"})  # its limit in the test is 10,000 rows
    assert response.status_code == 502 and "part of the answer" in response.json()["detail"]


@pytest.fixture(scope="module")
def loaded(built: Path, tmp_path_factory: pytest.TempPathFactory, virtuoso_program: None) -> Iterator[Callable[[str], int]]:
    """A Virtuoso loaded by ``publish``; gives the number of triples in one of its graphs."""
    with virtuoso(tmp_path_factory.mktemp("published")) as back_end:
        address = store_address(back_end.graphs)
        first, again = (publish(built, address, back_end.user, back_end.password) for _ in range(2))
        assert (first.unchanged, again.sent, again.unchanged) == (0, 0, first.sent)

        def count(graph: str) -> int:
            query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            answer = httpx.post(back_end.query, data={"query": query}, headers={"Accept": "text/csv"}, trust_env=False)
            return int(answer.text.split()[1])

        yield count


def test_publish_into_virtuoso(store: ox.Store, loaded: Callable[[str], int]) -> None:
    for graph in store.named_graphs():
        assert isinstance(graph, ox.NamedNode)
        assert loaded(graph.value) == sum(1 for _ in store.quads_for_pattern(None, None, None, graph)), graph
