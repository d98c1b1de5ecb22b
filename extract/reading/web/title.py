"""A web page's title of its letter: a heading above the text, else what the head of the page says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.metadata import patterns
from extract.reading.web.lines import PageLine, collapse
from extract.reading.web.main import Main, is_long_paragraph
from extract.reading.web.rules import page_rules
from extract.reading.web.tree import Page
from extract.titles import is_head_line, looks_like_title

_SHORTEST, _LONGEST = 6, 160  # characters
_LEVELS = 3  # from a line's block up to the element that is called a title
_HEAD = 10  # lines of the main text among which its own title stands
_BETWEEN = 12  # lines between a title and the main text


@dataclass(frozen=True, slots=True)
class Title:
    """``lines``: its lines; ``first``, ``last``: their range among the page's lines, empty where no visible line says it; ``selector``:
    of the ``meta`` tag that does."""

    lines: tuple[str, ...]
    first: int = 0
    last: int = 0
    selector: str | None = None


def find_title(page: Page, lines: Sequence[PageLine], main: Main, tags: Mapping[str, tuple[str, str | None]]) -> Title | None:
    """The title that the main text itself does not say, None when it does, or when the page has none."""
    head = _head(lines, main)
    own = "".join(map(_tight, head))
    article, selector = tags.get("articletitle", ("", None))
    window = _window_title(page)
    evidence = _tight(article + " " + window)
    best = max(_candidates(page, lines, main, evidence), default=None)
    if best is not None:
        _, _, first, last = best
        said = tuple(line.text for line in lines[first:last])
        tight = "".join(map(_tight, said))
        has_own = tight in own or any(len(_tight(line)) > _SHORTEST and _tight(line) in tight and _is_title(line) for line in head)
        return None if has_own else Title(said, first, last)
    if any(map(_is_title, head)) or (article and _tight(article) in own):
        return None
    if article:
        return Title((article,), selector=selector)
    parts = page_rules().title_cut.split(window)
    named = next((part for part in parts if _is_title(part)), None)
    if named is None or _tight(named) in own:
        return None
    return Title((named,), selector="title" if page.has_selectors else None)


def head_lines(lines: Sequence[PageLine], main: Main, title: Title | None) -> list[int]:
    """The lines between title and main text that belong to the letter: its number, class and disclosure, a bare date."""
    pats = patterns()
    first = title.last if title and title.last else main.first - _BETWEEN
    near = range(max(first, main.first - _BETWEEN, 0), main.first)
    return [i for i in near if is_head_line(tight := _tight(lines[i].text), pats) or any(p.fullmatch(tight) for p in pats.alone.values())]


def title_place(body: Sequence[PageLine]) -> int:
    """Before which line of the main text a title from above it belongs: under the letterhead and the number (GB/T 9704-2012, 7.3.1)."""
    pats, place = patterns(), 0
    for index, line in enumerate(body[:_HEAD]):
        tight = _tight(line.text)
        if (
            page_rules().letterhead.fullmatch(tight)
            or is_head_line(tight, pats)
            or (pats.label.match(line.text) and not is_long_paragraph(line))
        ):
            place = index + 1
        else:
            break
    return place


def _tight(text: str) -> str:
    return "".join(text.split())


def _is_title(text: str) -> bool:
    tight, pats = _tight(text), patterns()
    named = looks_like_title(tight, pats) or bool(pats.lines["other_title"].match(tight))
    return _SHORTEST <= len(tight) <= _LONGEST and named


def _head(lines: Sequence[PageLine], main: Main) -> list[str]:
    head: list[str] = []
    for line in lines[main.first : min(main.last, main.first + _HEAD)]:
        if is_long_paragraph(line):
            break
        head.append(line.text)
    return head


def _window_title(page: Page) -> str:
    return next((collapse(page.words(i))[:1000] for i in range(len(page.elements)) if page.tag(i) == "title"), "")


def _candidates(page: Page, lines: Sequence[PageLine], main: Main, evidence: str) -> list[tuple[bool, int, int, int]]:
    """(said by the page's head, -rank, first, last) of each heading above the main text; the lines of one element are one title."""
    found: list[tuple[bool, int, int, int]] = []
    pats, index = patterns(), 0
    while index < main.first:
        first, index = index, index + 1
        while index < main.first and lines[index].block == lines[first].block:
            index += 1
        text = _tight("".join(line.text for line in lines[first:index]))
        is_link = sum(line.linked for line in lines[first:index]) >= len(text)
        is_logo = page_rules().letterhead.fullmatch(text) or (is_link and not _is_title(text))
        if is_logo or not _SHORTEST <= len(text) <= _LONGEST or pats.label.match(text):
            continue
        said = len(text) > _SHORTEST and text in evidence
        rank = _rank(page, lines[first].block)
        if is_link and rank is None:
            continue
        if rank is not None or (said and main.first - first <= 2 * _BETWEEN) or _is_title(text):
            # A site's own name stands in the window's title too: what reads like a letter's title comes first.
            found.append((said and _is_title(text), -(rank if rank is not None else len(page_rules().titles)), first, index))
    return found


def _rank(page: Page, block: int) -> int | None:
    """How surely an element, or one right above it, is called a title; None when it is not."""
    rules = page_rules()
    for _ in range(_LEVELS):
        if block < 0:
            break
        if ranks := [rules.titles[name] for name in page.names(block) if name in rules.titles]:
            return min(ranks)
        block = page.parent[block]
    return None
