"""``gongwen publish``: only what changed is sent, it goes on after an interruption, and says in one line what failed."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import httpx
import pytest
from back_ends import BackEnd, oxigraph
from serving import GRAPHS, ROOT, graph_directory, quads

from server.publish import Published, publish
from server.publish.errors import PublishError
from server.publish.graph_store import GraphStore
from server.remote import store_address

OTHERS = "https://other.example/graph"
RECORD = "https://gongwen.example/id/graph/published"


@pytest.fixture
def back_end(tmp_path: Path) -> Iterator[BackEnd]:
    with oxigraph(tmp_path) as running:
        yield running


def graphs(back_end: BackEnd) -> dict[str, int]:
    """The number of triples by graph."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    answer = httpx.post(back_end.query, data={"query": query}, headers={"Accept": "application/json"}, trust_env=False)
    return {row["g"]["value"]: int(row["n"]["value"]) for row in answer.json()["results"]["bindings"]}


def counts(done: Published) -> tuple[int, int, int]:
    return done.sent, done.removed, done.unchanged


def test_only_what_changed_is_sent_and_what_is_gone_is_deleted(back_end: BackEnd, tmp_path: Path) -> None:
    address = store_address(back_end.graphs)
    with GraphStore(address, None, "") as store:
        store.put(OTHERS, b"<https://x.example/s> <https://x.example/p> <https://x.example/o> .\n")
    graph_directory(tmp_path / "G", "1", quads())
    assert counts(publish(tmp_path / "G", address)) == (2, 0, 0)
    assert graphs(back_end) == {GRAPHS[0]: 1, GRAPHS[1]: 3002, RECORD: 2, OTHERS: 1}
    assert counts(publish(tmp_path / "G", address)) == (0, 0, 2)
    graph_directory(tmp_path / "G", "2", quads().replace('"2999"', '"3000"'))
    assert counts(publish(tmp_path / "G", address)) == (1, 0, 1)
    graph_directory(tmp_path / "G", "3", quads().splitlines()[0] + "\n")
    assert counts(publish(tmp_path / "G", address)) == (0, 1, 1)
    assert graphs(back_end) == {GRAPHS[0]: 1, RECORD: 1, OTHERS: 1}


def test_an_emptied_server_is_filled_again(back_end: BackEnd, tmp_path: Path) -> None:
    address = store_address(back_end.graphs)
    graph_directory(tmp_path / "G", "1", quads())
    publish(tmp_path / "G", address)
    httpx.delete(back_end.graphs, trust_env=False).raise_for_status()
    assert counts(publish(tmp_path / "G", address)) == (2, 0, 0)


class Interrupted(Exception):
    """As a signal would."""


def many(number: int) -> str:
    return "".join(f'<https://x.example/s> <https://x.example/p> "{n}" <https://x.example/g/{n}> .\n' for n in range(number))


def test_it_goes_on_after_an_interruption(back_end: BackEnd, tmp_path: Path) -> None:
    address = store_address(back_end.graphs)
    graph_directory(tmp_path / "G", "1", many(50))

    def progress(done: int, all_: int) -> None:
        if done == 45:
            raise Interrupted

    with pytest.raises(Interrupted):
        publish(tmp_path / "G", address, progress=progress)
    assert counts(publish(tmp_path / "G", address)) == (10, 0, 40)  # noted after each 20
    assert graphs(back_end) == {RECORD: 50, **{f"https://x.example/g/{n}": 1 for n in range(50)}}


def test_graphs_half_sent_that_the_next_build_lacks_are_deleted(back_end: BackEnd, tmp_path: Path) -> None:
    address = store_address(back_end.graphs)
    graph_directory(tmp_path / "G", "1", many(5))

    def progress(done: int, all_: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        publish(tmp_path / "G", address, progress=progress)
    graph_directory(tmp_path / "G", "2", quads().splitlines()[0] + "\n")
    assert counts(publish(tmp_path / "G", address)) == (1, 5, 0)
    assert graphs(back_end) == {GRAPHS[0]: 1, RECORD: 1}


class Flaky(BaseHTTPRequestHandler):
    """A Graph Store that asks for a password and fails as often as the test said."""

    failures: ClassVar[list[int]] = []
    scheme: ClassVar[str] = ""
    seen: ClassVar[list[tuple[str, str | None]]] = []

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        given = self.headers.get("Authorization")
        Flaky.seen.append((self.command, given))
        status = Flaky.failures.pop(0) if Flaky.failures else 204
        if self.scheme and given != "Basic " + base64.b64encode("某:密".encode()).decode():
            status = 401
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", f'{self.scheme} realm="x"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def flaky() -> Iterator[str]:
    Flaky.failures, Flaky.scheme, Flaky.seen = [], "", []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/store"
    server.shutdown()
    server.server_close()


def test_a_server_that_fails_for_a_while_is_tried_again(flaky: str) -> None:
    Flaky.failures = [500, 503, 502]
    with GraphStore(store_address(flaky), None, "", pause=0.01) as store:
        store.put("https://x.example/图", b"")
    assert len(Flaky.seen) == 4


@pytest.mark.parametrize(
    ("failures", "tries", "told"),
    [([503] * 3, 3, "3 tries.*goes on"), ([403], 1, "GONGWEN_PASSWORD"), ([405], 1, "Graph Store's address"), ([307], 1, "Graph Store's")],
)
def test_one_line_when_it_cannot_be_done(flaky: str, failures: list[int], tries: int, told: str) -> None:
    Flaky.failures = failures
    with GraphStore(store_address(flaky), None, "", tries=3, pause=0.01) as store, pytest.raises(PublishError, match=told):
        store.put("https://x.example/g", b"")
    assert len(Flaky.seen) == tries


def test_the_password_is_sent_only_when_asked_for(flaky: str) -> None:
    Flaky.scheme = "Basic"
    with GraphStore(store_address(flaky), "某", "密") as store:
        store.put("https://x.example/1", b"")
        store.put("https://x.example/2", b"")
    assert [given is None for _, given in Flaky.seen] == [True, False, False]
    with GraphStore(store_address(flaky), "某", "错") as store, pytest.raises(PublishError, match="401"):
        store.put("https://x.example/1", b"")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "gongwen.py"), "publish", *arguments], capture_output=True, text=True, timeout=120)


def test_the_command(back_end: BackEnd, tmp_path: Path) -> None:
    graph_directory(tmp_path / "G", "1", quads())
    first = run(str(tmp_path / "G"), "--to", back_end.graphs)
    assert first.returncode == 0 and "graphs sent: 2" in first.stdout
    again = run(str(tmp_path / "G"), "--to", back_end.graphs, "--format", "json")
    assert json.loads(again.stdout) == {"sent": 0, "removed": 0, "unchanged": 2, "triples": 0, "sent_bytes": 0}


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    graph_directory(tmp_path / "G", "1", quads())
    (tmp_path / "empty").mkdir()
    for arguments, told in (((tmp_path / "G", "nowhere"), "no http(s) address"), ((tmp_path / "empty", "http://127.0.0.1:1/"), "no graph")):
        done = run(str(arguments[0]), "--to", arguments[1])
        assert done.returncode == 1 and told in done.stderr and len(done.stderr.splitlines()) == 1
