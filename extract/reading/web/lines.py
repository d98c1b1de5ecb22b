"""A web page's visible text, line by line, as a browser would break it without its style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.reading.web.rules import page_rules
from extract.reading.web.tree import Page, is_hidden

_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANK = re.compile("[ \t\r\n\f\v]+")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_HAN = re.compile("[\u3400-\u9fff]")
_RAISED = {"2": "²", "3": "³"}  # 平方米 as m<sup>2</sup>


@dataclass(slots=True)
class PageLine:
    """``block``: index of the innermost block element; ``linked``: characters inside links; ``row``, ``cell``: index of the innermost table
    row and cell around it, -1 for none."""

    text: str
    block: int
    linked: int
    row: int
    cell: int

    @property
    def han(self) -> int:
        return len(_HAN.findall(self.text))


def collapse(text: str) -> str:
    """White space as it is shown (CSS Text Level 3): a run is one blank, or nothing when it breaks a line between two wide characters."""

    def shown(blank: re.Match[str]) -> str:
        before, after = text[blank.start() - 1 : blank.start()], text[blank.end() : blank.end() + 1]
        broken = "\n" in blank.group() or "\r" in blank.group()
        return "" if broken and _WIDE.match(before) and _WIDE.match(after) else " "

    text = _NO_WIDTH.sub("", text)
    return _BLANK.sub(shown, text).replace("\xa0", " ").strip()


def is_furniture(page: Page, index: int) -> bool:
    """Whether an element's tag, class or id is that of page furniture."""
    rules = page_rules()
    *given, tag = page.names(index)
    if tag in ("html", "body"):
        return False
    return tag in rules.noise_tags or any(rules.noise_names.fullmatch(name[1:]) for name in given)


class _Writer:
    """Takes a page's pieces in order and makes lines of them."""

    def __init__(self, page: Page) -> None:
        self.page, self.lines = page, list[PageLine]()
        self.pieces: list[str] = []
        self.linked = self.links = self.raised = self.kept = 0
        self.blocks, self.rows, self.cells = [0], [-1], [-1]
        self.numbers: list[int | None] = []  # of the lists that are open, None for those without numbers

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.raised:
            text = _RAISED.get(text.strip(), text)
        if self.links:
            self.linked += len(text.strip())
        if not self.kept:
            self.pieces.append(text)
            return
        for number, line in enumerate(text.splitlines()):
            if number:
                self.end_line()
            self.pieces.append(line)

    def end_line(self) -> None:
        text = collapse("".join(self.pieces))
        if text:
            self.lines.append(PageLine(text, self.blocks[-1], self.linked, self.rows[-1], self.cells[-1]))
        self.pieces.clear()
        self.linked = 0

    def open(self, index: int, tag: str, is_block: bool) -> None:
        if is_block:
            self.end_line()
            self.blocks.append(index)
        if tag in ("tr", "table"):
            self.rows.append(index if tag == "tr" else -1)
        if tag in ("td", "th", "table"):
            self.cells.append(-1 if tag == "table" else index)
        if tag == "br":
            self.end_line()
        elif tag == "li":
            if self.numbers and (number := self.numbers[-1]) is not None:
                self.pieces.append(f"{number}.")  # a browser prints it
                self.numbers[-1] = number + 1
        elif tag in ("ol", "ul"):
            self.numbers.append(self._first(index) if tag == "ol" else None)
        self.links += tag == "a"
        self.raised += tag == "sup"
        self.kept += tag == "pre"
        self.write(self.page.elements[index].text)

    def _first(self, index: int) -> int | None:
        element = self.page.elements[index]
        start = element.get("start") or "1"
        bare = "list-style" in (element.get("style") or "") or element.get("type") not in (None, "1")
        return None if bare or not start.isdecimal() or len(start) > 4 else int(start)

    def close(self, tag: str, is_block: bool) -> None:
        if is_block:
            self.end_line()
            self.blocks.pop()
        if tag in ("tr", "table"):
            self.rows.pop()
        if tag in ("td", "th", "table"):
            self.cells.pop()
        elif tag in ("ol", "ul"):
            self.numbers.pop()
        self.links -= tag == "a"
        self.raised -= tag == "sup"
        self.kept -= tag == "pre"


def page_lines(page: Page) -> tuple[list[PageLine], set[int]]:
    """The lines that are not blank, in document order, and the elements that look like furniture. Linear, without recursion."""
    rules, writer, furniture = page_rules(), _Writer(page), set[int]()
    opened: list[tuple[int, str, bool]] = []
    index, size = 0, len(page.elements)
    while index < size or opened:
        if opened and page.end[opened[-1][0]] <= index:
            closed, tag, is_block = opened.pop()
            writer.close(tag, is_block)
            writer.write(page.elements[closed].tail)
            continue
        if is_hidden(page, index):
            writer.write(page.elements[index].tail)
            index = page.end[index]
            continue
        tag = page.tag(index)
        is_block = tag in rules.blocks
        if is_furniture(page, index):
            furniture.add(index)
            is_block = True  # 【字体：大 中 小】 beside the date is a line of its own
        opened.append((index, tag, is_block))
        writer.open(index, tag, is_block)
        index += 1
    writer.end_line()
    return writer.lines, furniture
