"""TriG: every named graph, with prefixes (https://www.w3.org/TR/trig/)."""

from __future__ import annotations

from typing import BinaryIO

from server.exports.quads import by_graph
from server.exports.serialise import serialise
from server.exports.source import Source


def write(source: Source, out: BinaryIO) -> None:
    """All named graphs. What stands in several graphs stands in each."""
    from pyoxigraph import RdfFormat

    serialise(source.counted(by_graph(source.store)), out, RdfFormat.TRIG, source.store)
