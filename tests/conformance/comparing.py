"""Results compared as the suite wants it: bags of rows, graphs up to the names of blank nodes, numbers and truth values by value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EXACT = {XSD + name for name in ("integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")}
TRUTH = {"true": "true", "1": "true", "false": "false", "0": "false"}
INEXACT = {XSD + "double", XSD + "float"}

Row = tuple[object, ...]


class Blank(str):
    """The name of a blank node, good within one result only."""

    __slots__ = ()


Content = bool | tuple[tuple[str, ...], list[Row]]
"""A truth value, or the columns and rows of a table; a graph is a table of subject, predicate and object."""


def read_table(body: bytes, form: ox.QueryResultsFormat) -> Content:
    """SPARQL results in XML, JSON or TSV."""
    parsed = ox.parse_query_results(body, format=form)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    columns = sorted(variable.value for variable in parsed.variables)
    return tuple(columns), [tuple(_term(row[column]) for column in columns) for row in parsed]


def read_csv(body: bytes) -> Content:
    """SPARQL results in CSV: texts, with blank nodes."""
    head, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
    order = sorted(range(len(head)), key=head.__getitem__)
    return tuple(sorted(head)), [tuple(Blank(row[i]) if row[i].startswith("_:") else _printed(row[i]) for i in order) for row in rows]


def read_graph(body: bytes, form: ox.RdfFormat, base: str) -> Content:
    """A graph."""
    triples = {quad.triple for quad in ox.parse(body, format=form, base_iri=base)}
    return ("s", "p", "o"), [(_term(triple.subject), _term(triple.predicate), _term(triple.object)) for triple in triples]


def read_result_set(body: bytes, base: str) -> Content | None:
    """A table written as RDF (https://www.w3.org/2001/sw/DataAccess/tests/README.html, result-set vocabulary), None for any other graph."""
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.TURTLE, base_iri=base)
    columns = sorted(quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(RS + "resultVariable"), None))  # type: ignore[union-attr]
    rows: dict[object, dict[str, object]] = {row.object: {} for row in store.quads_for_pattern(None, ox.NamedNode(RS + "solution"), None)}
    bindings = store.query(f"SELECT * {{ ?row <{RS}binding> [ <{RS}variable> ?name ; <{RS}value> ?value ] }}")
    assert isinstance(bindings, ox.QuerySolutions)
    for row in bindings:
        rows[row["row"]][row["name"].value] = _term(row["value"])
    return (tuple(columns), [tuple(row.get(column) for column in columns) for row in rows.values()]) if columns else None


def difference(given: Content, wanted: Content) -> str:
    """What is too much and what is missing; blank nodes stand as ``_:``."""
    if isinstance(given, bool) or isinstance(wanted, bool):
        return f"answered {given}, expected {wanted}"
    has, needs = (Counter(map(_shape, rows)) for _, rows in (given, wanted))
    return (
        f"columns {given[0]}, expected {wanted[0]}\ntoo much: {list((has - needs).elements())}\nmissing: {list((needs - has).elements())}"
    )


def same(one: Content, other: Content) -> bool:
    """Whether two results say the same."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one[0] == other[0] and _match(one[1], other[1])


def _match(left: Sequence[Row], right: Sequence[Row]) -> bool:
    if Counter(map(_shape, left)) != Counter(map(_shape, right)):
        return False
    todo = sorted((row for row in left if any(isinstance(term, Blank) for term in row)), key=_shape_key)
    return _pair(todo, [row for row in right if any(isinstance(term, Blank) for term in row)], {}, {})


def _pair(todo: Sequence[Row], left: list[Row], there: dict[Blank, Blank], back: dict[Blank, Blank]) -> bool:
    """Whether the rows to do fit those left, one to one, under one renaming of blank nodes both ways."""
    if not todo:
        return not left
    for index, row in enumerate(left):
        forth, home = dict(there), dict(back)
        fits = _shape(row) == _shape(todo[0]) and all(
            forth.setdefault(a, b) == b and home.setdefault(b, a) == a  # type: ignore[arg-type]
            for a, b in zip(todo[0], row, strict=True)
            if isinstance(a, Blank)
        )
        if fits and _pair(todo[1:], left[:index] + left[index + 1 :], forth, home):
            return True
    return False


def _shape(row: Row) -> Row:
    return tuple("_:" if isinstance(term, Blank) else term for term in row)


def _shape_key(row: Row) -> str:
    return repr(_shape(row))


def _term(term: object) -> object:
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind in EXACT:
            try:
                return Decimal(term.value), kind
            except InvalidOperation:
                pass
        if kind == XSD + "boolean" and term.value in TRUTH:
            return TRUTH[term.value], kind
        if kind in INEXACT:
            return repr(float(term.value)), kind
        return term.value, (term.language or "").lower(), kind
    return term if term is None else str(term)


def _printed(cell: str) -> object:
    """1.0E6 and 1000000 are one number: CSV does not say which literal was meant."""
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell
