"""What another data set says: one record per thing, with its IRI and the codes or names to find it by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from extract.links.values import plain, plain_name
from extract.reading.encoding import decode
from ontology.errors import InputError, SettingError
from ontology.namespaces import FOAF, PREFIXES, SCHEMA, iri_segment

RDF_FORMATS = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE}
DEFAULT_PROPERTIES = {
    "code": tuple(PREFIXES[p] + n for p, n in (("skos", "notation"), ("schema", "identifier"), ("dct", "identifier"))),
    "name": (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", str(SCHEMA.name), str(FOAF.name)),
}
"""RDF properties that carry a thing's code or name, when none is named."""

_DELIMITERS = ",;\t|"
_SCHEMES = ("http://", "https://", "urn:")


@dataclass(frozen=True, slots=True)
class Record:
    """``row``: line of the file's table (the header is line 1), or number of the RDF subject; ``target``: IRI, '' when there is none;
    ``keys``: codes or names as printed; ``places``: what the place column says."""

    row: int
    target: str
    keys: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table's records have what: names of columns. ``identifier``: of the IRI, or of what becomes one after ``base``."""

    key: str
    identifier: str | None = None
    base: str | None = None
    place: str | None = None


def table_records(data: bytes, columns: Columns, where: Path) -> list[Record]:
    """The records of a CSV file (comma, semicolon, tab or bar; UTF-8, UTF-16, GB 18030 or Big5), its first line the header.

    InputError naming ``where``: no table, or a column that is missing or stands twice. SettingError: identifiers without a base.
    """
    text = decode(data)[0]
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"no CSV table: {error}", "save it as CSV (UTF-8)", where) from None
    if not rows:
        raise InputError("holds no table", "give a CSV file whose first line names the columns", where)
    header = [plain_name(cell) for cell in rows[0][1]]
    key = _column(columns.key, rows[0][1], header, where)
    identifier = key if columns.identifier is None else _column(columns.identifier, rows[0][1], header, where)
    place = None if columns.place is None else _column(columns.place, rows[0][1], header, where)
    records = []
    for line, row in rows[1:]:
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        places = (cells[place],) if place is not None and plain(cells[place]) else ()
        keys = (cells[key],) if plain(cells[key]) else ()
        records.append(Record(line, _target(cells[identifier], columns.base, line, where), keys, places))
    return records


def _column(name: str, printed: Sequence[str], header: Sequence[str], where: Path) -> int:
    found = [index for index, cell in enumerate(header) if cell == plain_name(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{len(found)} columns are called {name}", "give each a name of its own", where)
    raise InputError(f"no column {name}", f"there are {', '.join(cell.strip() for cell in printed)}", where)


def _target(identifier: str, base: str | None, line: int, where: Path) -> str:
    if not identifier:
        return ""
    if identifier.startswith(_SCHEMES):
        iri = identifier
    elif base is None:
        told = f"{where}, line {line}: {identifier!r} is no IRI; name the column that has one with --id"
        raise SettingError(f"{told}, or with --base IRI what identifiers start with")
    else:
        iri = base + iri_segment(plain(identifier)) if plain(identifier) else ""
    try:
        return NamedNode(iri).value if iri else ""
    except ValueError as error:
        raise InputError(f"line {line}: {iri!r} is no IRI ({error})", "mend it, or leave the cell empty", where) from None


def graph_records(data: bytes, properties: Sequence[str], places: Sequence[str], where: Path) -> list[Record]:
    """The records of an N-Triples or Turtle file: one per subject that has one of ``properties``, in the order they appear.

    A blank node is a record without a target. InputError naming ``where`` when the file does not parse.
    """
    keys: dict[NamedNode | BlankNode, list[str]] = {}
    placed: dict[NamedNode | BlankNode, list[str]] = {}
    try:
        for triple in parse(data, RDF_FORMATS[where.suffix.lower()], base_iri=where.resolve().as_uri()):
            if isinstance(triple.subject, NamedNode | BlankNode) and isinstance(triple.object, Literal | NamedNode):
                if triple.predicate.value in properties:
                    keys.setdefault(triple.subject, []).append(triple.object.value)
                if triple.predicate.value in places:
                    placed.setdefault(triple.subject, []).append(triple.object.value)
    except (SyntaxError, ValueError) as error:
        raise InputError(f"does not parse: {' '.join(str(error).split())}", "mend the file", where) from None
    return list(_gathered(keys, placed))


def _gathered(keys: dict[NamedNode | BlankNode, list[str]], places: dict[NamedNode | BlankNode, list[str]]) -> Iterator[Record]:
    for row, (subject, values) in enumerate(keys.items(), 1):
        target = subject.value if isinstance(subject, NamedNode) else ""
        wanted = tuple(dict.fromkeys(value for value in values if plain(value)))
        yield Record(row, target, wanted, tuple(dict.fromkeys(places.get(subject, ()))))


def property_iri(name: str) -> str:
    """An IRI from an IRI or a prefixed name (``schema:name``). SettingError for an unknown prefix."""
    prefix, colon, local = name.partition(":")
    if name.startswith(_SCHEMES):
        return name
    if not colon or prefix not in PREFIXES:
        raise SettingError(f"property {name}: write an IRI, or a name with one of the prefixes {', '.join(sorted(PREFIXES))}")
    return PREFIXES[prefix] + local
