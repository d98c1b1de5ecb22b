"""N-Quads: every named graph, a statement a line, sorted (https://www.w3.org/TR/n-quads/)."""

from __future__ import annotations

from typing import BinaryIO

from server.exports.quads import by_graph
from server.exports.source import Source


def write(source: Source, out: BinaryIO) -> None:
    """All named graphs. What stands in several graphs stands in each."""
    from pyoxigraph import RdfFormat, serialize

    serialize(source.counted(by_graph(source.store)), out, RdfFormat.N_QUADS)
