"""Zip archives: what is in them, read within bounds and never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.reading import media
from extract.reading.limits import Limits
from ontology.errors import InputError

_CHUNK = 1 << 20
_LISTED = b"PK\x01\x02"  # stands before each entry of a zip's list of files
_ENCRYPTED = 0x1
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``index``: its place in the archive's list, from 0 (names may be there twice); ``name``: with its folders."""

    index: int
    name: str


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where the archive says so, else UTF-8 or GB 18030, whatever its bytes are (Chinese Windows writes GBK)."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


@contextmanager
def _told() -> Iterator[None]:
    """The errors a damaged or foreign archive raises, as what to do about it."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InputError(f"damaged archive ({type(error).__name__})", "get the file anew") from None
    except NotImplementedError:
        raise InputError("packed in a way that is not read", "pack it anew as an ordinary zip, or unpack it") from None
    except RuntimeError:
        raise InputError("encrypted", "unpack it with its password") from None


def _entries(file: Path | io.BytesIO) -> int:
    """How many files a zip lists, those of uncompressed archives in it among them."""
    if isinstance(file, io.BytesIO):
        return file.getvalue().count(_LISTED)
    count, tail = 0, b""
    with file.open("rb") as stream:
        while block := stream.read(_CHUNK):
            count += (tail + block).count(_LISTED)
            tail = block[-len(_LISTED) + 1 :]
    return count


class ZipArchive:
    """An open zip archive. ``limits`` bound what is read of it; InputError when it is damaged, encrypted or beyond them."""

    def __init__(self, file: Path | io.BytesIO, limits: Limits, outer: ZipArchive | None = None) -> None:
        self.limits = limits
        self._outermost: ZipArchive = outer._outermost if outer else self
        self._unpacked = 0  # bytes, of the outermost with all that is in it
        # Counted before it is opened: its list of files is read whole.
        if (files := _entries(file)) > limits.archive_files:
            told = f"an archive of {files:,} files, more than the limit archive_files of {limits.archive_files:,}"
            raise InputError(told, "split it, or raise the limit")
        with _told():
            self._zip = zipfile.ZipFile(file)
        self._infos = self._zip.infolist()

    @property
    def is_document(self) -> bool:
        """Whether the zip is a Word, OFD or ODT file, not an archive of files."""
        return media.of_names(set(self._zip.namelist())) != media.ZIP

    def members(self) -> Iterator[Member]:
        """The files in it, folders apart, in the archive's order."""
        for index, info in enumerate(self._infos):
            if not info.filename.endswith("/"):  # is_dir() fails on a name of no length
                yield Member(index, name_of(info))

    def chunks(self, index: int) -> Iterator[bytes]:
        """A member's bytes, in pieces. InputError in the middle of them when it unpacks to more than it may."""
        info = self._infos[index]
        if info.flag_bits & _ENCRYPTED:
            raise InputError("encrypted in its archive", "unpack it with its password")
        most = min(self.limits.file_bytes, max(_CHUNK, info.compress_size * self.limits.expansion_ratio))
        size = 0
        with _told(), self._zip.open(info) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                self._outermost.spend(len(piece))
                if size > most:
                    break
                yield piece
        if size > self.limits.file_bytes:
            told = f"unpacks to more than the limit file_bytes of {self.limits.file_bytes:,}"
            raise InputError(told, "split it, or raise the limit")
        if size > most:
            told = f"unpacks to more than {self.limits.expansion_ratio} times its size (limit expansion_ratio)"
            raise InputError(told, "remove it, or raise the limit")

    def spend(self, size: int) -> None:
        """Count bytes unpacked. InputError when the whole archive unpacks to more than it may."""
        self._unpacked += size
        if self._unpacked > self.limits.archive_bytes:
            told = f"an archive that unpacks to more than the limit archive_bytes of {self.limits.archive_bytes:,}"
            raise InputError(told, "split it, or raise the limit")

    def read(self, index: int) -> bytes:
        """A member's bytes."""
        return b"".join(self.chunks(index))

    def inside(self, index: int) -> ZipArchive:
        """The archive that a member is."""
        return ZipArchive(io.BytesIO(self.read(index)), self.limits, self)

    def head(self, index: int) -> bytes:
        """The first bytes of a member, enough to tell its kind; none of one that cannot be read."""
        try:
            return next(self.chunks(index), b"")[: media.HEAD]
        except InputError:
            return b""
