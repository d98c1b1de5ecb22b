"""The endpoint over HTTP: request in, response out."""

from __future__ import annotations

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from serving import BODY, ENCODED, GRAPHS, LABEL, Served, graph_directory, quads, start

from queries.results import Description, Result
from queries.runners import run_at_endpoint

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) > STRLEN(STR(?i))) }"


def label_of(iri: str) -> str:
    return f"SELECT ?label {{ <{iri}> <{LABEL}> ?label }}"


def ask(client: httpx.Client, way: str, query: str, **headers: str) -> httpx.Response:
    match way:
        case "get":
            return client.get("/sparql?query=" + quote(query, safe=""), headers=headers)
        case "form":
            return client.post("/sparql", content="query=" + quote(query, safe=""), headers=FORM | headers)
        case "raw form":
            return client.post("/sparql", content=f"query={query.replace('%', '%25')}".encode(), headers=FORM | headers)
        case _:
            return client.post("/sparql", content=query.encode(), headers=DIRECT | headers)


@pytest.mark.parametrize("way", ["get", "form", "raw form", "direct"])
@pytest.mark.parametrize(("iri", "label"), [(BODY, "官渡区民政局"), (ENCODED, "甲/乙")])
def test_an_iri_is_found_however_it_is_sent(client: httpx.Client, way: str, iri: str, label: str) -> None:
    response = ask(client, way, label_of(iri))
    assert (response.status_code, response.headers["content-type"]) == (200, "application/sparql-results+json")
    assert [row["label"]["value"] for row in response.json()["results"]["bindings"]] == [label]


@pytest.mark.parametrize(
    ("accept", "content_type", "expected"),
    [
        ("text/csv", "text/csv; charset=utf-8", "label\r\n官渡区民政局\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?label\n"官渡区民政局"@zh\n'),
        ("application/sparql-results+xml", "application/sparql-results+xml", '<literal xml:lang="zh">官渡区民政局</literal>'),
        ("text/html", "text/html; charset=utf-8", "<td>官渡区民政局</td>"),
    ],
)
def test_tables_in_each_format(client: httpx.Client, accept: str, content_type: str, expected: str) -> None:
    response = ask(client, "get", label_of(BODY), accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert expected in response.text
    assert "accept" in response.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accept", "start"),
    [("application/sparql-results+json", '{"head":{},"boolean":true}'), ("text/csv", "true"), ("text/html", "<!doctype html>")],
)
def test_ask(client: httpx.Client, accept: str, start: str) -> None:
    assert ask(client, "get", "ASK { ?s ?p ?o }", accept=accept).text.startswith(start)


@pytest.mark.parametrize("form", [f"DESCRIBE <{BODY}>", f"CONSTRUCT WHERE {{ <{BODY}> ?p ?o }}"])
@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_graphs_in_each_format(client: httpx.Client, form: str, accept: str, content_type: str) -> None:
    response = ask(client, "direct", form, accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert "官渡区民政局" in response.text or json.dumps("官渡区民政局")[1:-1] in response.text


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("form", "query", "status", "content_type"),
    [
        ("csv", "ASK {}", 200, "text/csv; charset=utf-8"),
        ("xml", "ASK {}", 200, "application/sparql-results+xml"),
        ("xml", "DESCRIBE <x:a>", 200, "application/rdf+xml"),
        ("nq", "DESCRIBE <x:a>", 200, "application/n-quads"),
        ("application/trig", "DESCRIBE <x:a>", 200, "application/trig"),
        ("csv", "DESCRIBE <x:a>", 406, "application/problem+json"),
        ("pdf", "ASK {}", 406, "application/problem+json"),
    ],
)
def test_the_format_parameter_goes_before_the_accept_header(
    client: httpx.Client, way: str, form: str, query: str, status: int, content_type: str
) -> None:
    headers = {"accept": "text/html"}
    if way == "direct":
        response = client.post("/sparql", params={"format": form}, content=query, headers=DIRECT | headers)
    elif way == "form":
        response = client.post("/sparql", data={"query": query, "format": form}, headers=headers)
    else:
        response = client.get("/sparql", params={"query": query, "format": form}, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, content_type)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_relative_iri_is_resolved(client: httpx.Client, way: str) -> None:
    response = ask(client, way, "CONSTRUCT { <s> <p> 1 } {}", accept="application/n-triples")
    assert response.status_code == 200 and response.text.startswith("<http")


@pytest.mark.parametrize(
    ("default", "named", "query", "count"),
    [
        ((), (), "SELECT * { ?s ?p ?o }", 3002),
        (GRAPHS[:1], (), "SELECT * { ?s ?p ?o }", 1),
        (GRAPHS, (), f"SELECT * {{ ?s <{LABEL}> ?o }}", 2),
        ((), GRAPHS[:1], "SELECT * { ?s ?p ?o }", 0),
        ((), GRAPHS[:1], "SELECT * { GRAPH ?g { ?s ?p ?o } }", 1),
        (GRAPHS[:1], (), f"SELECT * FROM <{GRAPHS[1]}> {{ ?s ?p ?o }}", 1),
        ((), (), f"SELECT * FROM <{GRAPHS[0]}> {{ ?s ?p ?o }}", 1),
        ((), (), f"PREFIX g: <{GRAPHS[0][:-1]}> SELECT * FROM g:1 FROM g:2 {{ ?s <{LABEL}> ?o }}", 2),
    ],
)
def test_the_data_set_asked_for(client: httpx.Client, default: tuple[str, ...], named: tuple[str, ...], query: str, count: int) -> None:
    dataset = {"default-graph-uri": list(default), "named-graph-uri": list(named)}
    by_get = client.get("/sparql", params={"query": query, **dataset}, headers={"accept": "text/csv"})
    by_form = client.post("/sparql", data={"query": query, **dataset}, headers={"accept": "text/csv"})
    directly = client.post("/sparql", params=dataset, content=query, headers=DIRECT | {"accept": "text/csv"})
    for response in (by_get, by_form, directly):
        assert len(list(csv.reader(io.StringIO(response.text)))) == count + 1


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE is refused"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 400, "update"),
        ("LOAD <http://127.0.0.1:9/>", 400, "update"),
        ("SELECT * { ?s ?p ", 400, "line 1"),
        ("SELECT * { ?s nope:p ?o }", 400, "Prefix not found"),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_what_is_refused_is_told_in_one_line(client: httpx.Client, way: str, query: str, status: int, told: str) -> None:
    response = ask(client, way, query)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    problem = response.json()
    assert told in problem["detail"] and "\n" not in problem["detail"] and problem["status"] == status


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?default-graph-uri=x:g", {}, b"", 400),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", {}, b"", 400),
        ("GET", "/sparql?query=ASK{}", {"Accept": "image/png"}, b"", 406),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 403),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK{}", 415),
        ("POST", "/sparql", DIRECT, b"#" * (2**20 + 1), 413),
        ("PUT", "/sparql", {}, b"", 405),
        ("DELETE", "/sparql", {}, b"", 405),
        ("GET", "/nothing-here", {}, b"", 404),
    ],
)
def test_statuses(client: httpx.Client, method: str, path: str, headers: dict[str, str], body: bytes, status: int) -> None:
    response = client.request(method, path, headers=headers, content=body)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    got = client.get("/sparql", params={"query": "ASK {}"})
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("content-type", "content-length")} == {
        name: got.headers[name] for name in ("content-type", "content-length")
    }


