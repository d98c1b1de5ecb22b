"""A list of files to build, as people and programs write one: a path a line, or NUL after each (``find -print0``)."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path

from extract.reading.encoding import decode
from ontology.errors import InputError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_QUOTED = re.compile(r"\"(.+)\"|'(.+)'")
_CONTROL = re.compile(rb"[\x01-\x08\x0b-\x1f]")
_ADVICE = "write a path a line, in UTF-8"


def listed_paths(data: bytes) -> list[Path]:
    """The paths that a list names, in its order.

    The list is UTF-8, UTF-16 or GB 18030, with or without a byte order mark, or any bytes with NUL after each path. A line is taken as it
    stands when there is such a file; else blanks and quotation marks around it are dropped, and one that begins with ``#`` is a comment.
    Raises InputError for what is no text.
    """
    if b"\0" in data and not data.startswith(_WIDE):
        try:
            return [path for line in _lines(data) if (path := _path(line, b"")) is not None]
        except InputError:
            return _separated(data)
    raw = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    lines = list(_lines(data))
    if len(lines) != len(raw):
        raw = [b""] * len(lines)  # UTF-16
    return [path for line, named in zip(lines, raw, strict=True) if (path := _path(line, named)) is not None]


def _lines(data: bytes) -> Iterator[str]:
    """The lines of a text. A name may hold any other separator (U+2028, form feed), so only line feeds part them."""
    if not data.strip():
        return
    try:
        text = decode(data)[0]
    except InputError as error:
        raise InputError(f"the list is {error.reason}", _ADVICE) from None
    yield from text.split("\n")


def _separated(data: bytes) -> list[Path]:
    names = [name for name in data.split(b"\0") if name.strip()]
    if any(_CONTROL.search(name) or len(name) > 4096 for name in names):
        raise InputError("the list is binary, not text", _ADVICE)
    return [Path(os.fsdecode(name)) for name in names]


def _path(line: str, raw: bytes) -> Path | None:
    """The path a line names; ``raw``: the line's bytes, which a file system may know a file by."""
    line, raw = line.removesuffix("\r"), raw.removesuffix(b"\r")
    if not line.strip():
        return None
    for literal in (os.fsdecode(raw), line):
        if literal and _is_there(literal):
            return Path(literal)
    bare = line.strip()
    if bare.startswith("#"):
        return None
    quoted = _QUOTED.fullmatch(bare)
    return Path((quoted[1] or quoted[2]) if quoted else bare)


def _is_there(path: str) -> bool:
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True
