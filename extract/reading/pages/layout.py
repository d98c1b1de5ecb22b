"""Pieces of text on a page → its lines in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.lexicon import rules

_NARROW = re.compile(r"[\0-\u02ff]")
_BLANKS_AND_COLONS = re.compile(r"[\s：:]")
_LABEL = re.compile(r"[^：:，。]{2,12}[：:]")
_ROW = 0.4  # of the size: baselines nearer than this are one row
_CELL_GAP = 1.2  # in em: what is farther apart is in another cell or column
_BLANK_GAP = 0.6  # in em: what is farther apart has a blank between; justified setting spreads less
_WORD_GAP = 0.18  # in em: the same between Latin letters and digits
_FEWEST_ROWS = 4  # of a column
_NARROWEST = 8  # em, of a column


class Piece(NamedTuple):
    """A glyph, or a word that OCR read, no white space in it. ``y``: baseline, growing upwards; all lengths in points, of the page turned
    upright; ``spaced``: a blank is printed before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    spaced: bool = False


class Rule(NamedTuple):
    """A straight line drawn on a page, upright or level. In points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. ``left``/``right``: margins of its column, None where the page's own apply; ``fixed``: joined with no other line."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    left: float | None = None
    right: float | None = None
    fixed: bool = False


_Edges = tuple[float, float] | None


class _Segment(NamedTuple):
    """A stretch of a row without a wide gap."""

    pieces: tuple[Piece, ...]
    x0: float
    x1: float
    y: float
    size: float


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of a page, columns one after the other, each from the top. Rows of cells are one line, apart by two blanks or more."""
    segments = [segment for row in _rows(pieces) for segment in _segments(row)]
    found: list[Line] = []
    for region, margins in _regions(segments, 0):
        found.extend(_line(row, margins) for row in _grouped(region))
    return found


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces of one baseline, from the left; the highest row first. Raised and lowered small print stays in its row."""
    rows: list[list[Piece]] = []
    y = size = 0.0
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        if rows and y - piece.y <= _ROW * max(size, piece.size):
            rows[-1].append(piece)
            if piece.size > size:
                y, size = piece.y, piece.size
        else:
            rows.append([piece])
            y, size = piece.y, piece.size
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _segments(row: Sequence[Piece]) -> list[_Segment]:
    parts: list[list[Piece]] = []
    for piece in row:
        if parts and piece.x0 - parts[-1][-1].x1 <= _CELL_GAP * max(piece.size, parts[-1][-1].size):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return [_segment(part) for part in parts]


def _segment(part: Sequence[Piece]) -> _Segment:
    size = median(piece.size for piece in part)
    largest = max(part, key=lambda piece: piece.size)
    return _Segment(tuple(part), part[0].x0, max(piece.x1 for piece in part), largest.y, size)


def _grouped(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """The segments of each row."""
    rows: list[list[_Segment]] = []
    for segment in sorted(segments, key=lambda segment: (-segment.y, segment.x0)):
        if rows and rows[-1][0].y - segment.y <= _ROW * max(rows[-1][0].size, segment.size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda segment: segment.x0) for row in rows]


def _regions(segments: Sequence[_Segment], depth: int) -> list[tuple[Sequence[_Segment], _Edges]]:
    """Parts of a page that are read one after the other, with the margins of those that are columns."""
    whole: list[tuple[Sequence[_Segment], _Edges]] = [(segments, None)]
    if len(segments) < 2 * _FEWEST_ROWS or depth > 2:
        return whole
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    em = median(s.size for s in segments)
    starts = Counter(round(s.x0 / em) for s in segments if left + 0.2 * (right - left) < s.x0 < right - 0.2 * (right - left))
    for start, count in starts.most_common(3):
        if count < _FEWEST_ROWS - 1:
            break
        gutter = (start - 0.7) * em
        band = _longest_band(segments, gutter)
        sides = [s for s in band if s.x0 <= gutter], [s for s in band if s.x0 > gutter]
        if all(_is_column(side, em) for side in sides):
            top = max(s.y for s in band)
            inside = set(map(id, band))
            above = [s for s in segments if s.y > top and id(s) not in inside]
            below = [s for s in segments if s.y <= top and id(s) not in inside]
            found = _regions(above, depth + 1) if above else []
            for side in sides:
                margins = min(s.x0 for s in side), max(s.x1 for s in side)
                found += [(part, inner or margins) for part, inner in _regions(side, depth + 1)]
            return found + (_regions(below, depth + 1) if below else [])
    return whole


def _longest_band(segments: Sequence[_Segment], gutter: float) -> list[_Segment]:
    """The most rows in a run of which none crosses the gutter."""
    best = 0, 0
    ordered = sorted(segments, key=lambda segment: -segment.y)
    first = 0
    for place, segment in enumerate(ordered, 1):
        if segment.x0 <= gutter and segment.x1 > gutter + 0.5 * segment.size:
            first = place
        elif place - first > best[1] - best[0]:
            best = first, place
    return ordered[best[0] : best[1]]


def _is_column(side: Sequence[_Segment], em: float) -> bool:
    """Whether these are lines of running text: most of them reach the same edge. The cells of a table do not."""
    if len(_grouped(side)) < _FEWEST_ROWS:
        return False
    edge = max(s.x1 for s in side)
    full = [s for s in side if s.x1 >= edge - 1.6 * em and s.x1 - s.x0 >= _NARROWEST * em]
    return len(full) >= 0.6 * len(side)


def _line(row: Sequence[_Segment], margins: _Edges) -> Line:
    text = cells_text([(text_of(segment.pieces), segment.x0) for segment in row], row[0].x0, max(s.size for s in row))
    size = max(row, key=lambda segment: len(segment.pieces)).size
    left, right = margins or (None, None)
    fixed = len(row) > 1
    return Line(text, row[0].x0, max(s.x1 for s in row), row[0].y, size, left, right, fixed)


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces of one cell from left to right, blanks where the gaps are too wide for justified setting."""
    if _spaced_out(pieces):
        return "".join(piece.text for piece in pieces)
    words = [pieces[0].text]
    for before, after in pairwise(pieces):
        gap = (after.x0 - before.x1) / max(before.size, after.size)
        latin = before.text[-1].isascii() and after.text[0].isascii()
        if gap > (_WORD_GAP if latin else _BLANK_GAP) or (latin and after.spaced):
            words.append(" ")
        words.append(after.text)
    return "".join(words)


