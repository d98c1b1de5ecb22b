"""The rows of the CSV export's tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from server.exports.canonical import select, text
from server.exports.everything import everything
from server.exports.network import Network
from server.exports.tables import Column, Table, network_tables, tables
from server.exports.things import Things
from server.exports.words import words

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution, Store

Row = tuple[str, ...]

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def guarded(value: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins with ``= + - @`` (or their full-width forms, a tab, a line end)
    gets an apostrophe in front, and so does one that begins with an apostrophe, so that taking one away gives the text back."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class Rows:
    """The rows of a store, table by table."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._things = Things(store)
        self._network: Network = everything(store)

    def of(self, table: Table) -> list[Row]:
        """The rows of a table in the order of their key; a cell without a value is ``""``."""
        merged: dict[Row, Row] = {}
        places = {column.name: number for number, column in enumerate(table.columns)}
        for row in sorted({self._row(table, found) for found in select(self._store, table.query)}):
            if table.known and row[places[table.known]] not in self._network.nodes:
                continue
            key = tuple(row[places[name]] for name in table.key)
            before = merged.get(key, row)
            merged[key] = tuple(first or second for first, second in zip(before, row, strict=True))
        return [merged[key] for key in sorted(merged)]

    def _row(self, table: Table, found: QuerySolution) -> Row:
        cells: dict[str, str] = {}
        for column in table.columns:
            if column.queried:
                cells[column.name] = self._cell(column, found[column.name])
        for column in table.columns:
            if not column.queried:
                cells[column.name] = self._worked_out(column, cells)
        return tuple(cells[column.name] for column in table.columns)

    def _cell(self, column: Column, term: object) -> str:
        value = text(term)
        if column.thing and value:
            return self._things.of(value)
        if column.type == "boolean":
            return {"1": "true", "0": "false"}.get(value, value)
        return guarded(value) if column.type == "string" else value

    def _worked_out(self, column: Column, cells: dict[str, str]) -> str:
        if column.label:
            return guarded(self._things.label(cells[column.label]))
        iri = cells[column.of]
        if column.word:
            return (words(iri).zh if column.word == "zh" else words(iri).en) if iri else ""
        node = self._network.nodes.get(iri)
        return str((node.weight if column.count == "weight" else node.evidence) if node else 0)


def graph_rows(store: Store) -> Iterator[tuple[Table, list[Row]]]:
    """Every table of the graph with its rows."""
    rows = Rows(store)
    for table in tables():
        yield table, rows.of(table)


def network_rows(network: Network) -> Iterator[tuple[Table, list[Row]]]:
    """The tables of a view with their rows."""
    edges, nodes = network_tables()
    yield edges, [_cells(edges, {"source": e.source, "target": e.target, **e.attributes()}) for e in network.sorted_edges()]
    yield nodes, [_cells(nodes, {"id": n.iri, **n.attributes()}) for n in network.sorted_nodes()]


def _cells(table: Table, values: dict[str, str | int]) -> Row:
    cells = ((column, str(values.get(column.name, ""))) for column in table.columns)
    return tuple(guarded(value) if column.type == "string" else value for column, value in cells)
