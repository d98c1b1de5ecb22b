"""The formats of export: what each is called, holds and is labelled with, and how to get one as a file, a folder or a stream."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from server.exports.errors import ExportError
from server.exports.output import write_file, write_folder
from server.exports.source import VIEWS, Progress, Source, silent

if TYPE_CHECKING:
    from pyoxigraph import Store

_IN_MEMORY = 8 * 2**20
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Format:
    """``name``: also of the module that writes it; ``media_type``: with the charset where it has one; ``suffix``: of a file, with the
    dot; ``views``: those it can show, the first by default, none for RDF, which is always whole; ``folder``: a folder of tables."""

    name: str
    media_type: str
    suffix: str
    views: tuple[str, ...] = ()
    folder: bool = False

    def view(self, asked: str | None) -> str:
        """The view to write. Raises ExportError when this format has none, or not this one."""
        if asked is None:
            return self.views[0] if self.views else ""
        if asked not in self.views:
            has = f"it has {', '.join(self.views)}" if self.views else "it always holds the whole graph: leave --view out"
            raise ExportError(f"format {self.name} has no view {asked}: {has}")
        return asked


FORMATS: Final = {
    one.name: one
    for one in (
        Format("nquads", "application/n-quads", ".nq"),
        Format("trig", "application/trig", ".trig"),
        Format("turtle", "text/turtle; charset=utf-8", ".ttl"),
        Format("jsonld", "application/ld+json", ".jsonld"),
        Format("rdfxml", "application/rdf+xml", ".rdf"),
        Format("graphml", "application/graphml+xml", ".graphml", VIEWS),
        Format("gexf", "application/gexf+xml", ".gexf", VIEWS),
        Format("cytoscape", "application/json", ".cyjs", VIEWS),
        Format("csv", "application/zip", ".zip", VIEWS, folder=True),
        Format("svg", "image/svg+xml", ".svg", ("cooperation", "documents")),
    )
}
"""All formats by name."""


def export_format(name: str) -> Format:
    """A format by name. Raises ExportError, with those that are there."""
    if name not in FORMATS:
        raise ExportError(f"no format {name}: there are {', '.join(FORMATS)}")
    return FORMATS[name]


def export(store: Store, form: Format, out: Path, view: str | None = None, progress: Progress = silent) -> None:
    """Write an export to ``out``, a folder for CSV, else a file. What is there is replaced once the new one is whole; a killed export
    leaves it as it was. Raises ExportError."""
    source = Source(store, form.view(view), progress)
    if form.folder:
        write_folder(out, lambda folder: _folder_writer(form)(source, folder))
    else:
        write_file(out, lambda file: _writer(form)(source, file))


def export_to(store: Store, form: Format, out: BinaryIO, view: str | None = None, progress: Progress = silent) -> None:
    """Write an export to an open binary file; CSV as a zip archive of its tables. Raises ExportError."""
    _writer(form)(Source(store, form.view(view), progress), out)


@dataclass(frozen=True, slots=True)
class Stream:
    """An export for a server to send. ``length``: bytes; ``suffix``: for a file name; ``chunks``: the bytes, to be read once."""

    media_type: str
    suffix: str
    length: int
    chunks: Iterator[bytes]


def stream(store: Store, form: Format, view: str | None = None) -> Stream:
    """An export as a stream, made whole first (a large one on disk), so that an error comes before the first byte. Raises ExportError."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the chunks close it
    try:
        export_to(store, form, cast(BinaryIO, spool), view)
        length = spool.tell()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return Stream(form.media_type, form.suffix, length, _chunks(cast(BinaryIO, spool)))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _writer(form: Format) -> Callable[[Source, BinaryIO], None]:
    """A format's own module, read when it is wanted: some of them are slow to load."""
    return cast("Callable[[Source, BinaryIO], None]", importlib.import_module(f"server.exports.{form.name}").write)


def _folder_writer(form: Format) -> Callable[[Source, Path], None]:
    return cast("Callable[[Source, Path], None]", importlib.import_module(f"server.exports.{form.name}").write_tables)
