"""Tables drawn with rules: which text stands in which cell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.reading.pages.layout import Line, Piece, Rule, cells_text, is_label, lines_of

_TOUCH = 3.0  # points: rules this near meet
_MOST_RULES = 1500  # more are a drawing, no table
_LONGEST = 150  # characters of a cell that still is one of a row; longer ones hold the letter's own text

Paragraphs = Callable[[Sequence[Line]], str]
_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Table:
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)

    def box(self) -> _Box:
        rules = [*self.level, *self.upright]
        return min(r.x0 for r in rules), min(r.y0 for r in rules), max(r.x1 for r in rules), max(r.y1 for r in rules)


def take_tables(pieces: Sequence[Piece], rules: Sequence[Rule], paragraphs: Paragraphs) -> tuple[list[Piece], list[Line]]:
    """The pieces outside of ruled tables, and the tables' rows as lines. ``paragraphs``: how the lines of a long cell become text."""
    rest = list(pieces)
    found: list[Line] = []
    for table in _tables(rules):
        x0, y0, x1, y1 = table.box()
        inside = [p for p in rest if x0 - _TOUCH < (p.x0 + p.x1) / 2 < x1 + _TOUCH and y0 - _TOUCH < p.y + 0.35 * p.size < y1 + _TOUCH]
        cells: dict[_Box, list[Piece]] = defaultdict(list)
        for piece in inside:
            cells[_cell(table, (x0, y0, x1, y1), (piece.x0 + piece.x1) / 2, piece.y + 0.35 * piece.size)].append(piece)
        if len({(box[0], box[2]) for box in cells}) < 2:
            continue  # a frame around the text, a line under the letterhead
        taken = set(map(id, inside))
        rest = [piece for piece in rest if id(piece) not in taken]
        found.extend(_rows(cells, x0, paragraphs))
    return rest, found


def _tables(rules: Sequence[Rule]) -> list[_Table]:
    """Groups of rules that touch each other and are more than a frame's corner."""
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index].x0)
    for place, index in enumerate(order):
        rule = rules[index]
        for other_index in order[place + 1 :]:
            other = rules[other_index]
            if other.x0 > rule.x1 + _TOUCH:
                break
            if other.y0 <= rule.y1 + _TOUCH and rule.y0 <= other.y1 + _TOUCH:
                parent[root(other_index)] = root(index)
    groups: dict[int, _Table] = defaultdict(_Table)
    for index, rule in enumerate(rules):
        group = groups[root(index)]
        (group.level if rule.x1 - rule.x0 >= rule.y1 - rule.y0 else group.upright).append(rule)
    return [group for group in groups.values() if len(group.level) >= 2 and group.upright]


def _cell(table: _Table, around: _Box, x: float, y: float) -> _Box:
    """The edges (left, foot, right, top) around a point: the nearest rules that pass it. Cells may span rows and columns."""
    left, foot, right, top = around
    for rule in table.upright:
        if rule.y0 - _TOUCH <= y <= rule.y1 + _TOUCH:
            if left < rule.x0 <= x:
                left = rule.x0
            elif x < rule.x0 < right:
                right = rule.x0
    for rule in table.level:
        if rule.x0 - _TOUCH <= x <= rule.x1 + _TOUCH:
            if foot < rule.y0 <= y:
                foot = rule.y0
            elif y < rule.y0 < top:
                top = rule.y0
    return left, foot, right, top


def _rows(cells: dict[_Box, list[Piece]], left: float, paragraphs: Paragraphs) -> list[Line]:
    """The rows of a table, each a line; the cells of a row that holds running text one below the other."""
    tops = sorted({box[3] for box in cells}, reverse=True)
    merged: list[float] = []
    for top in tops:
        if not merged or merged[-1] - top > _TOUCH:
            merged.append(top)
    rows: dict[float, list[tuple[_Box, list[Piece]]]] = defaultdict(list)
    ascending = merged[::-1]
    for box, pieces in cells.items():
        at = bisect_left(ascending, box[3] - 1e-6)
        near = [ascending[i] for i in (at - 1, at, at + 1) if 0 <= i < len(ascending)]
        rows[min(near, key=lambda top: abs(top - box[3]))].append((box, pieces))
    read = {top: [(paragraphs(lines_of(pieces)), box[0]) for box, pieces in sorted(row)] for top, row in rows.items()}
    firsts = [text for texts in read.values() if len(texts) % 2 == 0 for text, _ in texts[::2]]
    labelled = 2 * sum(map(is_label, firsts)) > len(firsts)
    found: list[Line] = []
    for top in merged:
        row, texts = sorted(rows[top]), read[top]
        size = max(piece.size for _, pieces in row for piece in pieces)
        if any("\n" in text and len(text) > _LONGEST for text, _ in texts):
            words = [part for text, _ in texts for part in text.split("\n")]
        else:
            words = [cells_text([("".join(text.split("\n")), start) for text, start in texts], left, size, labelled)]
        foot = min(box[1] for box, _ in row)
        step = (top - foot) / len(words)
        found.extend(
            Line(text, row[0][0][0], row[-1][0][2], top - size - index * step, size, fixed=True) for index, text in enumerate(words)
        )
    return found
