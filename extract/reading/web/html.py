"""Web pages of government portals, as saved: the letter out of its page, with what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from extract.metadata import patterns
from extract.reading import media
from extract.reading.encoding import decode
from extract.reading.limits import Limits
from extract.reading.record import Origin, Reading
from extract.reading.web.lines import PageLine, page_lines
from extract.reading.web.links import file_links, frame_addresses
from extract.reading.web.main import Main, is_long_paragraph, is_paragraph, main_text, without_furniture
from extract.reading.web.metadata import entries, meta_tags, tag_entries
from extract.reading.web.refusal import refusal
from extract.reading.web.rules import page_rules
from extract.reading.web.tables import with_rows
from extract.reading.web.title import find_title, head_lines, title_place
from extract.reading.web.tree import Page, parse
from extract.version import EXTRACTOR_VERSION

_START = 4096  # bytes in which a page says its encoding
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_HAN = re.compile("[\u3400-\u9fff]")


def read(data: bytes, limits: Limits) -> Reading:
    """The letter on a page: labelled values (``索引号：…``) with the element each stands in, then title and text.

    What stands around the letter is left out: navigation, tools, other articles, the site's foot, who edited the page. InputError for a
    page that holds no letter, or is beyond a limit.
    """
    return read_page(data, limits, None)


def read_page(data: bytes, limits: Limits, declared: str | None) -> Reading:
    """``read``, the encoding perhaps declared outside the page."""
    inner = _DECLARED.search(data[:_START])
    declared = declared or (inner[1].decode("ascii", "replace") if inner else None)
    text, encoding = decode(data, declared)
    return _reading(parse(text, limits), encoding)


class _Sheet:
    """The text as it grows, line by line, with its origins."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.origins: list[Origin] = []
        self.size = 0

    def add(self, text: str, selector: str | None = None, skip: int = 0) -> None:
        """One line; ``skip``: its first characters that the element does not say."""
        if selector is not None:
            self.origins.append(Origin(self.size + skip, self.size + len(text), selector=selector))
        self.parts.append(text)
        self.size += len(text) + 1


def _reading(page: Page, encoding: str) -> Reading:
    every, furniture = page_lines(page)
    lines = without_furniture(page, every, furniture)
    main, tags = main_text(page, lines), meta_tags(page)
    labelled, used = entries(page, lines, main)
    body = _letter(page, lines, main, used)
    files, frames = file_links(page), frame_addresses(page)
    if _is_no_letter(body):
        raise refusal(page, every, files, frames)

    sheet, said = _Sheet(), _said(lines, main, [entry.field for entry in labelled])
    for entry in labelled:
        sheet.add(f"{entry.label}：{entry.value}", page.selector(entry.element), len(entry.label) + 1)
    for label, value, selector in tag_entries(tags, said):
        sheet.add(f"{label}：{value}", selector, len(label) + 1)
    title = find_title(page, lines, main, tags)
    for index in head_lines(lines, main, title):
        if index not in used:
            sheet.add(lines[index].text, page.selector(lines[index].block))
    opening = title_place(body) if title else 0
    for line in body[:opening]:
        sheet.add(line.text)
    if title:
        for place, text in enumerate(title.lines):
            sheet.add(text, page.selector(lines[title.first + place].block) if title.last else title.selector)
    for line in body[opening:]:
        sheet.add(line.text)

    notes = [f"a frame is not read: {address}" for address in frames]
    if page.is_cut:
        notes.append("the file ends inside the page")
    if main.container is None:
        notes.append("no known template: the letter was found by its prose")
    version = ".".join(map(str, etree.LXML_VERSION[:3]))
    reader = f"gongwen {EXTRACTOR_VERSION} (lxml {version})"
    return Reading("\n".join([*sheet.parts, ""]), media.HTML, reader, encoding, tuple(sheet.origins), links=files, notes=tuple(notes))


def _said(lines: Sequence[PageLine], main: Main, fields: list[str]) -> set[str]:
    """The header fields that the visible page gives."""
    pats = patterns()
    for line in lines[main.first : main.last]:
        if is_long_paragraph(line):
            break
        fields += (pats.labels[re.sub(r"\s", "", match["label"])] for match in pats.label.finditer(line.text))
    return set(fields)


def _letter(page: Page, lines: Sequence[PageLine], main: Main, used: set[int]) -> list[PageLine]:
    """The main text's lines without furniture, editors and the head table; rows of tables made one line each."""
    rules = page_rules()
    kept = [lines[i] for i in range(main.first, main.last) if i not in used]
    last = max((i for i, line in enumerate(kept) if is_paragraph(line) and "。" in line.text), default=-1)
    found: list[PageLine] = []
    for index, line in enumerate(kept):
        if index > last and rules.end.fullmatch(line.text):
            break
        if not is_long_paragraph(line):
            line.text = rules.editors.sub("", line.text).strip()
            is_link = index > last and line.linked >= len(line.text) and not rules.file.search(line.text)
            if not line.text or rules.noise_line.fullmatch(line.text) or (is_link and not rules.file_named.match(line.text)):
                continue
        found.append(line)
    return with_rows(page, found)


def _is_no_letter(body: Sequence[PageLine]) -> bool:
    """Too little text, or mostly links."""
    text = "".join(line.text for line in body)
    return len(_HAN.findall(text)) < page_rules().least_text or 2 * sum(line.linked for line in body) > len(text)
