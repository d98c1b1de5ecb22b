"""The rows of a page's tables as lines of text: cells under their heads, as ``extract.tables`` reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, groupby

from extract.reading.web.lines import PageLine
from extract.reading.web.tree import Page

_LONGEST_CELL = 80  # characters; beyond, the table lays out a page
_WIDEST = 40  # half-width cells that a column is padded to
_MOST_SPAN = 50
_MOST_CELLS = 60  # of a row, and columns of a table
_GAP = 2
_TABLE = frozenset({"table"})
_CELLS = ("td", "th")
_NOTHING = "—"  # for an empty first cell, so that the others keep their columns
_GLUED = re.compile(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])")


def with_rows(page: Page, lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, those of a table's row made one; rows that hold paragraphs or tables stay as they are."""
    joined: list[PageLine] = []
    for table, group in groupby(lines, lambda line: _table(page, line)):
        if table < 0:
            joined.extend(group)
        else:
            joined.extend(_rows(page, list(group)))
    return joined


def row_cells(page: Page, row: int) -> list[int]:
    return [cell for cell in page.children(row) if page.tag(cell) in _CELLS]


def _table(page: Page, line: PageLine) -> int:
    return page.above(line.row, _TABLE) if line.row >= 0 else -1


def _rows(page: Page, lines: list[PageLine]) -> list[PageLine]:
    """The lines of one table, in order."""
    rows = [(row, list(group)) for row, group in groupby(lines, lambda line: line.row)]
    grids: list[list[tuple[int, str]] | None] = []
    held: dict[int, tuple[int, str]] = {}  # column → rows that a cell above still covers, its text
    for row, own in rows:
        covered = sum(left > 0 for left, _ in held.values())
        cells = _texts(page, row, own, covered)
        grids.append(None if cells is None else _placed(page, cells, held))
    starts = _starts([grid for grid in grids if grid is not None])
    found: list[PageLine] = []
    for (row, own), grid in zip(rows, grids, strict=True):
        if grid is None:
            found.extend(own)
        else:
            found.append(PageLine(_set(grid, starts), row, sum(line.linked for line in own), row, -1))
    return found


def _texts(page: Page, row: int, lines: Sequence[PageLine], covered: int) -> list[tuple[int, str]] | None:
    """A row's cells (element, text); None where the row is no data. ``covered``: columns that cells of rows above take up."""
    cells = row_cells(page, row)
    if not 2 <= len(cells) + covered <= _MOST_CELLS or any(page.tag(i) == "table" for i in range(row, page.end[row])):
        return None
    texts = dict.fromkeys(cells, "")
    for line in lines:
        if line.cell not in texts:
            return None
        texts[line.cell] = f"{texts[line.cell]} {line.text}".strip()
    if any(len(text) > _LONGEST_CELL for text in texts.values()):
        return None
    if not texts[cells[0]] and any(texts.values()) and not page.words(cells[0]).strip():
        texts[cells[0]] = _NOTHING
    return [(cell, _GLUED.sub("", " ".join(text.split()))) for cell, text in texts.items()]


def _placed(page: Page, cells: Sequence[tuple[int, str]], held: dict[int, tuple[int, str]]) -> list[tuple[int, str]]:
    """The row's texts by column. A first cell that covers several rows is said in each."""
    grid: list[tuple[int, str]] = []
    column = 0
    waiting = list(cells)
    covered = {at: span for at, span in held.items() if span[0] > 0}
    while (waiting or column in covered) and column < _MOST_CELLS:
        if column in covered:
            left, text = covered.pop(column)
            held[column] = (left - 1, text)
            if column == 0 and text:
                grid.append((0, text))
            column += 1
            continue
        cell, text = waiting.pop(0)
        across, down = _span(page, cell, "colspan"), _span(page, cell, "rowspan")
        grid.append((column, text))
        if down > 1:
            held.update((at, (down - 1, text)) for at in range(column, column + across))
        column += across
    return grid


def _span(page: Page, cell: int, name: str) -> int:
    value = (page.elements[cell].get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 5 else 1


def _starts(grids: Sequence[Sequence[tuple[int, str]]]) -> list[int]:
    """By column: where it begins, in half-width cells."""
    widths: dict[int, int] = {}
    for grid in grids:
        for column, text in grid:
            widths[column] = min(max(widths.get(column, 0), _width(text)), _WIDEST)
    starts = accumulate((widths.get(column, 0) + _GAP for column in range(_MOST_CELLS)), initial=0)
    return list(starts)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _set(grid: Sequence[tuple[int, str]], starts: Sequence[int]) -> str:
    """One line: each text at its column."""
    line, filled = "", 0
    for column, text in grid:
        if not text:
            continue
        gap = max(starts[column] - filled, _GAP) if line else 0
        line += " " * gap + text
        filled += gap + _width(text)
    return line
