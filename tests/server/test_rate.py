"""Who is counted as one client, and how many requests one may send."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import Served, start

from server.front.buckets import Buckets
from server.front.client import address_key, client_key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.1:4711", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:0:1::1", "[2001:db8:0:1::9]:443", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("unknown", "", True),
        ("192.0.2.1\0", "_hidden", True),
    ],
)
def test_addresses_of_one_client(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


@given(st.text(max_size=60))
def test_any_address_has_a_short_key(address: str) -> None:
    assert len(address_key(address)) in (0, 4, 8)


@pytest.mark.parametrize(
    ("forwarded", "trusted", "counted"),
    [
        ((), True, "192.0.2.1"),
        (("198.51.100.7",), False, "192.0.2.1"),
        (("198.51.100.7",), True, "198.51.100.7"),
        (("203.0.113.1, 198.51.100.7",), True, "198.51.100.7"),
        (("203.0.113.1", "198.51.100.7"), True, "198.51.100.7"),
        (("203.0.113.1, 2001:db8::1",), True, "2001:db8::2"),
        (("203.0.113.1, unknown",), True, "192.0.2.1"),
        (("203.0.113.1,",), True, "192.0.2.1"),
    ],
)
def test_the_address_behind_a_proxy(forwarded: tuple[str, ...], trusted: bool, counted: str) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"client": ("192.0.2.1", 5), "headers": headers}
    assert client_key(scope, trusted) == address_key(counted)


def test_a_bucket_empties_and_fills_again() -> None:
    buckets = Buckets(rate=2, burst=3)
    assert [buckets.take(b"a", 10).left for _ in range(3)] == [2, 1, 0]
    refused = buckets.take(b"a", 10)
    assert (refused.passes, refused.left, refused.wait, refused.reset) == (False, 0, 0.5, 1.5)
    assert buckets.take(b"b", 10).passes
    assert not buckets.take(b"a", 10.4).passes
    assert buckets.take(b"a", 10.5).passes and not buckets.take(b"a", 10.5).passes
    assert buckets.take(b"a", 100).left == 2


def test_clients_are_forgotten() -> None:
    buckets = Buckets(rate=1, burst=5, most=1000)
    for number in range(5000):
        buckets.take(number.to_bytes(4, "big"), 0)
    assert len(buckets) == 1000
    for number in range(600):
        buckets.take(b"a", 1000 + number)
    assert len(buckets) == 1


@given(st.lists(st.floats(0, 3), max_size=60), st.floats(0.1, 50), st.integers(1, 20))
def test_no_more_pass_than_burst_and_rate_allow(gaps: list[float], rate: float, burst: int) -> None:
    buckets, now, passed = Buckets(rate, burst), 0.0, 0
    for gap in gaps:
        now += gap
        verdict = buckets.take(b"a", now)
        passed += verdict.passes
        assert passed <= burst + now * rate + 1e-3
        assert 0 <= verdict.left < burst and verdict.reset <= burst / rate + 1e-6
        assert verdict.passes or 0 < verdict.wait <= 1 / rate + 1e-6


def test_a_client_over_its_rate_is_told_when_to_come_back(served: Served) -> None:
    server = start(served.graph, "--workers", "1", "--rate", "0.001", "--burst", "3")
    try:
        with httpx.Client(base_url=server.url, headers={"Origin": "https://notebook.example"}) as client:
            answers = [client.get("/queries", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(5)]
            assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
            assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"client";q=3;w=3000'}
            assert [answer.headers["ratelimit"].partition(";t=")[0] for answer in answers] == [f'"client";r={n}' for n in (2, 1, 0, 0, 0)]
            refused = answers[3]
            assert 900 < int(refused.headers["retry-after"]) <= 1000
            assert refused.headers["content-type"] == "application/problem+json" and refused.json()["status"] == 429
            assert refused.headers["access-control-allow-origin"] == "*"
            assert refused.headers["access-control-expose-headers"] == "*"
            assert [client.get("/healthz").status_code for _ in range(5)] == [200] * 5
    finally:
        server.stop()


def test_behind_a_proxy_each_client_has_its_own_rate(served: Served) -> None:
    server = start(served.graph, "--workers", "1", "--rate", "0.001", "--burst", "1", "--trust-forwarded")
    try:
        with httpx.Client(base_url=server.url) as client:
            forwarded = ["198.51.100.1", "198.51.100.2", "6.6.6.6, 198.51.100.1", "2001:db8::1", "2001:db8::2"]
            statuses = [client.get("/queries", headers={"X-Forwarded-For": value}).status_code for value in forwarded]
            assert statuses == [200, 200, 429, 200, 429]
    finally:
        server.stop()


def test_without_a_rate_nothing_is_said_of_one(client: httpx.Client) -> None:
    assert not [name for name in client.get("/queries").headers if name.startswith("ratelimit")]
