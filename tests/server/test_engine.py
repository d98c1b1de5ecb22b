"""Queries in processes of their own: what one client asks does not hold up another, and nothing is asked of other servers."""

from __future__ import annotations

import gzip
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from serving import BODY, LABEL, Served, graph_directory, quads, start
from test_endpoint import DIRECT, SLOW
from test_serving import children

LABELS = f"SELECT ?label {{ <{BODY}> <{LABEL}> ?label }}"
NUMBERS = "SELECT ?o { ?s <https://x.example/p> ?o } ORDER BY ?o"


class Other(ThreadingHTTPServer):
    """Another SPARQL server, which counts who asks it."""

    hits = 0


class Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Other)
        self.server.hits += 1
        body = json.dumps({"head": {"vars": ["o"]}, "results": {"bindings": [{"o": {"type": "literal", "value": "elsewhere"}}]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def other() -> Iterator[Other]:
    with Other(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    graph_directory(tmp_path / "G", "1", quads())
    return tmp_path / "G"


def asked(server: Served, query: str, **headers: str) -> httpx.Response:
    return httpx.post(f"{server.url}/sparql", content=query.encode(), headers=DIRECT | headers, timeout=30)


def test_service_asks_only_the_origins_that_are_allowed(graph: Path, other: Other) -> None:
    address = f"http://127.0.0.1:{other.server_port}"
    texts = [
        f"SELECT * {{ SERVICE <{address}/sparql> {{ ?s ?p ?o }} }}",
        f"PREFIX s: <{address}/> SELECT * {{ {{ SELECT ?o {{ SERVICE SILENT s:sparql {{ ?s ?p ?o }} }} }} }}",
        f"SELECT * {{ VALUES ?e {{ <{address}/sparql> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    ]
    server = start(graph)
    try:
        assert [asked(server, text).status_code for text in texts] == [400] * 3 and other.hits == 0
    finally:
        server.stop()
    server = start(graph, "--service-allow", address)
    try:
        assert [asked(server, text).status_code for text in texts] == [200, 200, 400] and other.hits == 2
        assert "elsewhere" in asked(server, texts[0]).text
        elsewhere = texts[0].replace(address, f"http://localhost:{other.server_port}")
        assert asked(server, elsewhere).status_code == 400 and other.hits == 3
    finally:
        server.stop()


def test_runaways_on_every_worker_do_not_hold_up_the_others(graph: Path) -> None:
    server = start(graph, "--workers", "2", "--query-timeout", "8")
    try:
        slow = [threading.Thread(target=asked, args=(server, SLOW)) for _ in range(3)]
        for thread in slow:
            thread.start()
        time.sleep(0.5)
        assert asked(server, LABELS).json()["results"]["bindings"]
        assert any(thread.is_alive() for thread in slow)
        for thread in slow:
            thread.join()
    finally:
        assert server.stop() == (0, "")


def test_a_nursery_that_is_gone_is_made_anew(graph: Path) -> None:
    server = start(graph, "--memory-store", "0")
    try:
        assert asked(server, LABELS).status_code == 200
        for process in children(server.process.pid):
            os.kill(process, signal.SIGKILL)
        end = time.monotonic() + 15
        while asked(server, LABELS + f" # {time.monotonic()}\nLIMIT 5").status_code != 200:
            assert time.monotonic() < end
    finally:
        server.stop()


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_a_cut_answer_says_so(graph: Path, accept: str) -> None:
    server = start(graph, "--max-rows", "100")
    try:
        cut = asked(server, NUMBERS, accept=accept)
        assert (cut.status_code, cut.headers["gongwen-cut"]) == (200, "max-rows=100")
        if accept.endswith("json"):
            told = cut.json()
            assert len(told["results"]["bindings"]) == 100 and told["head"]["link"]
        elif accept.startswith("text/"):
            assert len(cut.text.splitlines()) == 101
        else:
            assert cut.text.count("<result>") == 100
        whole = asked(server, NUMBERS + " LIMIT 100", accept=accept)
        assert "gongwen-cut" not in whole.headers
        assert sorted(whole.text) == sorted(cut.text) or accept.endswith(("json", "xml"))
        triples = asked(server, "CONSTRUCT WHERE { ?s ?p ?o }", accept="application/n-triples")
        assert len(triples.text.splitlines()) == 100 and triples.headers["gongwen-cut"] == "max-rows=100"
    finally:
        server.stop()


def test_what_did_not_change_is_not_sent_again(graph: Path) -> None:
    server = start(graph)
    try:
        first = asked(server, LABELS)
        same = asked(server, f"# a comment\n  {LABELS}  ", **{"if-none-match": first.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        other = asked(server, LABELS, **{"if-none-match": first.headers["etag"], "accept": "text/csv"})
        assert other.status_code == 200 and other.headers["etag"] != first.headers["etag"]
        graph_directory(graph, "2", quads("盘龙区民政局"))
        newer = asked(server, LABELS, **{"if-none-match": first.headers["etag"]})
        assert newer.status_code == 200 and "盘龙区民政局" in newer.text
    finally:
        server.stop()


@pytest.mark.parametrize("accepts", ["gzip", "identity"])
def test_long_answers_come_whole_compressed_or_not(graph: Path, accepts: str) -> None:
    server = start(graph)
    try:
        wide = "SELECT ?o ?a { ?s <https://x.example/p> ?o BIND(CONCAT(STR(?s), STR(?s), STR(?s), STR(?s)) AS ?a) }"
        with httpx.stream(
            "POST", f"{server.url}/sparql", content=wide, headers=DIRECT | {"accept-encoding": accepts}, timeout=30
        ) as response:
            raw = b"".join(response.iter_raw())
        body = gzip.decompress(raw) if accepts == "gzip" else raw
        assert len(json.loads(body)["results"]["bindings"]) == 3000 and len(body) > 2**18
        assert response.headers.get("content-encoding", "identity") == accepts and int(response.headers["content-length"]) == len(raw)
        assert asked(server, LABELS).status_code == 200
    finally:
        server.stop()


def test_deep_texts_and_too_much_memory_are_told(graph: Path) -> None:
    server = start(graph, "--worker-memory", "64")
    try:
        assert "nested" in asked(server, "SELECT * " + "{" * 3000 + "}" * 3000).json()["detail"]
        greedy = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b))) AS ?all) { ?x <https://x.example/p> ?a . ?y <https://x.example/p> ?b }"
        told = asked(server, greedy)
        assert told.status_code == 503 and "memory" in told.json()["detail"]
        assert asked(server, LABELS).status_code == 200
    finally:
        assert server.stop() == (0, "")


def test_rows_are_cut_also_where_all_of_them_are_too_many_bytes(graph: Path) -> None:
    server = start(graph, "--max-answer", "20000", "--max-rows", "100")
    try:
        cut = asked(server, NUMBERS)
        assert (cut.status_code, len(cut.json()["results"]["bindings"]), cut.headers["gongwen-cut"]) == (200, 100, "max-rows=100")
        wide = (
            "SELECT ?o ?a { ?s <https://x.example/p> ?o BIND(CONCAT(STR(?s), STR(?s), STR(?s), STR(?s), STR(?s), STR(?s)) AS ?a) } LIMIT %d"
        )
        assert asked(server, wide % 90).status_code == 200
        for rows in (100, 3000):
            told = asked(server, wide.replace("STR(?s)", "STR(?s), STR(?s)") % rows)
            assert told.status_code == 400 and "longer than" in told.json()["detail"]
    finally:
        server.stop()
