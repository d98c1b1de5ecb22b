"""How much a file may ask of the machine. One table: the command line (``--limit NAME=VALUE``), the docs and the readers use it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from ontology.errors import SettingError


def _limit(default: int, most: int, unit: str, meaning: str) -> int:
    value: int = field(default=default, metadata={"most": most, "unit": unit, "meaning": meaning})
    return value


_NUMBER = re.compile(r"[0-9]+(?:_[0-9]+)*")
MOST_NESTING = 256
"""Levels that libxml2 takes, of XML and of HTML (``XML_MAX_HUGE_DEPTH`` apart, which lifts its other bounds too)."""
_DIGITS = 20  # of a value: more are more than any limit's most


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit is a whole number of its unit, from 1 to its ``most``."""

    file_bytes: int = _limit(64_000_000, 4_000_000_000, "bytes", "size of a file, and of a file in an archive")
    text_characters: int = _limit(1_000_000, 100_000_000, "characters", "length of the text of a file")
    pages: int = _limit(500, 100_000, "pages", "pages of a PDF or OFD file")
    ocr_pages: int = _limit(50, 100_000, "pages", "pages of a scanned file that OCR reads")
    page_pixels: int = _limit(40_000_000, 1_000_000_000, "pixels", "size of a page drawn for OCR")
    archive_depth: int = _limit(3, 20, "levels", "archives inside archives")
    archive_files: int = _limit(20_000, 10_000_000, "files", "files of one archive")
    archive_bytes: int = _limit(4_000_000_000, 1_000_000_000_000, "bytes", "size of what one archive unpacks to, archives in it included")
    expanded_bytes: int = _limit(
        256_000_000, 4_000_000_000, "bytes", "size of what a zip-based file (DOCX, OFD) unpacks to, all parts together"
    )
    expansion_ratio: int = _limit(
        200, 10_000, "times", "a packed part's size unpacked, by its size packed; parts up to 1 MB unpacked are let be"
    )
    nesting: int = _limit(
        MOST_NESTING, MOST_NESTING, "levels", "elements inside elements of an XML or HTML file; the parser itself takes no more than 256"
    )
    seconds: int = _limit(120, 86_400, "seconds", "reading one file, its facts and its checks; then its process is ended")
    worker_bytes: int = _limit(1_500_000_000, 1_000_000_000_000, "bytes", "memory that a reading process may take for its data (Linux)")

    def with_settings(self, settings: Iterable[str]) -> Limits:
        """These limits with some changed, each given as ``name=value``. SettingError for an unknown name, no whole number, or one that
        is out of the limit's bounds."""
        changed: dict[str, int] = {}
        known = {limit.name: limit for limit in fields(self)}
        for setting in settings:
            name, equals, value = setting.partition("=")
            if name not in known or not equals:
                raise SettingError(f"limit {setting[:100]}: write NAME=VALUE with a name of {', '.join(known)}")
            most = known[name].metadata["most"]
            if not _NUMBER.fullmatch(value) or len(value) > _DIGITS or not 1 <= int(value) <= most:
                raise SettingError(f"limit {setting[:100]}: the value is a whole number from 1 to {most:,}")
            changed[name] = int(value)
        return replace(self, **changed)


DEFAULTS = Limits()
