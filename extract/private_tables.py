"""Tables of contacts: the columns under 联系人 and 联系电话."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.private_names import is_name, is_word
from extract.private_rules import PrivateRules

Span = tuple[int, int]

_DIGITS = re.compile(r"\d[\d \-—–()（）]{3,}\d")
_CELL_NAMES = re.compile(r"[^、，,/;； ]+(?: {1,3}[\u4e00-\u9fff](?= |$))*")
_WORDS = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_LONGEST_HEAD = 10  # characters of a cell of a head
_LONGEST_LINE = 400


def table_cells(text: str, rules: PrivateRules) -> Iterator[Span]:
    """Names and numbers in the cells of tables of contacts."""
    tables = rules.tables
    for row in tables.row.finditer(text):
        if tables.table.search(text, max(0, row.start() - tables.reach), row.start()):
            yield row.span("number")
            if not is_word(row["names"], rules.names):
                yield row.span("names")
    done = 0
    stacked: list[Span] = []
    for begins in tables.start.finditer(text):
        if begins.start() < done or (head := tables.head.match(text, begins.start())) is None:
            continue
        start = text.rfind("\n", 0, head.end()) + 1
        end = _line_end(text, head.end())
        done = end
        if end - start > _LONGEST_LINE:
            continue
        wide = True
        cells = _cells(text, start, end, tables.gap)
        if len(cells) < 2:
            wide, cells = False, [match.span() for match in _WORDS.finditer(text, start, end)]
        if len(cells) < 2:
            begin = max(end, stacked[-1][1]) if stacked else end
            stacked.append((min(begin, end + tables.reach), end + tables.reach))
        elif all(b - a <= _LONGEST_HEAD for a, b in cells):
            found, done = _rows(text, end, cells, wide, rules)
            yield from found
    yield from _stacked(text, stacked, rules)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _cells(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Span]:
    """The cells of a line that are not blank."""
    cells: list[Span] = []
    begin = start
    for mark in (*(match.span() for match in gap.finditer(text, start, end)), (end, end)):
        line = text[begin : mark[0]]
        if line.strip():
            cells.append((begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())))
        begin = mark[1]
    return cells


def _rows(text: str, at: int, head: list[Span], wide: bool, rules: PrivateRules) -> tuple[list[Span], int]:
    """What is private in the rows under a head, and where they end: at the next head, or where the lines are no rows any more."""
    tables, found = rules.tables, list[Span]()
    names = {index for index, (a, b) in enumerate(head) if tables.names.fullmatch(text, a, b)}
    numbers = {index for index, (a, b) in enumerate(head) if tables.numbers.fullmatch(text, a, b)}
    if not numbers and not any("联" in text[a:b] for index, (a, b) in enumerate(head) if index in names):
        return found, at  # a list of persons is no table of contacts
    lone = 0
    for _ in range(tables.rows):
        start, end = at + 1, _line_end(text, at + 1)
        if at >= len(text) or lone > 2 or end - start > _LONGEST_LINE or _is_head(text, start, end, rules):
            break
        at = end
        cells = _cells(text, start, end, tables.gap) if wide else [match.span() for match in _WORDS.finditer(text, start, end)]
        lone = lone + 1 if len(cells) == 1 else 0
        known = len(cells) == len(head)
        for index, (a, b) in enumerate(cells):
            if index in numbers if known else numbers and _DIGITS.fullmatch(text, a, b):
                found.extend(match.span() for match in _DIGITS.finditer(text, a, b))
            elif index in names if known else names and len(cells) > 1:
                found.extend(_persons(text, a, b, known, rules))
    return found, at


def _is_head(text: str, start: int, end: int, rules: PrivateRules) -> bool:
    return any(rules.tables.head.match(text, begins.start()) for begins in rules.tables.start.finditer(text, start, end))


def _persons(text: str, start: int, end: int, known: bool, rules: PrivateRules) -> Iterator[Span]:
    for match in _CELL_NAMES.finditer(text, start, end):
        word = "".join(match.group().split())
        if is_name(word, rules.names) or (known and _HAN.fullmatch(word) and not is_word(word, rules.names)):
            yield match.span()


def _stacked(text: str, stretches: list[Span], rules: PrivateRules) -> Iterator[Span]:
    """Tables whose cells are lines: numbers, and the names on the lines about them (two above, one below)."""
    lines = [
        (start, end)
        for low, high in stretches
        for start, end in ((match.start(), match.end()) for match in _LINE.finditer(text, low, min(high, len(text))))
    ]
    for index, (a, b) in enumerate(lines):
        line = text[a:b].strip()
        if rules.numbers.local.fullmatch(line) or rules.numbers.phone.fullmatch(line):
            yield a, b
            for c, d in lines[max(0, index - 2) : index + 2]:
                if is_name("".join(text[c:d].split()), rules.names):
                    yield c, d