def _spaced_out(pieces: Sequence[Piece]) -> bool:
    """Whether the characters of one name stand apart evenly (民 政 局)."""
    if len(pieces) < 2 or any(piece.text.isascii() for piece in pieces):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(pieces)]
    return min(gaps) > _BLANK_GAP * pieces[0].size and max(gaps) - min(gaps) < 0.3 * pieces[0].size


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for labels in rules("anatomy")["labels"].values() for label in labels)


def is_label(text: str) -> bool:
    """Whether a text is a label of a metadata table (索引号), perhaps with its colon."""
    return _BLANKS_AND_COLONS.sub("", text) in _labels()


def begins_with_label(text: str) -> bool:
    """Whether a line begins with a label and its colon."""
    label = _LABEL.match(text)
    return label is not None and is_label(label.group())


def cells_text(cells: Sequence[tuple[str, float]], left: float, em: float, labelled: bool = False) -> str:
    """A row as one line. ``cells``: text and left edge in points. Blanks keep the columns; a label and its value get a colon, known
    labels and, with ``labelled``, whatever stands in their place.
    """
    labels = [is_label(text) for text, _ in cells]
    if len(cells) % 2 == 0 and (labelled or all(labels[::2])) and not any(labels[1::2]):
        return "  ".join(f"{_BLANKS_AND_COLONS.sub('', cells[i][0])}：{cells[i + 1][0]}" for i in range(0, len(cells), 2))
    line = ""
    width = 0
    for text, start in cells:
        if line:
            blanks = max(2, round((start - left) / em * 2) - width)
            line += " " * blanks
            width += blanks
        line += text
        width += 2 * len(text) - len(_NARROW.findall(text))
    return line
