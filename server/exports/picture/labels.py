"""Labels in lines, and how wide they are. A Chinese character is as wide as the type is high; that is all the measuring there is."""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import Final

_NARROW: Final = 0.6
_CLOSING: Final = "，、。；：）》】〕”’)]"


def width(text: str) -> float:
    """Width of a line in em, rather too wide than too narrow."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else _NARROW for char in text)


def lines(text: str, longest: float, most: int) -> list[str]:
    """A label in lines of about equal length. ``longest``: em of a line; ``most``: lines, after which it ends in ``…``."""
    count = min(most, max(1, ceil(width(text) / longest)))
    aim = min(longest, max(width(text) / count, 1.0))
    found: list[str] = [""]
    for char in text:
        full = width(found[-1]) + width(char) / 2 > aim and char not in _CLOSING
        if full and len(found) < most:
            found.append("")
        elif full and width(found[-1]) + width(char) > longest:
            found[-1] = found[-1][:-1].rstrip() + "…"
            break
        found[-1] += char
    return [line.strip() for line in found if line.strip()] or [""]
