"""Oxigraph's serialisers with our prefixes, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from server.exports.header import SortedHeader
from server.exports.quads import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Store, Triple


def serialise(statements: Iterable[Quad] | Iterable[Triple], out: BinaryIO, form: RdfFormat, store: Store) -> None:
    """Write statements as they come, in Turtle, TriG or RDF/XML."""
    from pyoxigraph import serialize

    ordered = SortedHeader(out)
    serialize(statements, cast("IO[bytes]", ordered), form, prefixes=prefixes(store))
    ordered.close_header()
