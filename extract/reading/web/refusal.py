"""Why a web page holds no letter, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reading.web.lines import PageLine
from extract.reading.web.rules import page_rules
from extract.reading.web.tree import Page
from ontology.errors import InputError

_SHOWN = 3  # files or frames named


def refusal(page: Page, lines: Sequence[PageLine], files: Sequence[str], frames: Sequence[str]) -> InputError:
    """The error for a page without the text of a letter; ``files``, ``frames``: what it points to."""
    text = "\n".join(line.text for line in lines)
    size, linked = sum(line.han for line in lines), sum(line.linked for line in lines)
    if size <= page_rules().short_text:
        titled = f"{_window(page)}\n{text}"
        for sign, reason, advice in page_rules().refusals:
            if sign.search(titled):
                return InputError(reason, advice)
        if any(page.tag(i) == "input" and (e.get("type") or "").lower() == "password" for i, e in enumerate(page.elements)):
            return InputError("a login page, not a letter", "log in with a browser and save the letter's page from there (MHTML)")
    if files:
        return InputError(f"no letter's text on the page, only files: {_some(files)}", "get that file and read it")
    if frames:
        return InputError(f"no letter's text on the page, only frames: {_some(frames)}", "get the frame's page, or save the page as MHTML")
    if size and 2 * linked > len(text):
        return InputError("a list of links, not a letter", "get the page that one of them leads to")
    if page.is_cut:
        return InputError("no letter's text: the file ends inside the page", "get the page anew, whole")
    if _is_scripted(page, text):
        advice = "save the page from a browser as MHTML, or print it to PDF there"
        return InputError("the page's text is loaded by a script, so it is not in the file", advice)
    return InputError("no letter's text found on the page", "look at it in a browser; save its text or print it to PDF")


def _window(page: Page) -> str:
    return next((page.words(i) for i in range(len(page.elements)) if page.tag(i) == "title"), "")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _is_scripted(page: Page, text: str) -> bool:
    """Whether scripts were to fill the page: a framework's empty root, a placeholder, or scripts and nothing much besides."""
    for index in range(len(page.elements)):
        if page.tag(index) == "noscript" and page_rules().scripted.search(page.words(index)):
            return True
        if page_rules().script_roots.intersection(page.names(index)):
            return True
    return bool(page_rules().scripted.search(text)) or any(page.tag(i) == "script" for i in range(len(page.elements)))
