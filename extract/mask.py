"""Private data blacked out: the same text, as long as before, with nothing to read where a private span stood."""

from __future__ import annotations

from collections.abc import Iterable

BLACK = "█"


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with every code point of ``spans`` (start, end exclusive) replaced by ``█``; line ends stay, so lines keep their numbers.

    The result has the length of ``text``: offsets into one are offsets into the other.
    """
    characters = list(text)
    for start, end in spans:
        for place in range(max(start, 0), min(end, len(characters))):
            if characters[place] not in "\r\n":
                characters[place] = BLACK
    return "".join(characters)
