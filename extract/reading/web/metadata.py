"""What a web page says of its letter beside the text: the head table (索引号, 发文字号 …), the line below the title, the meta tags.

The meta tags are those of the guide to government sites (国办发〔2017〕47号, 政府网站发展指引).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.metadata import patterns
from extract.reading.web.lines import PageLine, collapse
from extract.reading.web.main import Main, is_paragraph
from extract.reading.web.rules import page_rules
from extract.reading.web.tables import row_cells
from extract.reading.web.tree import Page

_GROUPS = frozenset({"table", "dl", "ul", "ol"})
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,14}[\u4e00-\u9fff])\s*[：:]?")
_LABELLED = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})\s*[：:]\s*(?P<value>[^。；：:]{1,100})")
_LONGEST = 300  # characters of a line with labels
_LONGEST_VALUE = 200
_DATES = ("issue_date", "publication_date")
_MOST_ENTRIES = 60
_MOST_LABELS = 12  # of a row
_DIGIT = re.compile(r"\d")
_CLASS = re.compile(r"[A-D][1-9]?类?")  # 分类：A
_MOST_LINES = 3  # of a value in a cell
_LEAST_GROUP = 3  # known labels in one table or list


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value. ``element``: index of the element that holds the value; ``lines``: the lines that say both; ``group``: the
    table or list they stand in, -1 for none; ``known``: the reader or the rules know the label."""

    label: str
    value: str
    element: int
    lines: tuple[int, ...]
    group: int
    known: bool

    @property
    def field(self) -> str:
        """The header field of the label, "" for none."""
        return str(patterns().labels.get(self.label, ""))


def entries(page: Page, lines: Sequence[PageLine], main: Main) -> tuple[list[Entry], set[int]]:
    """The labelled values around the main text and in tables at its head, and the lines that a head table takes up, editors' with them.

    What a label of an editor or a contact says is in no entry.
    """
    found = list(_found(page, lines))
    known: dict[int, int] = {}
    for entry in found:
        known[entry.group] = known.get(entry.group, 0) + (entry.known and entry.label not in page_rules().weak)
    body = next((i for i in range(main.first, main.last) if is_paragraph(lines[i]) and lines[i].row < 0), main.last)
    kept: list[Entry] = []
    used: set[int] = set()
    for entry in found:
        first = entry.lines[0]
        if len(entry.lines) > 1 and page_rules().editors.fullmatch(f"{entry.label}："):
            used.update(entry.lines)
            continue
        grouped = entry.group >= 0 and known[entry.group] >= _LEAST_GROUP - (first < body)
        if main.first <= first < main.last:
            if not grouped or first > body:
                continue
        elif not grouped and (first >= main.last or not entry.known):
            continue
        used.update(entry.lines)
        if page_rules().private_label.search(entry.label) or (not entry.known and entry.label in patterns().labels):
            continue
        if len(kept) < _MOST_ENTRIES and all((entry.label, entry.value) != (other.label, other.value) for other in kept):
            kept.append(replace(entry, element=_innermost(page, entry.element, entry.value)))
    return kept, used


def _found(page: Page, lines: Sequence[PageLine]) -> Iterator[Entry]:
    taken: set[int] = set()
    for index, line in enumerate(lines):
        if index in taken or len(line.text) > _LONGEST:
            continue
        if bare := _LABEL.fullmatch(line.text):
            entry = _beside(page, lines, index, _tight(bare["label"]))
            if entry is not None:
                taken.update(entry.lines)
                yield entry
                continue
        yield from _in_line(page, lines, index)


def _tight(label: str) -> str:
    return re.sub(r"\s", "", label)


def _below(page: Page, row: int, place: int, size: int) -> int:
    """The cell under a head's, where a row of as many values and nothing more follows a row of labels; -1 for none."""
    if size > _MOST_LABELS:
        return -1
    rows = [i for i in page.children(page.parent[row]) if page.tag(i) == "tr"]
    values = row_cells(page, rows[1]) if len(rows) == 2 and rows[0] == row else []
    return values[place] if len(values) == size else -1


def _is_label(text: str) -> bool:
    bare = _LABEL.fullmatch(collapse(text))
    return bare is not None and _tight(bare["label"]) in patterns().labels


def _is_known(label: str, value: str) -> bool:
    labels = patterns().labels
    return bool(labels.get(label)) or label in page_rules().keep or (label in labels and bool(_CLASS.fullmatch(value)))


