"""The same question on a store, on a graph and over HTTP; and what is said when an endpoint does not answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from rdflib import Graph

from queries.catalogue import catalogue
from queries.errors import EndpointError, QueryError, QuerySyntaxError
from queries.results import Description, Truth
from queries.runners import run_at_endpoint, run_on_graph, run_on_store

CONSTRUCT = "PREFIX gw: <https://gongwen.example/ontology#> CONSTRUCT { ?l gw:sourceFile ?s } WHERE { ?l gw:sourceFile ?s }"
ASK = "ASK { ?l <https://gongwen.example/ontology#sourceFile> 'a.txt' }"


@pytest.fixture(scope="module")
def endpoint(store: ox.Store) -> Iterator[str]:
    """A plain endpoint over ``store``; some paths answer badly on purpose."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
            if self.path == "/slow":
                time.sleep(3)
            if self.path in ("/400", "/500", "/503"):
                self._send(int(self.path[1:]), "text/plain", b"no\nsuch thing")
            elif self.path == "/page":
                self._send(200, "text/html", b"<html>hello</html>")
            else:
                answer = store.query(query)
                if isinstance(answer, ox.QueryTriples):
                    self._send(200, "text/turtle", ox.serialize(answer, format=ox.RdfFormat.TURTLE) or b"")
                else:
                    self._send(200, "application/sparql-results+json", answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the test's own output tells enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that gives up is part of the test
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("name", ["cosigned", "letters", "facilities", "addressees"])
def test_an_endpoint_answers_as_the_store_does(store: ox.Store, endpoint: str, name: str) -> None:
    text = catalogue().get(name).bound({"source": "a.txt"})
    assert run_at_endpoint(f"{endpoint}/sparql", text) == run_on_store(store, text)


def test_ask_and_construct_alike_everywhere(store: ox.Store, graph: Graph, endpoint: str) -> None:
    assert run_on_store(store, ASK) == run_on_graph(graph, ASK) == run_at_endpoint(endpoint, ASK) == Truth(True)
    answers = [run_on_store(store, CONSTRUCT), run_on_graph(graph, CONSTRUCT), run_at_endpoint(endpoint, CONSTRUCT)]
    triples = [sorted(map(str, answer.triples)) for answer in answers if isinstance(answer, Description)]
    assert len(triples) == 3 and len(triples[0]) == 2 and triples[0] == triples[1] == triples[2]


def test_words_of_a_comment_are_no_query_form(endpoint: str) -> None:
    assert run_at_endpoint(f"{endpoint}/sparql", f"# title\n# load of letters; describe everything\n{ASK}") == Truth(True)


def test_an_unknown_function_is_one_line(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="cannot answer"):
        run_on_store(store, "SELECT (<http://ex/f>(1) AS ?x) {}")


@pytest.mark.parametrize("text", ["SELEKT ?x { }", "INSERT DATA { <a:a> <a:b> 1 }", "DROP ALL", ""])
def test_what_is_no_query_is_refused(store: ox.Store, graph: Graph, text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        run_on_store(store, text)
    with pytest.raises(QuerySyntaxError):
        run_on_graph(graph, text)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("/400", ASK, "refused the query"),
        ("/500", ASK, "500"),
        ("/503", ASK, "answered 503"),
        ("/page", ASK, "something else than SPARQL JSON"),
        ("/page", CONSTRUCT, "something else than Turtle"),
    ],
)
def test_a_bad_answer_is_one_line(endpoint: str, path: str, text: str, message: str) -> None:
    with pytest.raises(EndpointError) as caught:
        run_at_endpoint(endpoint + path, text)
    assert message in str(caught.value) and "\n" not in str(caught.value) and endpoint in str(caught.value)


def test_a_slow_endpoint_is_given_up(endpoint: str) -> None:
    with pytest.raises(EndpointError, match=r"within 1 s"):
        run_at_endpoint(f"{endpoint}/slow", ASK, timeout=1)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match="cannot be reached"):
        run_at_endpoint(f"http://127.0.0.1:{port}/sparql", ASK)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "sparql", "http://", "ftp://127.0.0.1/x", "http://[::1", "http://127.0.0.1/数据"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(EndpointError, match="not an http"):
        run_at_endpoint(url, ASK)
