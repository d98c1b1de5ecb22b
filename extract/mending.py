"""Damaged lines → sound lines, in which every character still knows its place in the source.

Works on the lines as they will be joined, before anything else is read of them, so that all that follows sees sound text. A character that
was put in has the place of its neighbour: the one before, or the one after when it opens something.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from extract.repair_rules import DOUBLED, Reading, repair_rules
from extract.view import Line, joins

_OPENING = "《“（〔第"
_NO_WIDTH = "\u200b\u200c\u200d\ufeff"
_GAP = re.compile(r"(?<!\s)\s(?!\s)")  # wider white space may divide two values


@dataclass(frozen=True, slots=True)
class Mending:
    """``source[start:end]`` prints ``printed`` (its white space left out) and means ``meant``. ``rule``: name of the rule that says so."""

    start: int
    end: int
    printed: str
    meant: str
    rule: str


def mended(source: str, lines: Sequence[Line], width: int | None) -> tuple[list[Line], list[Mending]]:
    """The lines of a source text with what is damaged read as it was meant, and the readings in text order.

    ``width``: of the lines, as ``paragraph_width`` tells it.
    """
    scan = _Scan(source, lines, width)
    known = repair_rules()
    positions: dict[str, list[int]] = {}
    for rule in known.rules:
        if rule.sign not in positions:
            if rule.sign == DOUBLED:
                positions[DOUBLED] = known.terms.places(scan.text)
            else:
                positions[rule.sign] = [match.start() for match in known.signs[rule.sign].finditer(scan.text)]
        if not (places := positions[rule.sign]):
            continue
        if found := list(rule.readings(scan.text, places)):
            scan.apply(found)
            positions.clear()
    terms = known.terms
    places = positions[DOUBLED] if DOUBLED in positions else terms.places(scan.text)
    if damaged := terms.readings(scan.text, places):
        scan.apply([Reading(start, start + len(form.damaged), form.term, form.rule) for start, form in damaged])
    return scan.result()


class _Scan:
    """The lines as one text, white space left out where it divides nothing.

    ``places``: the source offset of each character of ``text``, made when something is first mended.
    """

    def __init__(self, source: str, lines: Sequence[Line], width: int | None) -> None:
        self.source = source
        self.lines = lines
        self.words = [line.tight if len(line.text) == len(line.tight) else _GAP.sub("", line.text) for line in lines]
        self.breaks = list(_breaks(lines, width))
        self.text = "".join(piece for pair in zip(self.breaks, self.words, strict=True) for piece in pair)
        self.places: list[int] | None = None
        self.made: list[Mending] = []
        self.touched: set[int] = set()
        self.starts = [line.start for line in lines]

    def _places(self) -> list[int]:
        places: list[int] = []
        for line, words, end in zip(self.lines, self.words, self.breaks, strict=True):
            if end:
                places.append(line.start)
            if len(words) == len(line.text):
                places.extend(range(line.start, line.end))
            else:
                places.extend(line.start + index for index in _kept(line.text))
        return places

    def apply(self, readings: Sequence[Reading]) -> None:
        """Puts what is meant in the place of what is printed; ``readings``: in text order, none overlapping."""
        old = self._places() if self.places is None else self.places
        pieces: list[str] = []
        places: list[int] = []
        position = 0
        for reading in readings:
            pieces += self.text[position : reading.start], reading.meant
            places += old[position : reading.start]
            printed = old[reading.start : reading.end]
            places += (printed[at] for at in _aligned(self.text[reading.start : reading.end], reading.meant))
            position = reading.end
            start, end = printed[0], printed[-1] + 1
            self.touched.update(range(self._line_at(start), self._line_at(end - 1) + 1))
            shown = "".join(char for char in self.source[start:end] if not char.isspace() and char not in _NO_WIDTH)
            self.made.append(Mending(start, end, shown, reading.meant, reading.rule))
        self.text = "".join([*pieces, self.text[position:]])
        self.places = places + old[position:]

    def _line_at(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def result(self) -> tuple[list[Line], list[Mending]]:
        """The lines, mended where there was something to mend, and what was mended: of two readings one inside the other, the longer."""
        lines = list(self.lines)
        if self.places is None:
            return lines, []
        for index in self.touched:
            lines[index] = self._line(lines[index])
        made = sorted(self.made, key=lambda one: (one.start, -one.end))
        kept: list[Mending] = []
        for one in made:
            if not kept or one.end > kept[-1].end:
                kept.append(one)
        return lines, kept

    def _line(self, line: Line) -> Line:
        assert self.places is not None
        first, stop = bisect_left(self.places, line.start), bisect_left(self.places, line.end)
        # A line break has the place of the line's first character, which follows it.
        characters = [(place, char) for place, char in zip(self.places[first:stop], self.text[first:stop], strict=True) if char != "\n"]
        held = set(_kept(line.text))
        characters += [(line.start + index, char) for index, char in enumerate(line.text) if index not in held]
        characters.sort(key=lambda one: one[0])
        text = "".join(char for _, char in characters)
        return Line(line.start, line.end, text, "".join(text.split()), tuple(place for place, _ in characters))


def _breaks(lines: Sequence[Line], width: int | None) -> Iterator[str]:
    """What stands before each line: a line feed, or nothing where the line goes on with the one before."""
    if width is None and lines:
        yield ""
        yield from "\n" * (len(lines) - 1)
        return
    previous: Line | None = None
    for line in lines:
        yield "" if previous is None or joins(previous, line, width) else "\n"
        previous = line


def _kept(text: str) -> Iterator[int]:
    """The indexes of a line's characters that the scan sees."""
    position = 0
    for gap in _GAP.finditer(text):
        yield from range(position, gap.start())
        position = gap.end()
    yield from range(position, len(text))


@lru_cache(maxsize=256)
def _aligned(printed: str, meant: str) -> tuple[int, ...]:
    """Which printed character each meant one stands for or stands by, never falling."""
    if len(printed) == len(meant):
        return tuple(range(len(printed)))
    found: list[int] = []
    for kind, i, j, k, stop in SequenceMatcher(None, printed, meant, autojunk=False).get_opcodes():
        if kind == "insert":
            before, after = max(0, i - 1), min(i, len(printed) - 1)
            found += (after if char in _OPENING else before for char in meant[k:stop])
        else:
            found += (min(i + index, j - 1) for index in range(stop - k))
    return tuple(accumulate(found, max))
