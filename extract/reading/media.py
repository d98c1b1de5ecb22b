"""What kind of file some bytes are, told by content: names lie."""

from __future__ import annotations

import io
import re
import zipfile

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

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|style)[\s>]", re.I | re.S
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,40}?content-type:\s*multipart/related", re.I)


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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 100:
                kind = packed.read("mimetype").decode("ascii", "replace").strip()
                if kind == ODT:
                    return ODT
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        # Damaged: the names that stand before each part tell what it was to be.
        names = {name.decode("ascii", "replace") for name in re.findall(rb"PK\x03\x04.{22}\S\S\S\S([\w./\[\]-]{3,60})", data[:65536], re.S)}
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.rpartition("/")[2] == "OFD.xml" for name in names):
        return OFD
    return ZIP
