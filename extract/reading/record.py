"""What a file says, as text, and where in the file each stretch of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where ``text[start:end]`` (code points) stands in the file.

    ``page``: number in the file, from 1, of paged formats; ``selector``: CSS selector of the one HTML element that holds it, where it is
    not the page's main text (a metadata cell, a ``meta`` tag).
    """

    start: int
    end: int
    page: int | None = None
    selector: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file.

    ``media_type``: IANA name by content; ``reader``: what read it, with its version (``pypdfium2 5.15.2``); ``encoding``: of the bytes as
    decided by content, None where the format has none; ``origins``: sorted, none inside another, gaps allowed; ``recognised``: by OCR;
    ``links``: attachments that the file points to, as printed, not fetched; ``notes``: what a person should know of the reading, each one
    line (``page 3 is empty``).
    """

    text: str
    media_type: str
    reader: str
    encoding: str | None = None
    origins: tuple[Origin, ...] = ()
    recognised: bool = False
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def origin(self, offset: int) -> Origin | None:
        """Where a character of the text stands; None where the format does not tell."""
        return origin_at(self.origins, offset)


def origin_at(origins: Sequence[Origin], offset: int) -> Origin | None:
    """The one of some sorted origins that holds a character, or None."""
    at = bisect_right(origins, offset, key=lambda origin: origin.start) - 1
    return origins[at] if at >= 0 and offset < origins[at].end else None
