"""Turtle: the union of all graphs, each statement once, with prefixes (https://www.w3.org/TR/turtle/)."""

from __future__ import annotations

from typing import BinaryIO

from server.exports.quads import union
from server.exports.serialise import serialise
from server.exports.source import Source


def write(source: Source, out: BinaryIO) -> None:
    """The union, sorted by subject. Which letter says what is kept by ``gw:statedIn`` and the evidence, not by graphs."""
    from pyoxigraph import RdfFormat

    serialise(source.counted(union(source.store)), out, RdfFormat.TURTLE, source.store)
