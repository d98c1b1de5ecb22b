"""Graph files in: N-Quads, N-Triples, Turtle and TriG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from ontology.errors import InputError

_OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_FORMATS: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
}


def read_quads(path: Path) -> list[ox.Quad]:
    """The quads of one file, by its suffix. ``InputError`` for a suffix we do not read, a missing file, and one that does not parse."""
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        raise InputError("not a graph file", f"give one of {', '.join(sorted(_FORMATS))}", path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check the path and its permissions", path) from error
    return parse_quads(data, _FORMATS[suffix], where=str(path), base=path.resolve().as_uri())


def parse_quads(data: bytes, form: ox.RdfFormat = ox.RdfFormat.N_QUADS, where: str = "graph", base: str | None = None) -> list[ox.Quad]:
    """The quads in ``data``. ``InputError`` naming ``where`` when they do not parse."""
    try:
        return list(ox.parse(data, form, base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"does not parse as {form.name}: {error}", "mend the file or build it again", where) from error


def graphs_of(quads: Iterable[ox.Quad]) -> Iterator[Graph]:
    """One rdflib graph per graph name, in order of name."""
    by_name: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        by_name.setdefault(str(quad.graph_name), []).append(quad)
    terms: dict[_OxTerm, URIRef | Literal] = {}  # a term stands in many quads, and rdflib's are slow to make

    def term(node: _OxTerm) -> URIRef | Literal:
        if (made := terms.get(node)) is None:
            made = terms[node] = _term(node)
        return made

    for _, members in sorted(by_name.items()):
        graph = Graph()
        for quad in members:
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
        yield graph


def _term(term: _OxTerm) -> URIRef | Literal:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal():
            plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
            return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
        case _:
            raise InputError("blank nodes and quoted triples have no place in a letter's graph", "give every node an IRI", term)
