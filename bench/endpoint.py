"""Our endpoint beside rdflib-endpoint and oxigraph serve: one graph, the same six queries, one run.

    python bench/endpoint.py                                  # 5,000 generated letters, over a million quads; under 8 minutes
    python bench/endpoint.py --letters 200 --seconds 0.5      # a short one, to see that it works
    python bench/endpoint.py --format json --ours='--workers 2'

Each query is asked by one client after another answer has come (median and 95th percentile of the latency), and by eight at once (requests
a second), with texts that are all different and with one text again and again. Servers are asked in turn, never two at the same time. All
must give the same number of rows. A query that takes a server long is repeated less; where eight clients would take longer than the cap,
the rate is not measured (–). The two others get environments of their own under ``--work``, made at the first run (network needed). Linux.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count, repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from asking import Connection, Reply, drive, get
from peers import Server, start_ours, start_oxigraph, start_rdflib
from sample_graph import KINDS, SUBJECTS, Country, make

CLIENTS = 8
LONGEST = 30.0  # seconds that one measurement may take a server
PREFIXES = """PREFIX gw: <https://gongwen.example/ontology#>
PREFIX id: <https://gongwen.example/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@dataclass(frozen=True)
class Query:
    """``text``: with ``{0}`` where a value goes and ``{n}`` where a number makes the text another one without changing the answer."""

    name: str
    text: str
    values: list[str]

    def asked(self, n: int) -> str:
        """The n-th text; all are different."""
        return PREFIXES + self.text.replace("{0}", self.values[n % len(self.values)]).replace("{n}", str(n))


def queries(country: Country) -> list[Query]:
    """The six. DISTINCT, for a store whose default graph is a union may answer once for each graph that says so."""
    documents = [f"<https://gongwen.example/id/document/{title}>" for place in country.districts for title in country.documents(place)]
    bureaus = [f"<https://gongwen.example/id/body/{body}>" for place in country.districts for body in country.bureaus(place)]
    cities = [f"<https://gongwen.example/id/body/{city}人民政府>" for city in country.cities]
    districts = [f"<https://gongwen.example/id/place/{district}>" for district in country.districts]
    words = [subject + KINDS[i % len(KINDS)] for i, subject in enumerate(SUBJECTS)]
    return [
        Query(
            "cosigners of a document",
            "SELECT DISTINCT ?a{n} ?name { ?f gw:document {0} ; gw:participation/gw:participant ?a{n} . ?a{n} rdfs:label ?name }",
            documents,
        ),
        Query(
            "documents an agency cosigned",
            "SELECT DISTINCT ?d{n} ?title { ?f gw:participation/gw:participant {0} ; gw:document ?d{n} . ?d{n} dct:title ?title }",
            bureaus,
        ),
        Query(
            "agency pairs, top 50",
            """SELECT ?a{n} ?b (COUNT(DISTINCT ?d) AS ?documents) {
  ?f gw:document ?d ; gw:participation/gw:participant ?a{n} , ?b FILTER(STR(?a{n}) < STR(?b))
} GROUP BY ?a{n} ?b ORDER BY DESC(?documents) ?a{n} ?b LIMIT 50""",
            [""],
        ),
        Query(
            "transitive sub-organisations",
            "SELECT DISTINCT ?body{n} ?name { ?body{n} org:subOrganizationOf+ {0} ; rdfs:label ?name }",
            cities,
        ),
        Query(
            "CONTAINS over labels",
            'SELECT DISTINCT ?thing{n} ?label { ?thing{n} rdfs:label ?label FILTER(CONTAINS(?label, "{0}")) }',
            words,
        ),
        Query(
            "quotes of a district's statistics",
            """SELECT DISTINCT ?fact{n} ?quote {
  ?letter dct:creator/gw:place {0} . ?fact{n} gw:statedIn ?letter ; a gw:Statistic ; gw:evidence/oa:hasTarget/oa:hasSelector/oa:exact ?quote
}""",
            districts,
        ),
    ]


@dataclass
class Measured:
    """One query on one server: rows of its first texts; milliseconds of one client; requests a second of eight clients."""

    query: str
    server: str
    rows: list[int]
    median_ms: float
    p95_ms: float
    repeated_ms: float
    unique_rate: float | None
    repeated_rate: float | None


class Failure(Exception):
    """A server that answers wrongly."""


def latencies(server: Server, texts: Callable[[], str], seconds: float, least: int) -> list[float]:
    """Milliseconds of one client's requests, one after another for so many seconds, at least a few."""
    connection, taken = Connection(server.port), []
    while sum(taken) < seconds * 1000 or (len(taken) < least and sum(taken) < LONGEST * 1000):
        reply = connection.ask(get(server.target, texts()))
        _sound(server, reply)
        taken.append(reply.seconds * 1000)
    connection.close()
    return taken


def rate(server: Server, requests: Iterator[str], seconds: float) -> float:
    """Requests a second of all clients together."""
    replies: list[Reply] = []
    taken = drive(
        server.port, CLIENTS, (("", get(server.target, text)) for text in requests), seconds, lambda _, reply: replies.append(reply)
    )
    for reply in replies:
        _sound(server, reply)
    return len(replies) / taken


def _sound(server: Server, reply: Reply) -> None:
    if reply.status != 200:
        raise Failure(f"{server.name} answered {reply.status}: {reply.body[:300]!r}")


