"""Quads as N-Quads (RDF 1.1), the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import Quad, RdfFormat, serialize


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted lines, each once, in UTF-8."""
    # Lines end in \n alone and hold none (the serialiser escapes them), so bytes sort as lines.
    written = BytesIO()
    serialize(quads, written, RdfFormat.N_QUADS)
    return b"".join(sorted(set(written.getvalue().splitlines(keepends=True))))
