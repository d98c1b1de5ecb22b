"""The query tests of the W3C suite (evaluation, syntax, result formats, service description) over HTTP.

``w3c_failures.toml`` names those that fail and why; a listed test that passes is a failure too.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from comparing import Content, difference, read_csv, read_graph, read_result_set, read_table, same
from w3c import BASE, SUITE, Case, cases, folders

FAILURES: dict[str, str] = tomllib.loads((Path(__file__).parent / "w3c_failures.toml").read_text(encoding="utf-8"))["failures"]
TABLES = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
ACCEPT = {suffix: form.media_type for suffix, form in TABLES.items()} | {".csv": "text/csv"}
FROM = re.compile(r"\bFROM\s*(NAMED\s*)?<")
SD = "http://www.w3.org/ns/sparql-service-description#"
ALL = [case for folder in folders() if folder != "protocol" for case in cases(folder)] or [Case(iri=BASE + "missing", kind="")]


class Wrong(AssertionError):
    """A test of the suite failed."""


@pytest.mark.w3c
@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_it_does_as_the_suite_says(endpoint: httpx.Client, case: Case) -> None:
    try:
        check(endpoint, case)
    except Wrong as wrong:
        assert case.iri in FAILURES, f"{wrong}\nwhere this cannot be mended: \"{case.iri}\" = 'why'"
    else:
        assert case.iri not in FAILURES, f"passes: take {case.iri} out of w3c_failures.toml"


@pytest.mark.w3c
def test_only_tests_of_the_suite_are_listed() -> None:
    assert SUITE.is_dir() and FAILURES.keys() <= {case.iri for case in ALL}
    assert all(reason.strip() for reason in FAILURES.values())


def check(client: httpx.Client, case: Case) -> None:
    """Raises Wrong when a test fails."""
    match case.kind:
        case "PositiveSyntaxTest11":
            answer = ask(client, case, "*/*", f"BASE <{case.iri}>\n")
            expect(answer.status_code == 200, f"a query is refused: {answer.text}")
        case "NegativeSyntaxTest11":
            answer = ask(client, case, "*/*", "")
            expect(answer.status_code == 400, f"{answer.status_code}: no query, yet accepted")
        case "QueryEvaluationTest" | "CSVResultFormatTest":
            evaluate(client, case)
        case "ServiceDescriptionTest":
            describe(client, case.name.rpartition("/")[2])
        case _:
            raise Wrong(f"unknown kind of test: {case.kind}")


def expect(holds: bool, told: str) -> None:
    if not holds:
        raise Wrong(told)


def ask(client: httpx.Client, case: Case, accept: str, head: str) -> httpx.Response:
    """The query on the test's data: its default graph and its named graphs, by the protocol's parameters, or by its own FROM."""
    chosen = (
        []
        if FROM.search(case.query)
        else [("default-graph-uri", iri) for iri in case.default] + [("named-graph-uri", iri) for iri in case.named]
    )
    target = "/sparql?" + "&".join(f"{name}={quote(iri, safe='')}" for name, iri in chosen)
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return client.post(target, content=(head + case.query).encode(), headers=headers)


def evaluate(client: httpx.Client, case: Case) -> None:
    """The answer in the format of the expected file."""
    assert case.result is not None
    suffix, base, body = case.result.suffix, case.iri, case.result.read_bytes()
    wanted = read_result_set(body, base) if suffix == ".ttl" else None
    if wanted is not None:  # a table in RDF, which no endpoint answers
        suffix = ".srx"
    else:
        wanted = read(body, suffix, base)
    answer = ask(client, case, ACCEPT.get(suffix, "text/turtle"), f"BASE <{base}>\n")
    expect(answer.status_code == 200, f"{answer.status_code}: {answer.text}")
    given = read(answer.content, suffix, base)
    expect(same(given, wanted), difference(given, wanted))


def read(body: bytes, suffix: str, base: str) -> Content:
    if suffix == ".csv":
        return read_csv(body)
    return read_table(body, TABLES[suffix]) if suffix in TABLES else read_graph(body, ox.RdfFormat.TURTLE, base)


def describe(client: httpx.Client, name: str) -> None:
    """What GET without a query answers (SPARQL 1.1 Service Description, 2)."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    expect(answer.status_code == 200 and answer.headers["content-type"].startswith("text/turtle"), f"{answer.status_code}: {answer.text}")
    graph = ox.Store()
    graph.load(answer.content, format=ox.RdfFormat.TURTLE, base_iri=str(answer.url))
    endpoint = f"[] a <{SD}Service> ; <{SD}endpoint> <{client.base_url.join('/sparql')}>"
    match name:
        case "has-endpoint-triple":
            expect(bool(graph.query(f"ASK {{ {endpoint} }}")), "no triple names the endpoint")
        case "conforms-to-schema":
            named = "?what ?p ?s FILTER(STRSTARTS(STR(?p), STR(sd:)) && ?p IN (sd:feature, sd:resultFormat, sd:supportedLanguage))"
            expect(not graph.query(f"PREFIX sd: <{SD}> ASK {{ {named} FILTER(!isIRI(?s)) }}"), "a feature, format or language is no IRI")
            expect(len(list(graph.query(f"SELECT * {{ ?s a <{SD}Service> }}"))) == 1, "not exactly one service")  # type: ignore[arg-type]
