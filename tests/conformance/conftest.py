"""A server over the data of the whole suite; what it needs to start one lies beside the tests of the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))

from serving import graph_directory, start
from w3c import nquads


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the server; addresses begin with ``/sparql``."""
    graph = tmp_path_factory.mktemp("conformance") / "G"
    graph_directory(graph, "1", nquads())
    server = start(graph)
    try:
        with httpx.Client(base_url=server.url, timeout=20) as client:
            yield client
    finally:
        server.stop()
