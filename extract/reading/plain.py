"""Text files."""

from __future__ import annotations

from extract.reading.encoding import decode
from extract.reading.limits import Limits
from extract.reading.record import Reading
from extract.version import EXTRACTOR_VERSION


def read(data: bytes, limits: Limits) -> Reading:
    """A text file as it stands, line ends and all, but for a byte order mark. InputError for bytes that are no text."""
    text, encoding = decode(data)
    return Reading(text, "text/plain", f"gongwen {EXTRACTOR_VERSION}", encoding)
