"""A remote store that fails, stalls, lies or sends us elsewhere; and what may be sent to it at all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from ontology.errors import SettingError
from server.answer import Answer, Question
from server.guard import RefusedQuery
from server.remote import Remote, store_address
from server.remote.plain import require_plain

JSON = "application/sparql-results+json"
ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#gYear","value":"2022"}}]}}'


class Odd(BaseHTTPRequestHandler):
    """Answers with what the test said, and keeps what it was asked."""

    status: ClassVar[int] = 200
    sent: ClassVar[dict[str, str]] = {}
    body: ClassVar[bytes] = ROW
    stall: ClassVar[float] = 0
    asked: ClassVar[list[dict[str, list[str]]]] = []
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Odd.asked.append(parse_qs(text))
        time.sleep(self.stall)
        self.send_response(self.status)
        for name, value in {"Content-Type": JSON, "Content-Length": str(len(self.body)), **self.sent}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def odd(status: int = 200, sent: dict[str, str] | None = None, body: bytes = ROW, stall: float = 0) -> Iterator[str]:
    Odd.status, Odd.sent, Odd.body, Odd.stall, Odd.asked = status, sent or {}, body, stall, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/private/query"
    finally:
        server.shutdown()
        server.server_close()


def ask(url: str, question: Question, seconds: float = 20, most: int = 10_000) -> Answer:
    async def one() -> Answer:
        remote = Remote(store_address(url), seconds, most, count=1)
        try:
            return await remote.ask(question)
        finally:
            remote.close()
            await asyncio.sleep(0)

    return asyncio.run(one())


def question(query: str = "SELECT ?x { ?x ?y ?z }", accept: str | None = JSON) -> Question:
    return Question(query, accept, ("https://a.example/图",), ("https://b.example/g", "https://c.example/g"))


def test_the_query_and_its_data_set_are_sent_and_the_result_is_made_anew() -> None:
    with odd() as url:
        answer = ask(url, question())
    assert answer.status == 200 and b'"type":"literal","value":"2022"' in answer.body  # not the draft's typed-literal
    assert Odd.asked == [
        {
            "query": ["SELECT ?x { ?x ?y ?z }"],
            "default-graph-uri": ["https://a.example/图"],
            "named-graph-uri": ["https://b.example/g", "https://c.example/g"],
        }
    ]


@pytest.mark.parametrize(
    ("reply", "status", "told"),
    [
        ({"status": 400, "body": b"at /opt/store.db"}, 400, "cannot evaluate"),
        ({"status": 401}, 502, "does not let this server ask"),
        ({"status": 404}, 502, "not at the address"),
        ({"status": 429}, 503, "busy"),
        ({"status": 500, "body": b"Traceback /opt/x.py"}, 502, "status 500"),
        ({"status": 503}, 503, "busy"),
        ({"sent": {"X-SQL-State": "S1TAT"}}, 502, "only a part"),
        ({"sent": {"X-SPARQL-MaxRows": "1"}}, 502, "only a part"),
        ({"body": b"<html>"}, 502, "cannot be read"),
        ({"body": ROW[:-20]}, 502, "cannot be read"),
        ({"body": b'{"head":{},"boolean":true}'}, 502, "cannot be read"),
        ({"body": b""}, 502, "cannot be read"),
        ({"body": b" " * 10_001}, 400, "longer than 10000 bytes"),
        ({"sent": {"Content-Length": "999"}, "stall": 0}, 503, "ran longer than 2 seconds"),
        ({"stall": 8}, 503, "ran longer than 2 seconds"),
    ],
)
def test_a_failure_is_one_line_without_the_address(reply: dict[str, object], status: int, told: str) -> None:
    with odd(**reply) as url:  # type: ignore[arg-type]
        answer = ask(url, question(), seconds=2 if "2 seconds" in told else 20)
    assert answer.status == status and told in answer.detail and "\n" not in answer.detail
    assert not any(secret in answer.detail for secret in ("127.0.0.1", "private", "/opt", "Traceback"))


def test_a_redirect_is_not_followed() -> None:
    with odd(status=307, sent={"Location": "http://127.0.0.1:1/elsewhere"}) as url:
        answer = ask(url, question())
    assert answer.status == 502 and len(Odd.asked) == 1


def test_nothing_listens() -> None:
    with odd() as url:
        pass
    answer = ask(url, question())
    assert (answer.status, answer.detail) == (503, "the store cannot be reached: try again later")


@pytest.mark.parametrize("query", ["INSERT DATA { <a:a> <a:b> 1 }", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELEC"])
def test_what_the_guard_refuses_is_never_sent(query: str) -> None:
    with odd() as url:
        assert ask(url, question(query)).status == 400
    assert Odd.asked == []


def test_an_answer_that_cannot_be_made_is_never_asked_for() -> None:
    with odd() as url:
        assert ask(url, question(accept="image/png")).status == 406
    assert Odd.asked == []


def test_stop_answers_who_waits() -> None:
    async def stopped(url: str) -> tuple[Answer, Answer]:
        remote = Remote(store_address(url), 30, 10_000, count=1)
        waiting = asyncio.create_task(remote.ask(question()))
        while not Odd.asked:
            await asyncio.sleep(0.05)
        remote.stop()
        answers = await waiting, await remote.ask(question())
        remote.close()
        await asyncio.sleep(0)
        return answers

    with odd(stall=10) as url:
        assert [answer.detail for answer in asyncio.run(stopped(url))] == ["the server is stopping"] * 2


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('SELECT (bif:sys_dirlist("/") AS ?x) { }', "not of SPARQL 1.1"),
        ('PREFIX bif: <bif:> SELECT (bif:http_get("http://127.0.0.1/") AS ?x) { }', "not of SPARQL 1.1"),
        ('BASE <bif:> SELECT (<http_get>("http://127.0.0.1/") AS ?x) { }', "not of SPARQL 1.1"),
        ("SELECT * { ?s ?p ?o FILTER(<sql:f>(?o)) }", "not of SPARQL 1.1"),
        ("SELECT * { ?s ?p ?o } GROUP BY (<java:f>(?o) AS ?x)", "not of SPARQL 1.1"),
        ('SELECT * { ?s bif:contains "x" }', "prefix bif: is not declared"),
        ('PREFIX b: <bif:> SELECT * { ?s b:contains "x" }', "scheme bif:"),
        ('SELECT * { ?s <BIF:contains> "x" }', "scheme BIF:"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "scheme file:"),
    ],
)
def test_what_only_one_make_understands_is_refused(query: str, told: str) -> None:
    with pytest.raises(RefusedQuery, match=told):
        require_plain(query)


@pytest.mark.parametrize(
    "query",
    [
        'PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (xsd:integer("1") AS ?x) { }',
        "PREFIX : <https://x.example/> ASK { ?s :p|^:q|!(a|:r) ?o }",
        "SELECT ?x { VALUES ?x { <https://x.example/bif:a> } }",
    ],
)
def test_plain_sparql_passes(query: str) -> None:
    require_plain(query)


@pytest.mark.parametrize(
    "given",
    ["sparql", "ftp://127.0.0.1/x", "http://", "http://u:p@127.0.0.1/q", "http://127.0.0.1/q?x=1", "http://127.0.0.1:x/", "http://图/"],
)
def test_an_address_that_is_none(given: str) -> None:
    with pytest.raises(SettingError, match="--store"):
        store_address(given)
