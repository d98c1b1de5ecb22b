"""Rows of cells → lines of text whose cells stand under each other, for ``extract.tables`` reads a table by its columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lexicon import rules

GAP = 4  # blanks between cells, at least
_WIDEST = 60  # half-width cells that a column is padded to
_FARTHEST = 400  # half-width cells to which a line is padded
_PASSAGE = 120  # characters from which a cell of several paragraphs is running text
_HEAD = 20  # characters of a column's head
SAME = "〃"  # the cell above goes on here
NONE = "——"  # nothing stands in the first column


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row. ``column``: its first, from 0; ``lines``: its paragraphs; ``continued``: it is part of the cell above."""

    column: int
    lines: tuple[str, ...]
    continued: bool = False
    span: int = 1


def cell_width(text: str) -> int:
    """The width of a text in half-width cells."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def join(lines: Iterable[str]) -> str:
    """The lines of a cell as one: a blank only between Latin words."""
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if line:
            text += (" " if text and text[-1].isascii() and line[0].isascii() else "") + line
    return text


def set_rows(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table. A row with one filled cell, or with running text in a cell, is layout: its paragraphs stay lines.
    Labels of metadata get a colon where they are the most of a table's rows.
    """
    filled = [[cell for cell in row if cell.continued or any(line.strip() for line in cell.lines)] for row in rows]
    figures = [row if _is_row(row) else None for row in filled]
    if filled and len(filled[0]) == 1 and filled[0][0].column and any(figures) and len(join(filled[0][0].lines)) <= _HEAD:
        figures[0] = filled[0]  # the head of a table with an empty corner
    labelled = [row is not None and _is_labelled(row) for row in figures]
    pairs = 2 * sum(labelled) >= sum(row is not None for row in figures)
    widths: dict[int, int] = {}
    for row in figures:
        if row and row[0].column:
            widths[0] = max(widths.get(0, 0), cell_width(NONE))
        for cell in row or ():
            if cell.span == 1:
                widths[cell.column] = min(_WIDEST, max(widths.get(cell.column, 0), cell_width(join(cell.lines))))
    lines: list[str] = []
    for row, whole, has_labels in zip(figures, filled, labelled, strict=True):
        if row is None:
            lines.extend(_layout(whole))
        elif has_labels and pairs:
            texts = [join(cell.lines) for cell in row]
            lines.append((" " * GAP).join(f"{_bare(label)}：{value}" for label, value in zip(texts[::2], texts[1::2], strict=True)))
        else:
            lines.append(_set(row, widths))
    return lines


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for labels in rules("anatomy")["labels"].values() for label in labels)


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("：:")


def _is_labelled(cells: Sequence[Cell]) -> bool:
    """Whether a row holds labels of a letter's metadata, each with its value."""
    known = [not cell.continued and _bare(join(cell.lines)) in _labels() for cell in cells]
    return len(cells) % 2 == 0 and all(known[::2]) and not any(known[1::2])


def _is_row(cells: Sequence[Cell]) -> bool:
    own = [cell for cell in cells if not cell.continued]
    return bool(own) and len(cells) > 1 and not any(_is_passage(cell) for cell in own)


def _is_passage(cell: Cell) -> bool:
    return sum(1 for line in cell.lines if line.strip()) > 1 and sum(map(len, cell.lines)) > _PASSAGE


def _layout(cells: Sequence[Cell]) -> list[str]:
    lines: list[str] = []
    short: list[str] = []
    for cell in cells:
        if _is_passage(cell):
            lines += [(" " * GAP).join(short)] if short else []
            short = []
            lines += cell.lines
        elif len(cells) == 1:
            lines += cell.lines
        elif not cell.continued:
            short.append(join(cell.lines))
    return lines + ([(" " * GAP).join(short)] if short else [])


def _set(cells: Sequence[Cell], widths: dict[int, int]) -> str:
    line = NONE if cells[0].column else ""
    for cell in cells:
        if cell.continued and cell.column:
            continue  # its column stays empty
        place = min(_FARTHEST, sum(widths.get(column, 0) + GAP for column in range(cell.column)))
        line += " " * (max(GAP, place - cell_width(line)) if line else 0)
        line += SAME if cell.continued else join(cell.lines)
    return line
