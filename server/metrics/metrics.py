"""The counters. Each method may be called from any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import choose_encoder

from server.metrics.store import StoreCollector

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_LATENCIES: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
disable_created_metrics()  # type: ignore[no-untyped-call]  # a series more for each: when it was first counted


class Outcome(StrEnum):
    """How a query ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """Not run: no query, an update, SERVICE; or it cannot be evaluated."""
    CUT = "cut"
    """Answered up to a limit of rows or bytes."""
    TIMEOUT = "timeout"
    BROKEN = "broken"
    """Its worker died, as one that asks for too much memory does."""
    STOPPED = "stopped"
    """Its client left, or the server stops."""


class Metrics:
    """Everything that is counted, in a registry of its own. ``version``: the name of the store that is served now."""

    def __init__(self, version: Callable[[], str | None]) -> None:
        self.registry = CollectorRegistry()
        self._store = StoreCollector(version)
        self.registry.register(self._store)
        ProcessCollector(registry=self.registry)
        labels = ("route", "method", "status")
        self._requests = Counter("gongwen_http_requests", "Requests, by route, method and class of status.", labels, registry=self.registry)
        self._latency = Histogram(
            "gongwen_http_request_seconds",
            "From the request to the last byte of the answer.",
            ("route",),
            registry=self.registry,
            buckets=_LATENCIES,
        )
        self._counted: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._running = Gauge("gongwen_queries_running", "Queries that run now.", registry=self.registry)
        self._queued = Gauge("gongwen_queries_queued", "Queries that wait for a worker.", registry=self.registry)
        self._turned_away = Counter("gongwen_queries_turned_away", "Queries no worker became free for.", registry=self.registry)
        self._queries = Counter("gongwen_queries", "Queries that ran, by how they ended.", ("outcome",), registry=self.registry)
        self._seconds = Histogram("gongwen_query_seconds", "How long queries ran.", registry=self.registry, buckets=_LATENCIES)
        self._rows = Counter("gongwen_query_rows", "Rows, or triples, of answers.", registry=self.registry)
        self._timeouts = Counter("gongwen_query_timeouts", "Queries ended at their deadline.", registry=self.registry)
        self._hits = Counter("gongwen_cache_hits", "Answers taken from the cache.", registry=self.registry)
        self._misses = Counter("gongwen_cache_misses", "Answers that were not in the cache.", registry=self.registry)
        self._replaced = Counter("gongwen_workers_replaced", "Worker processes started in place of another.", registry=self.registry)
        for outcome in Outcome:
            self._queries.labels(outcome.value)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered. ``route``: its template, empty when there is none."""
        key = (route, method if method in _METHODS else "other", status // 100)
        found = self._counted.get(key)
        if found is None:
            route, method, kind = key
            found = self._counted[key] = (self._requests.labels(route, method, f"{kind}xx"), self._latency.labels(route))
        found[0].inc()
        found[1].observe(seconds)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While a query waits for a worker."""
        self._queued.inc()
        try:
            yield
        finally:
            self._queued.dec()

    def query_turned_away(self) -> None:
        """No worker became free in time."""
        self._turned_away.inc()

    def query_started(self) -> None:
        """A worker has a query."""
        self._running.inc()

    def query_ended(self, seconds: float, outcome: Outcome, rows: int = 0) -> None:
        """The end of a query that ``query_started``. ``rows``: of its answer, where they are known."""
        self._running.dec()
        self._seconds.observe(seconds)
        self._queries.labels(outcome.value).inc()
        if outcome is Outcome.TIMEOUT:
            self._timeouts.inc()
        if rows:
            self._rows.inc(rows)

    def cache_hit(self) -> None:
        """An answer was in the cache."""
        self._hits.inc()

    def cache_miss(self) -> None:
        """An answer was not in the cache."""
        self._misses.inc()

    def worker_replaced(self) -> None:
        """A worker process was started in place of another."""
        self._replaced.inc()

    def store_opened(self, version: str, quads: int) -> None:
        """The size of a store, told once when it is opened: counting it takes too long for a scrape."""
        self._store.sizes = {version: quads}

    def text(self, accept: str) -> tuple[bytes, str]:
        """All series and their media type: Prometheus text format 0.0.4, or OpenMetrics for who accepts it."""
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type