def test_options_and_cors(client: httpx.Client) -> None:
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    origin = {"Origin": "https://notebook.example"}
    preflight = client.options(
        "/sparql", headers=origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "accept"}
    )
    assert preflight.status_code == 200 and preflight.headers["access-control-allow-origin"] == "*"
    assert client.get("/sparql?query=ASK{}", headers=origin).headers["access-control-allow-origin"] == "*"


def test_a_query_past_its_deadline_dies_and_others_are_answered_meanwhile(client: httpx.Client) -> None:
    with ThreadPoolExecutor() as threads:
        began = time.monotonic()
        slow = threads.submit(ask, client, "direct", SLOW)
        time.sleep(0.2)
        assert client.get("/sparql?query=ASK{}").status_code == 200
        assert time.monotonic() - began < 1.4
        response = slow.result()
    assert 1.4 < time.monotonic() - began < 4
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert "1.5 seconds" in response.json()["detail"]
    assert ask(client, "direct", label_of(BODY)).status_code == 200


def test_a_new_build_is_picked_up(tmp_path: Path) -> None:
    graph_directory(tmp_path / "G", "1", quads())
    server = start(tmp_path / "G", "--workers", "1")
    try:
        with httpx.Client(base_url=server.url) as client:
            assert "官渡区民政局" in ask(client, "get", label_of(BODY)).text
            graph_directory(tmp_path / "G", "2", quads("新名"))
            assert "新名" in ask(client, "get", label_of(BODY)).text
            (tmp_path / "G" / "manifest.json").unlink()
            gone = ask(client, "get", label_of(BODY))
            assert (gone.status_code, client.get("/healthz").status_code) == (503, 503)
            assert "holds no graph" in gone.json()["detail"]
    finally:
        server.stop()


def test_sparqlwrapper_asks_and_understands(served: Served) -> None:
    table = run_at_endpoint(f"{served.url}/sparql", label_of(BODY))
    assert isinstance(table, Result) and table.values() == [{"label": "官渡区民政局"}]
    graph = run_at_endpoint(f"{served.url}/sparql", f"DESCRIBE <{BODY}>")
    assert isinstance(graph, Description) and len(graph.triples) == 1


def test_health(client: httpx.Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "store": "store-1"})
