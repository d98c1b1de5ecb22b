"""What kind of file some bytes are, told by content: names lie."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection

TEXT = "text/plain"
HTML = "text/html"
MHTML = "multipart/related"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFD = "application/ofd"
ZIP = "application/zip"
DOC = "application/msword"
WPS = "application/vnd.ms-works"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"

HEAD = 65_536
"""So many first bytes tell a kind (a zip's needs them all)."""

OFFICE = (DOC, WPS, RTF, ODT)
"""What LibreOffice turns into DOCX."""

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound"),
)
"""First bytes of files that are not read, and what to call them."""

SUFFIXES = frozenset(
    (
        *(".txt", ".text", ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".pdf", ".ofd"),
        *(".docx", ".docm", ".doc", ".wps", ".wpt", ".rtf", ".odt", ".zip"),
    )
)
"""File names' endings under which letters are looked for in folders and archives."""

_SUFFIX = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,6}$")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|style|link|base|frameset"
    rb"|center|h[1-6]|span|font|form|ul|br|article|section)[\s>/]",
    re.I | re.S,
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,40}?content-type:\s*multipart/related", re.I)


def suffix_of(name: str) -> str:
    """The ending of a file's name in small letters; none where what follows the last dot is no ending (答复（2022.6.20）)."""
    match = _SUFFIX.search(name.lower())
    return match.group() if match else ""


def wanted(name: str, head: bytes) -> bool:
    """Whether a file found in a folder or archive is to be read: by its name's ending, else by its first bytes."""
    suffix = suffix_of(name)
    if suffix in SUFFIXES:
        return True
    if not suffix:
        return foreign(head) is None
    return media_type(head) not in (TEXT, HTML, ZIP) and foreign(head) is None


def foreign(data: bytes) -> str | None:
    """What a file is that no reader takes (``a picture``), or None."""
    for mark, name in _FOREIGN:
        if data.startswith(mark) and (mark not in (b"BM", b"MZ") or b"\0" in data[:64]):
            return name
    return None


def media_type(data: bytes) -> str:
    """The media type of a file's bytes; ``text/plain`` for whatever shows no other sign."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _of_zip(data)
    if data.startswith(_OLE):
        return WPS if b"W\0P\0S\0" in data[:8192] else DOC
    if data.startswith(b"{\\rtf"):
        return RTF
    if b"%PDF-" in data[:1024]:
        return PDF
    start = _unwide(data[:4096])
    if _HTML.match(start):
        return HTML
    if _MHTML.match(start):
        return MHTML
    return TEXT


def _unwide(start: bytes) -> bytes:
    """ASCII as ASCII, also out of UTF-16; without a byte order mark."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").encode("utf-8", "replace")
    return start.removeprefix(b"\xef\xbb\xbf")


def _of_zip(data: bytes) -> str:
    if b"vnd.oasis.opendocument.text" in data[:200]:
        return ODT
    return of_names(_zip_names(data))


def of_names(names: Collection[str]) -> str:
    """What a zip is, by the names of its parts."""
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(name.startswith("word/") for name in names)):
        return DOCX  # a folder word/ alone may stand in any archive
    if any(name.rpartition("/")[2] == "OFD.xml" for name in names):
        return OFD
    if "mimetype" in names and "content.xml" in names:
        return ODT
    return ZIP


# Before each part of a zip stands its name; a zip's own list of them is at its end, which may be cut off.
_PART = re.compile(rb"PK\x03\x04.{22}(..)..", re.S)


def _zip_names(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        parts = _PART.finditer(data[:HEAD])
        return {data[part.end() : part.end() + int.from_bytes(part[1], "little")].decode("ascii", "replace") for part in parts}
