"""Which lines of a web page are the letter: those of a known container, else where the prose is densest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract import dates
from extract.metadata import patterns
from extract.reading.web.lines import PageLine
from extract.reading.web.rules import page_rules
from extract.reading.web.tree import Page

_POINT = re.compile("[，。；：、！？]")
_LEAST_PARAGRAPH = 10  # Chinese characters
_LONG = 40
_REACH = 8  # lines around the main text in which its first and last ones may stand
_LARGE_SHARE = 0.3  # of a page's prose
_LEAST_SHARE = 0.05  # of a container's prose that a second one beside it must have
_ADDRESSEE = re.compile(r"[^。；《》]{2,200}[：:]")


@dataclass(frozen=True, slots=True)
class Main:
    """``lines[first:last]`` is the main text. ``container``: the name that a known container goes by, None where density told."""

    first: int
    last: int
    container: str | None


def without_furniture(page: Page, lines: Sequence[PageLine], furniture: set[int]) -> list[PageLine]:
    """The lines outside furniture, a second copy of the text left out too. An element with half of the page's prose is no furniture."""
    prose = _prose(page, lines)
    dropped = [False] * len(page.elements)
    for index in range(len(dropped)):
        above = page.parent[index]
        dropped[index] = (above >= 0 and dropped[above]) or (index in furniture and 2 * prose[index] < max(prose[0], 1))
    if (again := _second_copy(page, prose)) is not None:
        dropped[again : page.end[again]] = [True] * (page.end[again] - again)
    return [line for line in lines if not dropped[line.block]]


def _second_copy(page: Page, prose: Sequence[int]) -> int | None:
    """The element that says the page's largest text once more, for another kind of screen; None where there is none."""
    large = [index for index, held in enumerate(prose) if held >= max(_LARGE_SHARE * prose[0], _LONG)]
    for place, one in enumerate(large):
        for other in large[place + 1 :]:
            if prose[one] == prose[other] and not page.inside(other, one):
                same = "".join(page.words(one).split()) == "".join(page.words(other).split())
                return other if same else None
    return None


def main_text(page: Page, lines: Sequence[PageLine]) -> Main:
    """The range of lines that holds the letter; empty when no line is prose."""
    prose = _prose(page, lines)
    if not prose[0]:
        return Main(0, 0, None)
    blocks, name = _container(page, prose)
    if not blocks:
        blocks = [_densest(page, prose)]
    inside = [i for i, line in enumerate(lines) if any(page.inside(line.block, block) for block in blocks)]
    first, last = inside[0], inside[-1] + 1
    return Main(_upwards(lines, first, last), _downwards(lines, first, last), name)


def is_paragraph(line: PageLine) -> bool:
    """Whether a line is running text, not a label, a heading or a link."""
    return line.han >= _LEAST_PARAGRAPH and bool(_POINT.search(line.text)) and 2 * line.linked < len(line.text)


def is_long_paragraph(line: PageLine) -> bool:
    """Whether a line is a paragraph that no headline or caption is."""
    return line.han >= _LONG and "。" in line.text and is_paragraph(line)


def _prose(page: Page, lines: Sequence[PageLine]) -> list[int]:
    """By element: how many Chinese characters of running text it holds."""
    prose = [0] * len(page.elements)
    for line in lines:
        if is_paragraph(line):
            prose[line.block] += line.han
    for index in range(len(prose) - 1, 0, -1):
        prose[page.parent[index]] += prose[index]
    return prose


def _container(page: Page, prose: Sequence[int]) -> tuple[list[int], str | None]:
    """The outermost elements of the surest known name that together hold enough of the page's prose."""
    rules = page_rules()
    named: dict[str, list[int]] = {}
    for index, held in enumerate(prose):
        if held:
            for name in page.names(index):
                if name in rules.containers and not ((same := named.setdefault(name, [])) and page.inside(index, same[-1])):
                    same.append(index)
    for name in sorted(named, key=rules.containers.__getitem__):
        whole = sum(prose[index] for index in named[name])
        if whole >= rules.container_share * prose[0]:
            return [index for index in named[name] if prose[index] >= _LEAST_SHARE * whole], name
    return [], None


def _densest(page: Page, prose: Sequence[int]) -> int:
    """The smallest element on the way down that still holds nearly all prose of the one above."""
    rules, index = page_rules(), 0
    while True:
        best = max(page.children(index), key=prose.__getitem__, default=None)
        if best is None or prose[best] < rules.density_share * prose[index] or page.tag(best) not in rules.holders:
            return index
        index = best


def _is_date(text: str) -> bool:
    """Whether a line is a whole date and nothing else."""
    tight = "".join(text.split())
    match = dates.FULL.fullmatch(tight)
    return bool(match and match["day"])


def _is_addressee(line: PageLine) -> bool:
    return bool(_ADDRESSEE.fullmatch(line.text)) and bool(patterns().lines["addressee"].match("".join(line.text.split())))


def _upwards(lines: Sequence[PageLine], first: int, last: int) -> int:
    """The main text's first line: the addressee's, where that stands outside."""
    if any(_is_addressee(line) for line in lines[first : min(last, first + _REACH)]):
        return first
    return next((i for i in range(first - 1, max(-1, first - _REACH), -1) if _is_addressee(lines[i])), first)


def _downwards(lines: Sequence[PageLine], first: int, last: int) -> int:
    """The line after the main text's last: the date's, where that stands outside."""
    if any(_is_date(line.text) for line in lines[max(first, last - _REACH) : last]):
        return last
    for index in range(last, min(len(lines), last + _REACH)):
        if page_rules().end.fullmatch(lines[index].text):
            break
        if _is_date(lines[index].text):
            return index + 1
    return last
