"""The ontology, the schemes, the data set's description, the service's description."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pyoxigraph as ox
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from linked_graph import BASE, build
from serving import ROOT, Served, start
from test_linked_pages import page

from ontology.namespaces import PREFIXES
from server.app import create_app
from server.linked import dataset, terms, things
from server.linked.announced import announced, table
from server.linked.representations import OFFERED
from server.linked.service import Service, service_description, statements
from server.media import GRAPHS, RESULTS
from server.serve import listen
from server.settings import Settings

RDF = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
VOID, SD, GW = PREFIXES["void"], PREFIXES["sd"], PREFIXES["gw"]


def graph(response: httpx.Response, name: str = "ttl") -> ox.Store:
    assert response.status_code == 200, response.text[:200]
    store = ox.Store()
    store.extend(ox.parse(response.content, RDF[name]))
    return store


def asked(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query, prefixes={**PREFIXES, "gw": GW})
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal)) for row in solutions]


@pytest.mark.parametrize("path", ["/ontology", "/dataset", "/schemes"])
def test_documents_come_in_every_format_with_the_same_statements(path: str, reader: httpx.Client) -> None:
    held = {name: {quad.triple for quad in graph(reader.get(f"{path}.{name}"), name)} for name in RDF}
    assert all(one == held["ttl"] for one in held.values()) and held["ttl"]
    for media in OFFERED:
        response = reader.get("/scheme/" if path == "/schemes" else path, headers={"Accept": media.type})
        assert response.headers["content-type"] == media.content_type
        assert response.headers["content-location"] == f"{path}.{media.name}"
        assert "Accept-Language" in response.headers["vary"] and 'rel="alternate"' in response.headers["link"]
        assert reader.head(f"{path}.{media.name}").status_code == 200
    assert reader.get(path if path != "/schemes" else "/scheme/", headers={"Accept": "image/png"}).status_code == 406


def test_the_ontology_is_the_file_and_a_page_with_every_term(reader: httpx.Client) -> None:
    assert reader.get("/ontology.ttl").content == (ROOT / "ontology" / "gongwen.ttl").read_bytes()
    assert reader.get("/ontology/0.1.0", headers={"Accept": "text/turtle"}).status_code == 200
    for language, label in (("zh", "会签"), ("en", "cosigning")):
        tree = page(reader, "/ontology", language)
        (heading,) = tree.xpath("//h3[@id='Cosigning']")
        assert label in heading.text_content()
        assert len(tree.xpath("//h3[@id]")) > 150


def test_the_well_known_place_leads_to_the_data_set(reader: httpx.Client) -> None:
    response = reader.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert [one.status_code for one in response.history] == [303]
    described = graph(response)
    endpoint = f"{str(reader.base_url).rstrip('/')}/sparql"
    assert asked(described, f"SELECT ?e {{ <{BASE}dataset/letters> void:sparqlEndpoint ?e }}") == [(endpoint,)]
    service = "SELECT ?e ?d { ?s a dcat:DataService ; dcat:endpointURL ?e ; dcat:servesDataset ?d }"
    assert asked(described, service) == [(endpoint, f"{BASE}dataset/letters")]
    assert asked(described, "SELECT ?t { ?d a dcat:Dataset ; dct:title ?t } ORDER BY LANG(?t)")[0] == (
        "Knowledge graph of government reply letters",
    )


def test_the_data_set_has_a_page(reader: httpx.Client) -> None:
    assert page(reader, "/dataset").findtext(".//h1") == "政府答复函知识图谱"
    assert page(reader, "/dataset", "en").findtext(".//h1") == "Knowledge graph of government reply letters"
    assert "级别" in page(reader, "/scheme/").text_content()


SERVICE = Service(
    endpoint="https://data.example/sparql",
    dataset=f"{BASE}dataset/letters",
    triples=10,
    graphs={f"{BASE}graph/1": 4, f"{BASE}graph/2": 6},
    more=False,
    formats=tuple(table()["formats"][media.name] for media in (*RESULTS, *GRAPHS) if media.name != "html"),
    limits=tuple(announced(Settings(query_timeout=7.5))),
    origins=(),
)


def described(service: Service) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in statements(service))
    return store


def test_a_service_is_described_in_the_standards_terms() -> None:
    store = described(SERVICE)
    assert asked(store, "SELECT ?e ?l { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage ?l }") == [
        ("https://data.example/sparql", f"{SD}SPARQL11Query")
    ]
    assert {one for (one,) in asked(store, "SELECT ?f { ?s sd:resultFormat ?f }")} == set(SERVICE.formats)
    graphs = "SELECT ?g ?n { ?s sd:defaultDataset/sd:namedGraph ?named . ?named sd:name ?g ; sd:graph/void:triples ?n } ORDER BY ?g"
    assert asked(store, graphs) == [(f"{BASE}graph/1", "4"), (f"{BASE}graph/2", "6")]
    assert asked(store, "SELECT ?n { ?s sd:defaultDataset/sd:defaultGraph/void:triples ?n }") == [("10",)]
    query = "SELECT ?name ?value { ?s gw:limit [ a gw:ServiceLimit ; gw:limitName ?name ; gw:limitValue ?value ] }"
    limits = {name: value for name, value in asked(store, query)}
    assert limits["query_timeout"] == "7.5" and limits["max_request"] == "1048576"
    assert not [quad for quad in store if isinstance(quad.subject, ox.BlankNode)]


def test_the_service_policy_is_told() -> None:
    policy = "SELECT ?policy { ?s gw:federation ?policy }"
    origins = "SELECT ?o { ?s gw:allowedOrigin ?o ; sd:feature sd:BasicFederatedQuery }"
    assert (asked(described(SERVICE), policy), asked(described(SERVICE), origins)) == ([("none",)], [])
    listed = Service(**{name: getattr(SERVICE, name) for name in SERVICE.__slots__} | {"origins": ("https://query.example:8443",)})
    assert asked(described(listed), policy) == [("listed",)]
    assert asked(described(listed), origins) == [("https://query.example:8443",)]


def test_every_format_that_is_offered_has_a_name() -> None:
    assert {media.name for media in (*RESULTS, *GRAPHS)} - {"html"} <= table()["formats"].keys()


def test_every_term_that_is_said_is_declared() -> None:
    declared = (ROOT / "ontology" / "gongwen.ttl").read_text(encoding="utf-8")
    said = {triple.predicate.value for triple in statements(SERVICE)}
    assert all(f"\ngw:{term.removeprefix(GW)} a " in declared for term in said if term.startswith(GW))


@pytest.fixture(scope="module")
def described_app(letters: Served) -> FastAPI:
    """The application with the description at an address of its own."""
    app = create_app(letters.graph, Settings(query_timeout=12))
    app.add_api_route("/description", service_description, methods=["GET"], include_in_schema=False)
    return app


@pytest.fixture(scope="module")
def describing(described_app: FastAPI) -> Iterator[httpx.Client]:
    """A client of it, over a port of this machine."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(described_app, log_level="error"))
        running = Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=60) as client:
            yield client
        server.should_exit = True
        running.join()


