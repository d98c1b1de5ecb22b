"""Tables set with white space or bars, whose units stand in the heads of their columns: 专任教师（名）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.anatomy import BODY
from extract.draft import Draft
from extract.facts import Amount, Staff, Statistic
from extract.numbers import SCALES, decimal
from extract.quantities import quantity_rules
from extract.view import Line

_CELL = re.compile(r"[^\s|]+(?: [^\s|]+)*")
_GAP = re.compile(r"\s{2,}|\t|\|")
_CAPTION = re.compile(r"单位[：:]\s?(?P<unit>[^（）()\s|，。]{1,12})")
_HEAD = re.compile(r"(?P<name>[^（）]{1,16})（(?P<unit>[^（）]{1,8})）")
_NUMBER = re.compile(r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[万亿]?)")
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row. ``start``: source offset; ``column``: where it stands in the line, in half-width cells."""

    text: str
    start: int
    column: int


def add_tables(draft: Draft) -> None:
    """The figures of each table of the body: money, posts and statistics, named by row and column."""
    lines = [line for line, role in zip(draft.anatomy.lines, draft.anatomy.roles, strict=True) if role == BODY]
    for index, line in enumerate(lines):
        if (caption := _CAPTION.search(line.text)) and index + 1 < len(lines):
            # 表1 主要指标（单位：微克/立方米）: the unit of all columns.
            heads = _cells(lines[index + 1])
            if len(heads) >= 2 and not any(_NUMBER.fullmatch(head.text) for head in heads):
                _read(draft, heads, lines[index + 2 : index + 2 + _MOST_ROWS], caption["unit"])
        heads = _cells(line) if "（" in line.text and _GAP.search(line.text) else []
        if sum(_HEAD.fullmatch(cell.text) is not None for cell in heads) >= 2:
            _read(draft, heads, lines[index + 1 : index + 1 + _MOST_ROWS])


def _cells(line: Line) -> list[Cell]:
    cells: list[Cell] = []
    column = position = 0
    for match in _CELL.finditer(line.text):
        column += _width(line.text[position : match.start()])
        cells.append(Cell(match.group(), line.span(*match.span())[0], column))
        column += _width(match.group())
        position = match.end()
    return cells


def _width(text: str) -> int:
    return sum(1 if char < "\u0300" else 2 for char in text)


def _read(draft: Draft, heads: Sequence[Cell], rows: Sequence[Line], unit: str = "") -> None:
    """The rows below a head; ``unit``: that of the heads that print none."""
    for row in rows:
        cells = _cells(row)
        if len(cells) < 2 or len(cells) > len(heads) or not any(_NUMBER.fullmatch(cell.text) for cell in cells):
            return
        label = cells[0].text if not _NUMBER.fullmatch(cells[0].text) else ""
        for head, cell in _aligned(heads, cells):
            named, number = _HEAD.fullmatch(head.text), _NUMBER.fullmatch(cell.text)
            if number and (named or unit):
                _add(draft, row, cell, label, named["name"] if named else head.text, named["unit"] if named else unit, number)


def _aligned(heads: Sequence[Cell], cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Each cell under its head: in order when none is missing, else the nearest."""
    if len(heads) == len(cells):
        yield from zip(heads, cells, strict=True)
        return
    for cell in cells:
        yield min(heads, key=lambda head: abs(head.column - cell.column)), cell


def _add(draft: Draft, row: Line, cell: Cell, label: str, name: str, unit: str, number: re.Match[str]) -> None:
    """One figure. Money keeps its 万 or 亿 in the unit; a post's head count is staff."""
    evidence = draft.evidence_at(row.start, row.end, "table", (cell.start, cell.start + len(cell.text)))
    if evidence is None:
        return
    value = decimal(number["digits"], number["scale"])
    rules = quantity_rules()
    scaled = re.fullmatch(r"(?P<scale>[十百千万亿]*)(?P<base>.+)", unit)
    assert scaled is not None
    factor = Decimal(1)
    for char in scaled["scale"]:
        factor *= SCALES[char]
    if scaled["base"] in rules.money:
        draft.facts.append(
            Amount(evidence=evidence, what=label + name, value=value * factor, printed_value=cell.text, unit=number["scale"] + unit)
        )
    elif unit in ("名", "人") and rules.post.search(name):
        draft.facts.append(Staff(evidence=evidence, role=name, count=value, org=None))
    else:
        draft.facts.append(Statistic(evidence=evidence, what=label + name, value=value * factor, unit=scaled["base"]))
