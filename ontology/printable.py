"""Text as a person may be shown it: nothing in it moves the cursor, clears the screen or turns the line round."""

from __future__ import annotations

import re

# C0 and C1 controls but for tab and line feed, line and paragraph separators, directional overrides and isolates (UAX #9).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_ON_A_LINE = re.compile(f"{_CONTROL.pattern}|[\t\n]")


def printable(text: str) -> str:
    r"""``text`` with its control characters written out (``\x1b``, ``\u202e``); tabs and line feeds stay."""
    return _CONTROL.sub(_written, text)


def on_a_line(text: str) -> str:
    r"""``text`` on one line: tabs and line feeds are written out too (``\n``)."""
    return _ON_A_LINE.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