def test_the_description_tells_what_runs(describing: httpx.Client) -> None:
    store = graph(describing.get("/description", headers={"Accept": "text/turtle"}))
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    held = [describing.get("/sparql", params={"query": query}).json()["results"]["bindings"] for query in counted]
    assert asked(store, "SELECT ?n { ?s sd:defaultDataset/sd:defaultGraph/void:triples ?n }") == [(held[0][0]["n"]["value"],)]
    graphs = "SELECT ?g ?n { ?s sd:defaultDataset/sd:namedGraph ?x . ?x sd:name ?g . ?g void:triples ?n } ORDER BY ?g"
    empty = {f"{BASE}graph/links"}  # an empty graph is described, but no store can tell that it is there
    assert [row for row in asked(store, graphs) if row[0] not in empty] == [(row["g"]["value"], row["n"]["value"]) for row in held[1]]
    limit = 'SELECT ?v { ?s gw:limit ?l . ?l gw:limitName "query_timeout" ; gw:limitValue ?v }'
    assert [float(value) for (value,) in asked(store, limit)] == [12]
    assert asked(store, "SELECT ?e { ?s sd:endpoint ?e }") == [(f"{str(describing.base_url).rstrip('/')}/sparql",)]
    for media in OFFERED:
        response = describing.get("/description", headers={"Accept": media.type})
        assert (response.status_code, response.headers["content-type"]) == (200, media.content_type)
    assert describing.get("/description", headers={"Accept": "image/png"}).status_code == 406
    assert "query_timeout" in describing.get("/description", headers={"Accept": "text/html"}).text


def test_routes_are_ready_for_openapi() -> None:
    openapi = get_openapi(title="", version="", routes=[route for of in (things, terms, dataset) for route in of.router.routes])
    paths = {path: of for path, of in openapi["paths"].items()}
    assert {"/id/{path}", "/scheme/{path}", "/ontology", "/dataset", "/.well-known/void"} <= paths.keys()
    operations = [one for of in paths.values() for one in of.values()]
    assert all(one["summary"] and one["description"] for one in operations)
    assert len({one["operationId"] for one in operations}) == len(operations)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one letter whose IRIs begin elsewhere."""
    here = tmp_path_factory.mktemp("elsewhere")
    (here / "letters").mkdir()
    shutil.copy(ROOT / "tests" / "letters" / "13-family-mediation.txt", here / "letters")
    build(here / "G", "--id-base", "http://data.example/zh#", letters=str(here / "letters"))
    return here / "G"


def test_iris_of_another_base_are_answered_for_here(elsewhere: Path) -> None:
    server: Served = start(elsewhere)
    try:
        with httpx.Client(base_url=server.url, timeout=60, follow_redirects=True) as client:
            turtle = client.get("/id/body/白榆县人民法院", headers={"Accept": "text/turtle"})
            assert asked(graph(turtle), "SELECT ?l { <http://data.example/zh#body/白榆县人民法院> rdfs:label ?l }") == [("白榆县人民法院",)]
            tree = page(client, "/id/body/白榆县人民法院")
            assert not [href for href in tree.xpath("//@href") if "data.example" in href]
            assert asked(graph(client.get("/dataset.ttl")), "SELECT ?d { ?d a dcat:Dataset }") == [
                ("http://data.example/zh#dataset/letters",)
            ]
    finally:
        server.stop()
