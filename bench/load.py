"""200 clients at once on our endpoint, good, bad and runaway queries mixed: does it stay right, awake and small?

    python bench/load.py                                      # 200 clients, 60 s, 5,000 generated letters
    python bench/load.py --letters 200 --clients 20 --seconds 10
    python bench/load.py --ours='--workers 2 --query-timeout 5' --format json

Counted: answers by kind and status; wrong ones (a good query whose rows are not those it gave alone); statuses that nothing announces;
the latency of good queries by one client on the idle server, by one client beside others that ask runaways only, and among all; the
server's memory over time (growth: the highest of the last quarter less the highest up to ``--warm`` seconds); processes left
behind by the server. Exit status 1 on a wrong answer, an unexpected status or a process left. Linux.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from asking import Connection, Reply, drive, get
from endpoint import PREFIXES, Query, queries
from peers import Server, start_ours
from sample_graph import Country, make

MIX = {"good": 90, "bad": 8, "runaway": 2}  # of a hundred
BAD = (
    "SELECT * {",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "LOAD <http://127.0.0.1:9/>",
    "SELECT * { ?s nope:p ?o }",
    "ASK {} ; DROP ALL",
)
RUNAWAY = (  # {n} makes each another text
    "SELECT (COUNT(*) AS ?n{n}) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) > STRLEN(STR(?i))) }",
    "SELECT (COUNT(*) AS ?n{n}) { ?a (<x:a>|!<x:a>)* ?b . ?b (<x:b>|!<x:b>)* ?c }",
    "SELECT ?a{n} { ?a{n} ?b ?c . ?d ?e ?f } ORDER BY CONCAT(STR(?c), STR(?f)) LIMIT 1",
    'SELECT ?s{n} { ?s{n} ?p ?o . ?t ?q ?r FILTER(REGEX(CONCAT(STR(?o), STR(?r)), "(.*)(.*)(.*)(.*)(.*)x$")) }',
)
EXPECTED = {"good": {200, 429, 503}, "bad": {400, 403, 429, 503}, "runaway": {400, 429, 503, 504}}
"""Statuses that a client of each kind must reckon with: too many requests, all workers busy, a query past its deadline."""


class Watch(threading.Thread):
    """The server's memory, once a second."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.seen: list[tuple[float, int]] = []
        self.processes: set[int] = set()
        self._over = threading.Event()
        self._began = time.monotonic()

    def run(self) -> None:
        while not self._over.wait(1):
            self.processes |= set(self.server.processes())
            self.seen.append((time.monotonic() - self._began, self.server.memory()))

    def stop(self) -> None:
        self._over.set()
        self.join()


def rows_of(body: bytes) -> list[str]:
    """The rows of an answer, without the names of variables, sorted."""
    return sorted(str(sorted(term["value"] for term in row.values())) for row in json.loads(body)["results"]["bindings"])


def alone(server: Server, good: list[Query], texts: int) -> tuple[dict[str, list[str]], list[float]]:
    """What good queries answer on the idle server, by label, and how many milliseconds they take."""
    connection, known, taken = Connection(server.port), {}, []
    for which, query in enumerate(good):
        for n in range(texts):
            reply = connection.ask(get(server.target, query.asked(n)))
            if reply.status != 200:
                sys.exit(f"{query.name} is answered {reply.status} by the idle server: {reply.body[:300]!r}")
            known[f"good {which} {n}"] = rows_of(reply.body)
            taken.append(reply.seconds * 1000)
    connection.close()
    return known, taken


