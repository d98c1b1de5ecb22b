"""A web page as elements in document order, each with its parent, its end and a CSS selector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.reading.limits import MOST_NESTING, Limits
from extract.reading.web.rules import names, page_rules
from ontology.errors import InputError

_MOST_TAGS = 1_000_000
_MOST_NAME = 200  # characters of a class or id
# Pictures inside attributes: megabytes that say nothing.
_INLINED = re.compile(r"\bdata:[\w.+-]+/[\w.+-]+[\w;=.+-]*,[A-Za-z0-9+/=%]{100,}")
# Tags that only set type. Editors leave them open by the hundred, and each open one is a level.
_TYPE = re.compile(r"</?(?:font|b|i|u|strong|em|small|big|span|o:p|st1:\w+)(?:\s[^<>]{0,2000})?>", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_OPENED, _CLOSED = re.compile(r"<html\b", re.I), re.compile(r"</(?:html|body|frameset)", re.I)
_START = 5_000  # characters in which a page opens, and closes
_PLAIN_ID = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


@dataclass(slots=True)
class Page:
    """``elements`` in document order; ``parent[i]``: index of the parent, -1 for the root; ``end[i]``: index after the last descendant.

    ``has_selectors``: whether the tree is the page's own, not one mended before parsing; ``is_cut``: its file ends before the page does.
    """

    elements: list[etree._Element]
    parent: list[int]
    end: list[int]
    has_selectors: bool = True
    is_cut: bool = False
    _identities: Counter[str] | None = field(default=None)

    def tag(self, index: int) -> str:
        return str(self.elements[index].tag).lower()

    def words(self, index: int) -> str:
        """All text in an element, as it is written."""
        return "".join(map(str, self.elements[index].itertext()))

    def names(self, index: int) -> list[str]:
        """See ``page_rules.names``."""
        element = self.elements[index]
        return names(self.tag(index), (element.get("id") or "")[:_MOST_NAME], (element.get("class") or "")[:_MOST_NAME])

    def inside(self, index: int, outer: int) -> bool:
        """Whether an element is another or stands in it."""
        return outer <= index < self.end[outer]

    def children(self, index: int) -> Iterator[int]:
        child = index + 1
        while child < self.end[index]:
            yield child
            child = self.end[child]

    def above(self, index: int, tags: frozenset[str]) -> int:
        """The nearest element of these tags that holds this one, -1 for none."""
        index = self.parent[index]
        while index >= 0 and self.tag(index) not in tags:
            index = self.parent[index]
        return index

    def selector(self, index: int) -> str | None:
        """A CSS selector (Selectors Level 3) that finds this element alone: from the nearest id that is its own, child by child.

        Browsers put a ``tbody`` into tables that have none; where no other table could be meant, the selector finds the element there too.
        """
        if not self.has_selectors:
            return None
        steps: list[str] = []
        while True:
            element = self.elements[index]
            if anchor := self._own_id(element):
                steps.append(anchor)
                break
            tag, above = self.tag(index), self.parent[index]
            if above < 0 or tag in ("body", "head"):
                steps.append(tag)
                break
            place = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
            steps += [f"{tag}:nth-of-type({place})", self._combinator(index, above)]
            index = above
        return "".join(reversed(steps))

    def _own_id(self, element: etree._Element) -> str | None:
        if self._identities is None:
            self._identities = Counter(e.get("id") or "" for e in self.elements)
        identity = element.get("id") or ""
        if self._identities[identity] != 1 or not identity or '"' in identity or "\\" in identity or not identity.isprintable():
            return None
        return f"#{identity}" if _PLAIN_ID.fullmatch(identity) else f'[id="{identity}"]'

    def _combinator(self, index: int, above: int) -> str:
        if self.tag(index) != "tr" or self.tag(above) != "table":
            return " > "
        return " > " if any(self.tag(i) == "table" for i in range(above + 1, self.end[above])) else " "


def parse(text: str, limits: Limits) -> Page:
    """The elements of a page, broken or not, comments left out. InputError for what holds no element or is beyond a limit."""
    if text.count("<") > _MOST_TAGS:
        raise InputError(f"more than {_MOST_TAGS:,} tags, which is no letter's page", "save the letter's text alone")
    text = _INLINED.sub("data:,", _CONTROL.sub(" ", text))
    root, whole = _root(text)
    own = whole
    if not whole:
        root, whole = _root(_TYPE.sub("", text))
    if not whole:
        raise InputError("beyond what the HTML parser takes (256 levels, or an attribute of 10 MB)", "save the letter's text alone")
    if root is None:
        raise InputError("no HTML element in it", "get the page anew")
    page = _indexed(root, limits.nesting)
    page.has_selectors, page.is_cut = own, bool(_OPENED.search(text[:_START])) and not _CLOSED.search(text, max(0, len(text) - _START))
    return page


def _root(text: str) -> tuple[etree._Element | None, bool]:
    """The root, and whether the parser came to the end."""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, all(entry.type_name != "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _indexed(root: etree._Element, nesting: int) -> Page:
    page = Page([], [], [])
    opened: list[int] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            page.end[opened.pop()] = len(page.elements)
            continue
        if len(opened) >= nesting:
            told = f"elements more than {nesting} levels deep, the limit nesting"
            advice = "save the letter's text alone"
            raise InputError(told, advice if nesting == MOST_NESTING else f"{advice}, or raise the limit")
        page.parent.append(opened[-1] if opened else -1)
        opened.append(len(page.elements))
        page.elements.append(element)
        page.end.append(0)
    return page


def is_hidden(page: Page, index: int) -> bool:
    """Whether an element shows nothing: by its tag, its style or ``hidden``. Where WeChat holds an article back until its script ran
    (``visibility: hidden``), the element is known and counts as shown."""
    rules, element = page_rules(), page.elements[index]
    if page.tag(index) in rules.skipped or element.get("hidden") is not None:
        return True
    style = rules.hidden_style.search((element.get("style") or "")[:2000])
    if style is None:
        return False
    return "display" in style.group().lower() or not any(name in rules.containers for name in page.names(index))
