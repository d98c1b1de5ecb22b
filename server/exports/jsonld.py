"""JSON-LD 1.1: the union of all graphs, each statement once, with a context of prefixes (https://www.w3.org/TR/json-ld11/).

One line per subject, so that a large file can be cut and compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from server.exports.canonical import text
from server.exports.letter_graph import TYPE
from server.exports.quads import prefixes, union
from server.exports.source import Source
from server.exports.words import expand

if TYPE_CHECKING:
    from pyoxigraph import Literal, Triple

_STRING: Final = expand("xsd:string")


def write(source: Source, out: BinaryIO) -> None:
    """The union, sorted by subject. Numbers and dates stand as typed strings: JSON's own numbers would lose their lexical form."""
    context = prefixes(source.store)
    out.write(f'{{"@context": {_json(context)},\n"@graph": ['.encode())
    triples = source.counted(union(source.store))
    for number, (subject, group) in enumerate(groupby(triples, key=lambda triple: triple.subject)):
        node = {"@id": _iri(subject, context), **_properties(list(group), context)}
        out.write((",\n" if number else "\n").encode() + _json(node).encode())
    out.write(b"\n]}\n")


def _properties(triples: list[Triple], context: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for triple in triples:
        if triple.predicate.value == TYPE:
            found.setdefault("@type", []).append(_iri(triple.object, context))
        else:
            found.setdefault(_iri(triple.predicate, context), []).append(_value(triple.object, context))
    return found


def _value(term: object, context: Mapping[str, str]) -> Any:
    from pyoxigraph import Literal

    if not isinstance(term, Literal):
        return {"@id": _iri(term, context)}
    return _literal(term, context)


def _literal(literal: Literal, context: Mapping[str, str]) -> Any:
    if literal.language:
        return {"@language": literal.language, "@value": literal.value}
    if literal.datatype.value == _STRING:
        return literal.value
    return {"@type": _iri(literal.datatype, context), "@value": literal.value}


def _iri(term: object, context: Mapping[str, str]) -> str:
    """A compact IRI where a prefix fits (the longest), the whole one otherwise; a blank node by its label."""
    from pyoxigraph import BlankNode

    iri = text(term)
    if isinstance(term, BlankNode):
        return f"_:{iri}"
    best = max((prefix for prefix, base in context.items() if iri.startswith(base)), key=lambda prefix: len(context[prefix]), default=None)
    if best is None or iri[len(context[best]) :].startswith("//"):  # "a://b" would be read as an absolute IRI
        return iri
    return f"{best}:{iri[len(context[best]) :]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
