"""What an OLE compound file (MS-CFB) holds, by the streams its directory names: enough to refuse what is no letter, or encrypted."""

from __future__ import annotations

import struct

from ontology.errors import InputError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128  # bytes of a directory entry
_HEADER = struct.Struct("<30xH")  # the power of two of a sector's size
_STREAM = struct.Struct("<64xH50xI")  # length of the name in bytes, first sector
_ENCRYPTED = 0x0100  # fEncrypted of a Word document's FIB (MS-DOC 2.5.2)
_WORD = 0xA5EC

_FOREIGN = {
    "Workbook": "an Excel file",
    "Book": "an Excel file",
    "PowerPoint Document": "a PowerPoint file",
    "VisioDocument": "a Visio file",
    "__properties_version1.0": "an Outlook message",
}


def check(data: bytes) -> None:
    """InputError for an Office file that is encrypted, or one whose streams show that it is no text document."""
    streams = dict(_streams(data))
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise InputError("an Office file, encrypted with a password", "save it without a password")
    if "WordDocument" in streams:
        offset = streams["WordDocument"]
        header = data[offset : offset + 12]
        if len(header) == 12 and struct.unpack_from("<H", header)[0] == _WORD and struct.unpack_from("<H", header, 10)[0] & _ENCRYPTED:
            raise InputError("a legacy Word file (.doc), encrypted with a password", "save it without a password")
        return
    for name, foreign in _FOREIGN.items():
        if name in streams:
            raise InputError(f"{foreign}, which is not read", "give the letter's PDF, OFD, Word, HTML or text file")


def _streams(data: bytes) -> list[tuple[str, int]]:
    """(name, offset of the first byte) of the directory's entries, wherever its sectors stand."""
    if len(data) < 512:
        return []
    power = _HEADER.unpack_from(data)[0]
    sector = 1 << power if power in (9, 12) else 512
    found: list[tuple[str, int]] = []
    wanted = ("WordDocument", "EncryptedPackage", "EncryptionInfo", *_FOREIGN)
    for name in wanted:
        printed = name.encode("utf-16-le") + b"\0\0"
        place = data.find(printed)
        while place >= 0:
            if place % _ENTRY == 0 and place + _ENTRY <= len(data):
                length, first = _STREAM.unpack_from(data, place)
                if length == len(printed):
                    found.append((name, (first + 1) * sector))
                    break
            place = data.find(printed, place + 2)
    return found