def _beside(page: Page, lines: Sequence[PageLine], index: int, label: str) -> Entry | None:
    """A label that fills its element, the value in the next one."""
    line = lines[index]
    said = line.text.endswith(("：", ":"))
    if not (said or label in patterns().labels or line.cell >= 0):
        return None
    if line.cell >= 0:
        if any(lines[i].cell == line.cell for i in (index - 1, index + 1) if 0 <= i < len(lines)):
            return None  # the cell says more
        cells = row_cells(page, line.row)
        place = cells.index(line.cell) if line.cell in cells else len(cells)
        if len(cells) > 1 and all(map(_is_label, (page.words(cell)[:_LONGEST] for cell in cells))):
            holder = _below(page, line.row, place, len(cells))
        elif len(cells) % 2 and len(cells) > 2:
            return None  # a row of data
        else:
            holder = cells[place + 1] if place + 1 < len(cells) else -1
    else:
        holder = page.parent[line.block]
        if label not in patterns().labels and page.above(line.block, _GROUPS) < 0:
            return None
    reach = index + 2 + _MOST_LINES if line.cell < 0 or page.inside(holder, line.row) else index + 2 * _MOST_LABELS
    own = [i for i in range(index + 1, min(reach, len(lines))) if holder >= 0 and page.inside(lines[i].block, holder)]
    if line.cell < 0:
        own = own[:1]
    value = " ".join(lines[i].text for i in own)
    if not value or len(own) > _MOST_LINES or len(value) > _LONGEST_VALUE or _is_label(value):
        return None
    return _entry(page, label, value, holder if line.cell >= 0 else lines[own[0]].block, (index, *own), line)


def _in_line(page: Page, lines: Sequence[PageLine], index: int) -> Iterator[Entry]:
    """Labels and values in one line."""
    line = lines[index]
    if is_paragraph(line) and "。" in line.text:
        return
    found = list(patterns().label.finditer(line.text))
    if not found and (alone := _LABELLED.fullmatch(line.text)) and page.tag(line.block) in ("td", "li", "dd"):
        found = [alone]  # a label that no list knows
    if not found or found[0].start() > 1:
        return
    for match, after in zip(found, [*found[1:], None], strict=True):
        label = _tight(match["label"])
        value = line.text[
            match.start("value") if match.re is _LABELLED else match.end() : after.start() if after else len(line.text)
        ].strip(" \t　|[]【】〔")
        if end := page_rules().value_end.search(value):
            value = value[: end.start()]
        if patterns().labels.get(label) == "publisher":
            value = value.partition(" ")[0].partition("\u3000")[0]  # who wrote it may stand behind
        if entry := _entry(page, label, value, line.block, (index,), line):
            yield entry


def _entry(page: Page, label: str, value: str, element: int, lines: tuple[int, ...], line: PageLine) -> Entry | None:
    value = value.strip()
    if not value or (patterns().labels.get(label) in _DATES and not _DIGIT.search(value)):
        return None
    return Entry(label, value, element, lines, page.above(line.block, _GROUPS), _is_known(label, value))


def _innermost(page: Page, index: int, value: str) -> int:
    """The smallest element below that holds a value's whole text."""
    wanted = _tight(value)
    while True:
        inner = next((c for c in page.children(index) if wanted in _tight(collapse(page.words(c)))), None)
        if inner is None:
            return index
        index = inner


def meta_tags(page: Page) -> dict[str, tuple[str, str | None]]:
    """By name in lower case: content and CSS selector of the page's ``meta`` tags that say something; of several alike, the first."""
    printed = Counter(name for element in page.elements if (name := element.get("name")) and element.tag == "meta")
    found: dict[str, tuple[str, str | None]] = {}
    for index, element in enumerate(page.elements):
        name = element.get("name") or ""
        content = collapse((element.get("content") or "")[:1000])
        if page.tag(index) != "meta" or not name.isalnum() or not content or name.lower() in found:
            continue
        alone = printed[name] == 1 and page.has_selectors
        found[name.lower()] = content, f'meta[name="{name}"]' if alone else page.selector(index)
    return found


def tag_entries(tags: Mapping[str, tuple[str, str | None]], said: Container[str]) -> Iterator[tuple[str, str, str | None]]:
    """(label, value, selector) of the meta tags that a letter's header takes; ``said``: the header fields that the visible page gives."""
    for name, (label, shape) in page_rules().tags.items():
        content, selector = tags.get(name.lower(), ("", None))
        if patterns().labels[label] not in said and (value := shape.match(content)):
            yield label, value.group(), selector
