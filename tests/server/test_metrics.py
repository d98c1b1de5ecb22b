"""What /metrics tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.metrics import Metrics, Outcome


def series(text: str) -> dict[tuple[str, ...], float]:
    """Every sample: name and label values to its value."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *(sample.labels[key] for key in sorted(sample.labels))): sample.value for sample in samples}


@pytest.mark.parametrize(
    ("method", "path", "counted"),
    [
        ("GET", "/healthz", ("GET", "/healthz", "2xx")),
        ("HEAD", "/healthz", ("HEAD", "/healthz", "2xx")),
        ("GET", "/queries/letters", ("GET", "/queries/{name}", "2xx")),
        ("GET", "/queries/nonsense", ("GET", "/queries/{name}", "4xx")),
        ("GET", "/no/such/page", ("GET", "", "4xx")),
        ("PROPFIND", "/no/such/page", ("other", "", "4xx")),
        ("GET", "/healthz?" + "x" * 20_000, ("GET", "", "4xx")),
    ],
)
def test_requests_are_counted_by_route_and_not_by_path(client: httpx.Client, method: str, path: str, counted: tuple[str, ...]) -> None:
    key = ("gongwen_http_requests_total", *counted)
    before = series(client.get("/metrics").text)
    client.request(method, path)
    after = series(client.get("/metrics").text)
    assert after[key] == before.get(key, 0) + 1
    timed = ("gongwen_http_request_seconds_count", counted[1])
    assert after[timed] == before.get(timed, 0) + 1


def test_the_store_and_the_process_are_told(client: httpx.Client) -> None:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=") and response.headers["cache-control"] == "no-store"
    told = series(response.text)
    assert told["gongwen_store_info", "store-1"] == 1
    assert told[("process_resident_memory_bytes",)] > 2**20
    assert not [line for line in response.text.splitlines() if "_created" in line]
    openmetrics = client.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert openmetrics.headers["content-type"].startswith("application/openmetrics-text") and openmetrics.text.endswith("# EOF\n")


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        (lambda m: m.query_started(), {("gongwen_queries_running",): 1}),
        (
            lambda m: (m.query_started(), m.query_ended(2, Outcome.ANSWERED, 7)),
            {
                ("gongwen_queries_running",): 0,
                ("gongwen_queries_total", "answered"): 1,
                ("gongwen_query_rows_total",): 7,
                ("gongwen_query_seconds_sum",): 2,
            },
        ),
        (
            lambda m: (m.query_started(), m.query_ended(30, Outcome.TIMEOUT), m.worker_replaced()),
            {("gongwen_queries_total", "timeout"): 1, ("gongwen_query_timeouts_total",): 1, ("gongwen_workers_replaced_total",): 1},
        ),
        (lambda m: (m.cache_miss(), m.cache_hit()), {("gongwen_cache_hits_total",): 1, ("gongwen_cache_misses_total",): 1}),
        (lambda m: m.query_turned_away(), {("gongwen_queries_turned_away_total",): 1}),
        (lambda m: m.store_opened("store-1", 5), {("gongwen_store_quads",): 5}),
        (lambda m: m.store_opened("store-0", 5), {("gongwen_store_info", "store-1"): 1}),
    ],
)
def test_what_happened_is_counted(happened: Callable[[Metrics], object], expected: dict[tuple[str, ...], float]) -> None:
    metrics = Metrics(lambda: "store-1")
    happened(metrics)
    told = series(metrics.text("")[0].decode())
    assert {key: told[key] for key in expected} == expected


def test_a_query_waits_as_long_as_it_waits() -> None:
    metrics = Metrics(lambda: None)
    with metrics.waiting():
        told = series(metrics.text("")[0].decode())
        assert told[("gongwen_queries_queued",)] == 1 and ("gongwen_store_info", "store-1") not in told
    assert series(metrics.text("")[0].decode())[("gongwen_queries_queued",)] == 0


def test_the_size_of_another_store_is_not_told() -> None:
    metrics = Metrics(lambda: "store-2")
    metrics.store_opened("store-1", 5)
    assert ("gongwen_store_quads",) not in series(metrics.text("")[0].decode())


def test_the_page_names_every_series() -> None:
    page = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
    families = [metric for metric in Metrics(lambda: None).registry.collect() if metric.name.startswith("gongwen_")]
    ours = {f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in families}
    assert ours == set(re.findall(r"`(gongwen_\w+)`", page))
    assert f"`{'`, `'.join(outcome.value for outcome in Outcome)}`" in page
