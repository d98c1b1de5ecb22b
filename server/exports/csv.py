"""CSV: a folder of tables with keys that join (RFC 4180), and what they mean (CSVW, https://www.w3.org/TR/tabular-metadata/).

The files begin with a byte order mark, for Excel takes a CSV file without one for the system's own encoding and garbles Chinese; CSVW
readers, Python (``utf-8-sig``), R and LibreOffice pass over it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from server.exports.csvw import metadata
from server.exports.output import METADATA
from server.exports.rows import Row, graph_rows, network_rows
from server.exports.source import Source
from server.exports.tables import Table

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip archive knows: no time of day gets into an export


def write_tables(source: Source, folder: Path) -> None:
    """The tables of the graph (view ``everything``), or the nodes and edges of another view, into an empty folder."""
    for name, content in _files(source):
        (folder / name).write_bytes(content)


def write(source: Source, out: BinaryIO) -> None:
    """The same files as a zip archive."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(source):
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), content, zipfile.ZIP_DEFLATED)


def _files(source: Source) -> Iterator[tuple[str, bytes]]:
    everything = source.view == "everything"
    filled = graph_rows(source.store) if everything else network_rows(source.network())
    tables, written = [], 0
    for table, rows in filled:
        tables.append(table)
        written += len(rows)
        yield f"{table.name}.csv", _csv(table, rows)
        source.progress(written)
    yield METADATA, metadata(tables, source.view)


def _csv(table: Table, rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
