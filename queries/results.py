"""Answers to queries, whatever engine gave them. Terms are pyoxigraph's, so that all engines' answers compare and print alike."""

from __future__ import annotations

from dataclasses import dataclass

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Triple
from rdflib.namespace import XSD

Cell = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a SELECT: ``columns`` in the query's order, ``rows`` with one cell per column, None where unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def values(self) -> list[dict[str, str]]:
        """The rows as text by column, unbound cells left out."""
        return [{name: plain(cell) for name, cell in zip(self.columns, row, strict=True) if cell is not None} for row in self.rows]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Description:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]


Answer = Result | Truth | Description


def plain(cell: NamedNode | BlankNode | Literal | Triple) -> str:
    """A term's text without its type: the IRI, the lexical form, the blank node's label."""
    if isinstance(cell, Triple):
        return str(cell)
    return f"_:{cell.value}" if isinstance(cell, BlankNode) else cell.value


def from_solutions(solutions: QuerySolutions) -> Result:
    """A result of pyoxigraph (or of its parser), read to the end."""
    columns = tuple(variable.value for variable in solutions.variables)
    return Result(columns, tuple(tuple(solution[name] for name in columns) for solution in solutions))


def from_triples(triples: QueryTriples) -> Description:
    return Description(tuple(triples))


def from_rdflib(answer: rdflib.query.Result) -> Answer:
    """A result of rdflib."""
    if answer.type == "ASK":
        return Truth(bool(answer.askAnswer))
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        graph = answer.graph if answer.graph is not None else rdflib.Graph()
        return Description(tuple(_triple(*triple) for triple in sorted(graph)))
    variables = answer.vars or []
    columns = tuple(str(variable) for variable in variables)
    rows = (tuple(None if (term := binding.get(v)) is None else _term(term) for v in variables) for binding in answer.bindings)
    return Result(columns, tuple(rows))


def _term(term: rdflib.term.Identifier) -> NamedNode | BlankNode | Literal:
    match term:
        case rdflib.Literal():
            if term.language:
                return Literal(str(term), language=term.language)
            return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string)))
        case rdflib.BNode():
            return BlankNode(str(term))
        case _:
            return NamedNode(str(term))


def _triple(subject: rdflib.term.Node, predicate: rdflib.term.Node, value: rdflib.term.Node) -> Triple:
    terms = [_term(term) for term in (subject, predicate, value) if isinstance(term, rdflib.term.Identifier)]
    return Triple(*terms)  # type: ignore[arg-type]  # rdflib's graph holds no literal subject
