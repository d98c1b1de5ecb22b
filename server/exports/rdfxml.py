"""RDF/XML: the union of all graphs, each statement once, with prefixes (https://www.w3.org/TR/rdf-syntax-grammar/).

XML 1.0 cannot hold most control characters: in literals they become U+FFFD. All other formats keep them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from server.exports.quads import union
from server.exports.serialise import serialise
from server.exports.source import Source
from server.exports.xmltext import clean

if TYPE_CHECKING:
    from pyoxigraph import Triple


def write(source: Source, out: BinaryIO) -> None:
    """The union, sorted by subject."""
    from pyoxigraph import RdfFormat

    serialise(source.counted(_safe(union(source.store))), out, RdfFormat.RDF_XML, source.store)


def _safe(triples: Iterator[Triple]) -> Iterator[Triple]:
    from pyoxigraph import Literal, Triple

    for triple in triples:
        value = triple.object
        if isinstance(value, Literal) and (text := clean(value.value)) != value.value:
            language = value.language
            value = Literal(text, language=language) if language else Literal(text, datatype=value.datatype)
            triple = Triple(triple.subject, triple.predicate, value)
        yield triple
