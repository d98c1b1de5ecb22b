"""A fixed order of prefixes: Oxigraph's serialisers declare them in an order that differs from run to run."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

_DECLARATION: Final = re.compile(rb'( xmlns:[^\s=]+="[^"]*")')


class SortedHeader:
    """A file that passes on what is written, once it has put the head of a Turtle, TriG or RDF/XML document in order.

    ``close_header`` must follow the last write: a document may be no more than its head.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._head: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        """Pass on, or keep while the head is not complete."""
        if self._head is None:
            return self._out.write(data)
        self._head += data
        if _complete(bytes(self._head)):
            self.close_header()
        return len(data)

    def flush(self) -> None:
        """Nothing: the file below is flushed by who opened it."""

    def close_header(self) -> None:
        """Write the head that was kept."""
        if self._head is not None:
            self._out.write(_sorted(bytes(self._head)))
            self._head = None


def _complete(head: bytes) -> bool:
    if head.lstrip().startswith(b"<?xml"):
        return re.search(rb"<rdf:RDF[^>]*>", head) is not None
    last = head.rstrip(b"\n").rpartition(b"\n")[2]
    return bool(last) and not b"@prefix ".startswith(last[:8]) and not last.startswith(b"@")


def _sorted(head: bytes) -> bytes:
    if head.lstrip().startswith(b"<?xml"):
        found = re.search(rb"<rdf:RDF([^>]*)>", head)
        if found is None:
            return head
        names = sorted(_DECLARATION.findall(found[1]))
        return head[: found.start(1)] + b"".join(names) + _DECLARATION.sub(b"", found[1]) + head[found.end(1) :]
    lines = head.splitlines(keepends=True)
    prefixes = [one for one in lines if one.startswith(b"@prefix ")]
    return b"".join(sorted(prefixes) + lines[len(prefixes) :])
