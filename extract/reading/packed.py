"""The parts of a zip-based file (DOCX, OFD, ODT), unpacked in memory within the limits, and their XML, parsed with nothing fetched.

OPC (ISO/IEC 29500-2) and OFD (GB/T 33190-2016) packages use two ways of packing, stored and deflated; no other is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import IO

from lxml import etree

from extract.reading.limits import MOST_NESTING, Limits
from ontology.errors import InputError

_CHUNK = 1 << 16
_LET_BE = 1_000_000  # bytes unpacked up to which a part's ratio does not matter
_TAGS = 4_000_000  # of one XML part: a tree takes some 100 bytes for each
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")  # in UTF-8 and UTF-16
_ENTRY = b"PK\x01\x02"  # begins each entry of a zip's directory


class Packed:
    """A zip file in memory. Part names are matched without regard to case, and to ``\\`` for ``/``, as writers differ.

    Every method raises InputError for what is damaged, encrypted or beyond a limit; ``kind`` names the file in it (``a Word file``).
    """

    def __init__(self, data: bytes, limits: Limits, kind: str) -> None:
        self.kind, self.limits = kind, limits
        self._left = limits.expanded_bytes
        if data.count(_ENTRY) > limits.archive_files:
            raise self._beyond("archive_files", f"more than {limits.archive_files:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
            raise self.damaged(str(error)) from None
        self._parts = {_key(info.filename): info for info in self._zip.infolist() if not info.filename.endswith("/")}

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the file."""
        return [info.filename for info in self._parts.values()]

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def read(self, name: str) -> bytes | None:
        """A part unpacked; None when the file has no such part."""
        info = self._parts.get(_key(name))
        if info is None:
            return None
        if info.flag_bits & 0x1:
            raise InputError(f"{self.kind}, encrypted with a password", "save it without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(f"{name} is packed in way {info.compress_type}")
        try:
            with self._zip.open(info) as part:
                return self._unpack(part, info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError) as error:
            raise self.damaged(str(error) or "cut off") from None

    def _unpack(self, part: IO[bytes], info: zipfile.ZipInfo) -> bytes:
        """The part, counted while it is unpacked: what the directory says of its size may be false."""
        chunks: list[bytes] = []
        size = 0
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            self._left -= len(chunk)
            if self._left < 0:
                raise self._beyond("expanded_bytes", f"unpacks to more than {self.limits.expanded_bytes:,} bytes")
            if size > self.limits.file_bytes:
                raise self._beyond("file_bytes", f"has a part of more than {self.limits.file_bytes:,} bytes")
            if size > _LET_BE and size > self.limits.expansion_ratio * max(info.compress_size, 1):
                raise self._beyond("expansion_ratio", f"has a part that unpacks to more than {self.limits.expansion_ratio} times its size")
            chunks.append(chunk)
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part; None when the file has no such part."""
        data = self.read(name)
        return None if data is None else self.parse(data, name)

    def parse(self, data: bytes, name: str) -> etree._Element:
        """The root of XML without comments and processing instructions. A document type is refused: no format has one, bombs do."""
        if _DOCTYPE.search(data):
            raise self.damaged(f"{name} has a document type")
        if data.count(b"<") > _TAGS:
            raise InputError(f"{self.kind} with more than {_TAGS:,} tags in {name}", "split it")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise self._too_deep() from None
            raise self.damaged(f"{name}: {_line(error)}") from None
        except ValueError as error:
            raise self.damaged(f"{name}: {_line(error)}") from None
        # libxml2 itself stops behind 256 levels, the most that the limit may be; a lower one holds too.
        if self.limits.nesting < MOST_NESTING and root.xpath("boolean(" + "/*" * (self.limits.nesting + 1) + ")"):
            raise self._too_deep()
        return root

    def damaged(self, detail: str) -> InputError:
        """The error for a file that is not whole; ``detail``: what is wrong with it."""
        return InputError(f"{self.kind}, damaged ({detail})", "get the file anew")

    def _too_deep(self) -> InputError:
        levels = self.limits.nesting
        advice = "save it anew, or raise the limit nesting" if levels < MOST_NESTING else "save it anew, or as PDF"
        return InputError(f"{self.kind} with more than {levels} elements inside each other, the limit nesting", advice)

    def _beyond(self, limit: str, told: str) -> InputError:
        return InputError(f"{self.kind} that {told}, the limit {limit}", "look at the file, or raise the limit")


def resolve(base: str, target: str) -> str:
    """The name of a part that ``target``, an absolute or relative path with ``/``, means in the part ``base``: no ``/`` in front."""
    target = target.strip().replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(base), target)
    return posixpath.normpath("/" + path.lstrip("/")).lstrip("/")


def _key(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/")).lower()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