def beside_runaways(server: Server, good: list[Query], clients: int, seconds: float) -> list[float]:
    """Milliseconds of one client's good queries while others ask nothing but runaways."""
    stream = (("", get(server.target, RUNAWAY[n % len(RUNAWAY)].replace("{n}", f"b{n}"))) for n in range(sys.maxsize))
    others = threading.Thread(target=drive, args=(server.port, clients, stream, seconds, lambda label, reply: None))
    connection, taken = Connection(server.port), []
    others.start()
    time.sleep(0.5)  # until they run
    until, n = time.monotonic() + seconds - 1, 10**6
    while time.monotonic() < until:
        query = good[n % len(good)]
        reply = connection.ask(get(server.target, query.asked(n)))
        if reply.status == 200:
            taken.append(reply.seconds * 1000)
        n += 1
    others.join()
    connection.close()
    return taken


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def requests(target: str, good: list[Query], texts: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Labels and requests without end. A good query's text is new each time, its answer one of those known."""
    kinds, weights = list(MIX), list(MIX.values())
    for n in range(texts, sys.maxsize):
        match chance.choices(kinds, weights)[0]:
            case "good":
                which, value = chance.randrange(len(good)), chance.randrange(texts)
                query = good[which]
                text = query.text.replace("{0}", query.values[value % len(query.values)]).replace("{n}", str(n))
                yield f"good {which} {value}", get(target, PREFIXES + text)
            case "bad":
                yield "bad", get(target, chance.choice(BAD))
            case _:
                yield "runaway", get(target, chance.choice(RUNAWAY).replace("{n}", str(n)))


def run(options: argparse.Namespace) -> dict[str, object]:
    """The whole load."""
    graph = options.work / f"graph-{options.letters}-{options.seed}"
    make(graph, options.letters, options.seed)
    good = [query for query in queries(Country(options.letters)) if "pairs" not in query.name]  # those that are light
    server = start_ours(graph, options.ours.split())
    watch, warm_at = Watch(server), options.beside + (options.seconds / 2 if options.warm is None else options.warm)
    statuses: dict[str, Counter[int]] = defaultdict(Counter)
    taken: dict[str, list[float]] = defaultdict(list)
    unexpected: list[str] = []
    wrong: list[str] = []
    try:
        known, idle = alone(server, good, options.texts)
        watch.start()
        beside = beside_runaways(server, good, options.runaways, options.beside)

        def told(label: str, reply: Reply) -> None:
            kind = label.partition(" ")[0]
            statuses[kind][reply.status] += 1
            if reply.status not in EXPECTED[kind]:
                unexpected.append(f"{label}: {reply.status} {reply.body[:200]!r}")
            if kind == "good" and reply.status == 200:
                taken[kind].append(reply.seconds * 1000)
                if rows_of(reply.body) != known[label]:
                    wrong.append(label)
            elif kind == "runaway":
                taken[kind].append(reply.seconds * 1000)

        stream = requests(server.target, good, options.texts, random.Random(options.seed))
        lasted = drive(server.port, options.clients, stream, options.seconds, told)
        watch.stop()
    finally:
        server.stop()
    time.sleep(1)
    left = sorted(pid for pid in watch.processes if alive(pid))
    warm = [size for at, size in watch.seen if at <= warm_at] or [0]
    late = [size for at, size in watch.seen if at >= options.beside + lasted * 0.75] or [0]
    return {
        "seconds": lasted,
        "statuses": {kind: dict(sorted(found.items())) for kind, found in sorted(statuses.items())},
        "wrong": wrong,
        "unexpected": unexpected[:50],
        "unexpected_count": len(unexpected),
        "idle_median_ms": statistics.median(idle),
        "beside_runaways_median_ms": statistics.median(beside) if beside else None,
        "good_median_ms": statistics.median(taken["good"]) if taken["good"] else None,
        "runaway_longest_ms": max(taken["runaway"], default=None),
        "memory_warm_bytes": max(warm),
        "memory_late_bytes": max(late),
        "memory": [{"second": round(at), "bytes": size} for at, size in watch.seen],
        "orphans": left,
    }


def lines(report: dict[str, object]) -> Iterator[str]:
    """The report for people."""
    statuses, warm, late = report["statuses"], report["memory_warm_bytes"], report["memory_late_bytes"]
    assert isinstance(statuses, dict) and isinstance(warm, int) and isinstance(late, int)
    for kind, found in statuses.items():
        yield f"{kind:8} " + ", ".join(f"{status or 'broken'}: {times}" for status, times in found.items())
    yield f"wrong answers {len(report['wrong'])}, unexpected statuses {report['unexpected_count']}"  # type: ignore[arg-type]
    yield from list(report["unexpected"])[:5]  # type: ignore[call-overload]
    shown = [f"{report[name] or float('nan'):.1f} ms" for name in ("idle_median_ms", "beside_runaways_median_ms", "good_median_ms")]
    yield f"good queries, median: alone {shown[0]}, beside runaways {shown[1]}, among all {shown[2]}"
    yield f"longest runaway {(report['runaway_longest_ms'] or 0) / 1000:.1f} s"  # type: ignore[operator]
    yield f"memory: warm {warm / 2**20:.0f} MiB, late {late / 2**20:.0f} MiB ({(late - warm) / 2**20:+.0f})"
    yield f"processes left behind: {len(report['orphans'])}"  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=5000, help="letters to generate (5000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--beside", type=float, default=10.0, help="seconds of one client beside runaways, before (10)")
    parser.add_argument("--runaways", type=int, default=1, help="clients that ask them meanwhile (1); as many as workers leave none free")
    parser.add_argument("--warm", type=float, default=None, help="seconds after which memory may not grow (half of --seconds)")
    parser.add_argument("--texts", type=int, default=10, help="different values of each good query (10)")
    parser.add_argument("--ours", default="", help="options of the server, such as '--workers 2'")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "gongwen-bench", help="folder for graphs")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    options = parser.parse_args()
    report = run(options)
    print(json.dumps(report, ensure_ascii=False, indent=1) if options.format == "json" else "\n".join(lines(report)))
    sys.exit(1 if report["wrong"] or report["unexpected_count"] or report["orphans"] else 0)


if __name__ == "__main__":
    main()
