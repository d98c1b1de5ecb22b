"""What the styles of a Word file say of text: numbers in front, hidden or not (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.reading.word.wordml import attribute, child, children, flag, value


@dataclass(frozen=True, slots=True)
class Style:
    """``instance`` and ``level``: of ``w:numPr``; ``hidden``: ``w:vanish``; None where the style does not say."""

    kind: str
    parent: str | None
    instance: str | None
    level: str | None
    hidden: bool | None


class Styles:
    """The styles of one document, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in children(root, "style") if root is not None else ():
            key, kind = attribute(element, "styleId") or "", attribute(element, "type") or "paragraph"
            number = child(element, "pPr", "numPr")
            self._styles[key] = Style(
                kind, value(element, "basedOn"), value(number, "numId"), value(number, "ilvl"), flag(child(element, "rPr"), "vanish")
            )
            if kind == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self._default = key

    def _chain(self, key: str | None) -> Iterator[tuple[str, Style]]:
        """The style and those it is based on; a loop ends it."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = self._styles[key].parent

    def paragraph(self, element: etree._Element) -> str | None:
        """The style of a paragraph."""
        return value(element, "pPr", "pStyle") or self._default

    def number(self, key: str | None) -> tuple[str, str, str | None] | None:
        """(style, instance, level or None) of the nearest style that numbers its paragraphs; None where none does."""
        return next(((at, style.instance, style.level) for at, style in self._chain(key) if style.instance is not None), None)

    def hidden(self, key: str | None) -> bool | None:
        """Whether a style hides its text; None where it does not say."""
        return next((style.hidden for _, style in self._chain(key) if style.hidden is not None), None)

    def numbering(self) -> dict[str, str | None]:
        """The numbering instance that each numbering style names."""
        return {key: style.instance for key, style in self._styles.items() if style.kind == "numbering"}