def measure(server: Server, query: Query, numbers: Iterator[int], seconds: float) -> Measured:
    """One query on one server. ``numbers``: fresh ones, for texts that no server has seen."""
    connection, rows = Connection(server.port), []
    first = connection.ask(get(server.target, query.asked(0)))
    heavy = first.seconds > 2
    for n in range(1 if heavy else 5):
        reply = first if n == 0 else connection.ask(get(server.target, query.asked(n)))
        _sound(server, reply)
        rows.append(len(json.loads(reply.body)["results"]["bindings"]))
    connection.close()
    unique = latencies(server, lambda: query.asked(next(numbers)), seconds, 2 if heavy else 5)
    repeated = latencies(server, lambda: query.asked(0), seconds / 4, 1 if heavy else 5)
    median = statistics.median(unique)
    too_long = median * CLIENTS > LONGEST * 1000
    return Measured(
        query.name,
        server.name,
        rows,
        median,
        sorted(unique)[int(len(unique) * 0.95)] if len(unique) > 1 else median,
        statistics.median(repeated),
        None if too_long else rate(server, (query.asked(n) for n in numbers), seconds),
        None if too_long else rate(server, repeat(query.asked(0)), seconds),
    )


def run(options: argparse.Namespace, say: Callable[[str], None]) -> dict[str, object]:
    """The whole measurement."""
    graph = options.work / f"graph-{options.letters}-{options.seed}"
    options.work.mkdir(parents=True, exist_ok=True)
    say("making the graph")
    quads = make(graph, options.letters, options.seed)
    starts: dict[str, Callable[[], Server]] = {
        "gongwen": lambda: start_ours(graph, options.ours.split()),
        "oxigraph": lambda: start_oxigraph(graph, options.work),
        "rdflib-endpoint": lambda: start_rdflib(graph, options.work),
    }
    servers: list[Server] = []
    results: list[Measured] = []
    numbers = count(1000)
    try:
        for name in options.servers:
            say(f"starting {name}")
            servers.append(starts[name]())
        idle = {server.name: server.memory() for server in servers}
        for query in queries(Country(options.letters)):
            say(query.name)
            found = [measure(server, query, numbers, options.seconds) for server in servers]
            for other in found[1:]:
                if any(a != b for a, b in zip(found[0].rows, other.rows, strict=False)):
                    raise Failure(f"{query.name}: {found[0].server} gives {found[0].rows} rows, {other.server} {other.rows}")
            results += found
        memory = {server.name: server.memory() for server in servers}
    finally:
        for server in servers:
            server.stop()
    about = [{"name": s.name, "ready_s": s.ready, "idle_bytes": idle[s.name], "bytes": memory[s.name]} for s in servers]
    return {"letters": options.letters, "quads": quads, "servers": about, "queries": [asdict(result) for result in results]}


def table(report: dict[str, object]) -> Iterator[str]:
    """The report for people: each server's figures; in brackets how many times faster the first server is."""
    servers, found = report["servers"], report["queries"]
    assert isinstance(servers, list) and isinstance(found, list)
    yield f"{report['letters']} letters, {report['quads']} quads; in brackets: how many times better {servers[0]['name']} is"
    yield ""
    yield f"{'query':34} {'server':16} {'rows':>6} {'ms':>17} {'p95':>9} {'again ms':>17} {'unique/s':>17} {'repeated/s':>17}"
    base: dict[str, float | None] = {}
    for row in found:
        base = row if row["server"] == servers[0]["name"] else base
        cells = [
            _cell(row[name], base[name], name.endswith("rate")) for name in ("median_ms", "repeated_ms", "unique_rate", "repeated_rate")
        ]
        name, rest = f"{row['query']:34} {row['server']:16} {row['rows'][0]:6}", " ".join(f"{cell:>17}" for cell in cells[1:])
        yield f"{name} {cells[0]:>17} {row['p95_ms']:9.2f} {rest}"
    yield ""
    yield f"{'server':16} {'ready after':>12} {'memory then':>12} {'memory at the end':>18}"
    for server in servers:
        sizes = f"{server['idle_bytes'] / 2**20:8.0f} MiB {server['bytes'] / 2**20:14.0f} MiB"
        yield f"{server['name']:16} {server['ready_s']:10.1f} s {sizes}"


def _cell(value: float | None, base: float | None, more_is_better: bool) -> str:
    if value is None:
        return "–"
    shown = f"{value:.2f}" if value < 100 else f"{value:.0f}"
    if base is None or base is value:
        return shown
    ratio = base / value if more_is_better else value / base
    return f"{shown} ({ratio:.2f}×)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=5000, help="letters to generate (5000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement (3)")
    parser.add_argument("--servers", nargs="+", default=["gongwen", "oxigraph", "rdflib-endpoint"], help="which, the first one is compared")
    parser.add_argument("--ours", default="", help="further options of our server, such as '--workers 2'")
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()) / "gongwen-bench", help="folder for graphs and environments"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    options = parser.parse_args()
    try:
        report = run(options, lambda told: print(told, file=sys.stderr))
    except Failure as failure:
        sys.exit(str(failure))
    print(json.dumps(report, ensure_ascii=False, indent=1) if options.format == "json" else "\n".join(table(report)))


if __name__ == "__main__":
    main()
