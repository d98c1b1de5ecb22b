"""What is printed on pages but is no part of the letter: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.reading.pages.layout import Line

_NUMBER_ZONE = 0.14  # of the page's height, at its top and foot
_RUNNING_ZONE = 0.1
# OCR takes the dashes for 一 and the digit 1 for a bar or bracket.
_NUMBER = re.compile(
    r"[-—–―─~·•.]*(?:\d{1,4}|[ivxlcIVXLC]{1,6})[-—–―─~·•.]*|[-—–―─一_.]{1,2}[\dIl|\]\[]{1,3}[-—–―─一_.]{1,2}|第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页"
    r"(?:[，,/（(]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页[）)]?)?|\d{1,4}/\d{1,4}|(?:[Pp]age)\d{1,4}(?:of\d{1,4})?"
)
_GAP = re.compile(r"\s{2,}")
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\d{1,4}/\d{1,4})?")  # what browsers print at the foot
_CELLS = 3  # a row of so many cells is a table's head, printed anew on each page


def without_furniture(pages: Sequence[tuple[Sequence[Line], float, float]]) -> list[list[Line]]:
    """The lines of each page that are not furniture. ``pages``: lines, and the y of the page's foot and top."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (lines, foot, top) in enumerate(pages):
        for line in lines:
            if _outside(line, foot, top, _RUNNING_ZONE):
                seen[_sign(line, top)].add(number)
    # Odd and even pages may bear different ones; the first often bears none.
    often = max(2, 0.4 * len(pages))
    running = {sign for sign, numbers in seen.items() if len(numbers) >= often}

    def is_furniture(line: Line, foot: float, top: float) -> bool:
        if _outside(line, foot, top, _NUMBER_ZONE) and _is_number(line):
            return True
        return _outside(line, foot, top, _RUNNING_ZONE) and _sign(line, top) in running and len(_GAP.split(line.text)) < _CELLS

    return [[line for line in lines if not is_furniture(line, foot, top)] for lines, foot, top in pages]


def _outside(line: Line, foot: float, top: float, zone: float) -> bool:
    """Whether a line stands in the margin."""
    return not foot + zone * (top - foot) < line.y < top - zone * (top - foot)


def _is_number(line: Line) -> bool:
    tight = "".join(line.text.split())
    return bool(_NUMBER.fullmatch(tight) or _ADDRESS.fullmatch(tight))


def _sign(line: Line, top: float) -> tuple[str, int]:
    """What tells a running line: its words, whatever the page's number in them, and its height."""
    return re.sub(r"\d+", "0", "".join(line.text.split())), round((top - line.y) / 4)
