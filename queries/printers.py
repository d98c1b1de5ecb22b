"""Answers as text: a table for people, CSV, TSV and JSON for programs, Turtle and N-Triples for graphs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize
from rdflib.namespace import XSD
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ontology.namespaces import PREFIXES
from queries.errors import FormatError
from queries.results import Answer, Cell, Description, Result, Truth, plain

FORMATS: Final = ("table", "csv", "tsv", "json", "turtle", "ntriples")
_LONGEST_CELL: Final = 120
"""Code points of a cell that the table shows; the other formats cut nothing."""


def render(answer: Answer, form: str = "table", *, width: int = 120) -> str:
    """``answer`` in the format ``form``; ``width``: cells of the terminal, for tables. ``FormatError`` for a format it does not have.

    A CONSTRUCT or DESCRIBE has no table and prints as Turtle instead.
    """
    if isinstance(answer, Description):
        form = "turtle" if form == "table" else form
        writers: dict[str, Callable[[], str]] = {"turtle": lambda: turtle(answer), "ntriples": lambda: ntriples(answer)}
    elif isinstance(answer, Truth):
        word = f"{str(answer.value).lower()}\n"
        said = json.dumps({"head": {}, "boolean": answer.value}) + "\n"
        writers = {"table": lambda: word, "csv": lambda: word, "tsv": lambda: word, "json": lambda: said}
    else:
        writers = {
            "table": lambda: table(answer, width),
            "csv": lambda: to_csv(answer),
            "tsv": lambda: tsv(answer),
            "json": lambda: to_json(answer),
        }
    if form not in writers:
        raise FormatError(f"this answer cannot be written as {form}; use {', '.join(writers)}")
    return writers[form]()


def table(result: Result, width: int = 120) -> str:
    """A table for people: white space inside a cell collapsed, long cells trimmed, wide ones wrapped."""
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in result.columns:
        numeric = any(
            isinstance(cell, Literal) and cell.datatype.value in (str(XSD.decimal), str(XSD.integer)) for cell in _column(result, name)
        )
        shown.add_column(name, overflow="fold", justify="right" if numeric else "left")
    for row in result.rows:
        shown.add_row(*(Text("" if cell is None else _short(plain(cell))) for cell in row))
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False, highlight=False, emoji=False, markup=False)
    console.print(shown)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    count = len(result.rows)
    return "\n".join([*lines, "", f"{count} row{'' if count == 1 else 's'}"]) + "\n"


def to_csv(result: Result) -> str:
    """SPARQL 1.1 Query Results CSV (section 3): values without their types, CRLF at line ends."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows(["" if cell is None else plain(cell) for cell in row] for row in result.rows)
    return out.getvalue()


def tsv(result: Result) -> str:
    """SPARQL 1.1 Query Results TSV (section 4): terms in SPARQL's syntax, variables with ``?``."""
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def to_json(result: Result) -> str:
    """SPARQL 1.1 Query Results JSON: a cell without a value is left out of its binding."""
    bindings = [{name: _json_term(cell) for name, cell in zip(result.columns, row, strict=True) if cell is not None} for row in result.rows]
    document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def turtle(description: Description) -> str:
    """Turtle with our prefixes, triples in sorted order."""
    out = BytesIO()
    used = {prefix: iri for prefix, iri in PREFIXES.items() if any(iri in str(triple) for triple in description.triples)}
    serialize(sorted(description.triples, key=str), out, RdfFormat.TURTLE, prefixes=used)
    return out.getvalue().decode("utf-8")


def ntriples(description: Description) -> str:
    """N-Triples, lines sorted."""
    return "".join(sorted(f"{triple} .\n" for triple in description.triples))


def _column(result: Result, name: str) -> list[Cell]:
    index = result.columns.index(name)
    return [row[index] for row in result.rows]


_LINE_BREAK_IN_CHINESE: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


def _short(value: str) -> str:
    told = " ".join(_LINE_BREAK_IN_CHINESE.sub("", value).split())
    return told if len(told) <= _LONGEST_CELL else told[: _LONGEST_CELL - 1] + "…"


def _json_term(cell: Cell) -> dict[str, str]:
    match cell:
        case NamedNode():
            return {"type": "uri", "value": cell.value}
        case BlankNode():
            return {"type": "bnode", "value": cell.value}
        case Literal():
            typed = {"type": "literal", "value": cell.value}
            if cell.language:
                return {**typed, "xml:lang": cell.language}
            return typed if cell.datatype.value == str(XSD.string) else {**typed, "datatype": cell.datatype.value}
        case _:
            raise FormatError("a quoted triple cannot be written as SPARQL 1.1 results; use --format tsv")
