"""Servers that all tests of this folder ask."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from linked_graph import build
from serving import Served, graph_directory, quads, start


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    graph = tmp_path_factory.mktemp("served") / "G"
    graph_directory(graph, "1", quads())
    server = start(graph, "--query-timeout", "1.5")
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=20) as client:
        yield client


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the graph of the sample letters."""
    graph = tmp_path_factory.mktemp("letters") / "G"
    build(graph)
    server = start(graph)
    yield server
    server.stop()


@pytest.fixture
def reader(letters: Served) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=letters.url, timeout=60) as client:
        yield client
