"""Bounds on what a PDF's compressed streams (ISO 32000-1, 7.3.8 and 7.4.4) unpack to, before anything unpacks them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from extract.reading.limits import Limits
from ontology.errors import InputError

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 2048  # bytes before a stream in which its dictionary stands
_STEP = 1 << 16
_DEPTH = 3  # compressed streams inside compressed streams
_MOST_DRAWING = 16_000_000  # bytes that draw: PDFium keeps some twenty times as much in memory; a letter's page has some thousand
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
# Fonts, their maps, colour profiles, tables of objects, attachments: they are big, and draw nothing.
_NO_DRAWING = re.compile(rb"/(?:Length1|ObjStm|XRef|Metadata|EmbeddedFile|FunctionType|N|CIDFontType0C|OpenType|Type1C|CMapName)\b")


def check_streams(data: bytes, limits: Limits) -> None:
    """InputError when streams unpack to more than the limit ``expanded_bytes``, or a page is drawn with more bytes than memory bears.

    Pictures are passed over: they are unpacked only when their page is drawn. What encrypted streams unpack to cannot be told.
    """
    total = end = 0
    while (match := _STREAM.search(data, end)) is not None:
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if _PICTURE.search(head):
            continue
        size = _size(data[match.end() : end], limits.expanded_bytes - total)
        total += size
        if total > limits.expanded_bytes:
            told = f"it unpacks to more than the limit expanded_bytes of {limits.expanded_bytes:,}"
            raise InputError(told, "print the letter to a new PDF, or raise the limit")
        if size > _MOST_DRAWING and not _NO_DRAWING.search(head):
            raise InputError(f"a page is drawn with {size:,} bytes, more than {_MOST_DRAWING:,}", "print the letter to a new PDF")


def _size(packed: bytes, most: int) -> int:
    """How many bytes a stream holds, unpacked as often as it is deflated; counting stops soon after ``most``."""
    size = len(packed)
    for depth in range(1, _DEPTH + 1):
        chunks: Iterator[bytes] = (packed[at : at + _STEP] for at in range(0, len(packed), _STEP))
        for _ in range(depth):
            chunks = _inflated(chunks)
        unpacked, start = 0, b""
        for chunk in chunks:
            start = start or chunk[:2]
            unpacked += len(chunk)
            if unpacked > most:
                return unpacked
        size = max(size, unpacked)
        if not _is_deflated(start):
            break
    return size


def _is_deflated(start: bytes) -> bool:
    """Whether these are the first bytes of a zlib stream (RFC 1950, 2.2)."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What deflated chunks unpack to, in steps; what is damaged, encrypted or not deflated at all ends it."""
    inflate = zlib.decompressobj()
    for chunk in chunks:
        while chunk:
            try:
                yield inflate.decompress(chunk, _STEP)
            except zlib.error:
                return
            if inflate.eof:
                return
            chunk = inflate.unconsumed_tail
