"""The lines of a Word file's part: paragraphs with their numbers, tables, text boxes (ISO/IEC 29500-1, 17.2 to 17.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.reading.word.columns import Cell, set_rows
from extract.reading.word.numbering import Numbering
from extract.reading.word.runs import Runs
from extract.reading.word.styles import Styles
from extract.reading.word.wordml import attribute, child, children, flag, name, value

_WRAPPERS = frozenset(("sdtContent", "customXml", "ins", "moveTo"))
_MOST_COLUMNS = 1000
Look = tuple[str | None, ...]


class WordBody:
    """Reads one part of a document; ``runs`` tells afterwards what was met."""

    def __init__(self, styles: Styles, numbering: Numbering, read_fields: bool = True) -> None:
        self.styles, self.numbering = styles, numbering
        self.runs = Runs(styles, read_fields)
        self.embedded = 0
        self._begun = False

    def lines(self, container: etree._Element) -> list[str]:
        """The lines of what holds paragraphs and tables: a body, cell, note, header or text box."""
        lines: list[str] = []
        carried = ""  # a paragraph whose mark is deleted runs on into the next
        look: Look | None = None
        for block in self._blocks(container):
            if name(block) == "tbl":
                lines += self._table(block)
                look = None
                continue
            begun = self._begun
            text, boxes = self._paragraph(block)
            if _mark_deleted(block):
                self.runs.tracked = True
                carried += text
                continue
            own = [line.rstrip() for line in (carried + text).split("\n")]
            carried = ""
            if any(own):
                before, look = look, _look(block)
                if before not in (None, look):
                    lines.append("")  # a letterhead and the title below it differ in look, the lines of a title do not
            # A letterhead in a box hangs on the first paragraph; what hangs on a later one stands below it.
            lines += own + boxes if begun else boxes + own
            self._begun = begun or any(own)
        return lines + ([carried] if carried.strip() else [])

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables, out of what wraps them."""
        for each in container:
            kind = name(each)
            if kind in ("p", "tbl"):
                yield each
            elif kind in ("del", "moveFrom"):
                self.runs.tracked = True
            elif kind == "sdt":
                if flag(child(each, "sdtPr"), "showingPlcHdr") is not True:
                    yield from self._blocks(each)
            elif kind == "mc:AlternateContent":
                if (choice := child(each, "mc:Choice")) is None or not len(choice):
                    choice = child(each, "mc:Fallback")
                if choice is not None:
                    yield from self._blocks(choice)
            elif kind in ("altChunk", "subDoc"):
                self.embedded += 1
            elif kind in _WRAPPERS:
                yield from self._blocks(each)

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[str]]:
        """(text with its number, lines of the boxes anchored in it)."""
        self.runs.boxes, self.runs.drawn_words = [], []
        text = self.runs.text(paragraph)
        boxes, boxed = self.runs.boxes, [words for words in self.runs.drawn_words if words.strip()]
        if (label := self._label(paragraph, text)) and text.strip():
            text = label + text.lstrip()
        for box in boxes:
            boxed += self.lines(box)
        return text, boxed

    def _label(self, paragraph: etree._Element, text: str) -> str:
        """The number of a paragraph; an empty one is numbered too, but not one that is hidden or deleted whole."""
        mark = child(paragraph, "pPr", "rPr")
        if not text.strip() and (flag(mark, "vanish") or child(mark, "del") is not None):
            return ""
        style = self.styles.paragraph(paragraph)
        number = child(paragraph, "pPr", "numPr")
        instance, level = value(number, "numId"), value(number, "ilvl")
        if instance is None:
            if (found := self.styles.number(style)) is None:
                return ""
            at, instance, level = found[0], found[1], level or found[2]
            if level is None:
                return self.numbering.label(instance, self.numbering.level_of(instance, at))
        if instance == "0":
            return ""
        return self.numbering.label(instance, _whole(level, 0))

    def _table(self, table: etree._Element) -> list[str]:
        return set_rows([list(self._cells(row)) for row in self._rows(table, "tr")])

    def _rows(self, holder: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table, or the cells of a row, out of what wraps them; deleted ones are left out."""
        for each in holder:
            kind = name(each)
            if kind == wanted:
                properties = child(each, "trPr" if wanted == "tr" else "tcPr")
                if child(properties, "del") is not None or child(properties, "cellDel") is not None:
                    self.runs.tracked = True
                else:
                    yield each
            elif kind == "sdt" or kind in _WRAPPERS:
                yield from self._rows(each, wanted)

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        column = _whole(value(row, "trPr", "gridBefore"), 0)
        for cell in self._rows(row, "tc"):
            properties = child(cell, "tcPr")
            span = max(1, _whole(value(properties, "gridSpan"), 1))
            down, across = child(properties, "vMerge"), child(properties, "hMerge")
            continued = down is not None and attribute(down, "val") != "restart"
            swallowed = across is not None and attribute(across, "val") != "restart"
            lines = () if continued or swallowed else tuple(self.lines(cell))
            yield Cell(column, lines, continued, span)
            column = min(column + span, _MOST_COLUMNS)


def _look(paragraph: etree._Element) -> Look:
    """What sets a paragraph off to the eye: style, alignment, size and colour of its first words."""
    first = next((run for run in paragraph.iter() if name(run) == "r" and child(run, "t") is not None), None)
    properties = child(first, "rPr")
    return (value(paragraph, "pPr", "pStyle"), value(paragraph, "pPr", "jc"), value(properties, "sz"), value(properties, "color"))


def _mark_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _whole(text: str | None, default: int) -> int:
    return min(int(text), _MOST_COLUMNS) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else default


def notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """The footnotes or endnotes of a part by id, without the lines that separate them from the text."""
    found = children(root, kind) if root is not None else ()
    return {attribute(each, "id") or "": each for each in found if attribute(each, "type") in (None, "normal")}
