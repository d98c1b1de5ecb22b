"""What a web page points to: the files it hands out and the frames it is made of. Nothing is fetched."""

from __future__ import annotations

from extract.reading.web.lines import collapse
from extract.reading.web.rules import page_rules
from extract.reading.web.tree import Page

_LONGEST = 500  # characters of an address
_MOST = 200
_NO_ADDRESS = ("javascript:", "data:", "mailto:", "about:")


def file_links(page: Page) -> tuple[str, ...]:
    """``name <address>`` of each attachment, both as printed, in document order, each once."""
    rules, found = page_rules(), dict[str, None]()
    for index, element in enumerate(page.elements):
        address = (element.get("href") or "").strip()
        if page.tag(index) != "a" or not _is_address(address):
            continue
        name = collapse(page.words(index))[:_LONGEST]
        handed = rules.file.search(address) or rules.file.search(name) or (rules.file_named.match(name) and address != "#")
        if handed and len(found) < _MOST:
            found[f"{name} <{address}>" if name else f"<{address}>"] = None
    return tuple(found)


def frame_addresses(page: Page) -> tuple[str, ...]:
    """The addresses of the page's frames, each once."""
    found: dict[str, None] = {}
    for index, element in enumerate(page.elements):
        address = (element.get("src") or "").strip()
        if page.tag(index) in ("frame", "iframe") and _is_address(address):
            found[address] = None
    return tuple(found)[:_MOST]


def _is_address(address: str) -> bool:
    return 0 < len(address) <= _LONGEST and not address.lower().startswith(_NO_ADDRESS)
