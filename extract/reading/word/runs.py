"""The text of a Word paragraph: its runs in order, without what is deleted, hidden or only counts pages (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from extract.lexicon import rules
from extract.reading.word.styles import Styles
from extract.reading.word.wordml import attribute, child, children, flag, name, value

_THROUGH = frozenset(("hyperlink", "smartTag", "ins", "moveTo", "sdtContent", "customXml", "dir", "bdo", "ruby", "rubyBase"))
"""What only wraps runs."""
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset(("drawing", "pict", "object"))
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))
_DEEPEST = 100  # fields in fields; more do not end
_OVERSTRIKE = re.compile(r"EQ\s+\\o(?:\\a[clr])?\((?P<over>[^()]*?)[,，](?P<under>[^()]*)\)", re.I)


@dataclass(slots=True)
class Field:
    """An open field. ``code``: what it computes; ``hides``: what stands here now is not printed; ``shown``: it has printed something."""

    code: str = ""
    hides: bool = True
    shown: bool = False


def counts_pages(code: str) -> bool:
    """Whether a field's code asks for a page number."""
    return (code.split() or [""])[0].upper() in _PAGE_FIELDS


class Runs:
    """Reads the paragraphs of one part in order, for a field may begin in one and end in another.

    Afterwards ``fields`` holds those left open, ``tracked`` tells of deletions and insertions, ``pictures`` counts pictures,
    ``notes_called`` lists (``footnote`` or ``endnote``, id).
    """

    def __init__(self, styles: Styles, read_fields: bool = True) -> None:
        """``read_fields``: off for a file whose fields do not close; then everything is text."""
        self.styles, self._read_fields = styles, read_fields
        self.fields: list[Field] = []
        self.boxes: list[etree._Element] = []
        self.drawn_words: list[str] = []
        self.notes_called: list[tuple[str, str]] = []
        self.tracked = False
        self.pictures = 0
        self._out: list[str] = []
        self._style: str | None = None

    def text(self, paragraph: etree._Element) -> str:
        """The paragraph's text, a line feed for each break in it. The text boxes anchored in it are left in ``boxes``, the words of
        WordArt in ``drawn_words``; the caller takes them."""
        self._out = []
        self._style = self.styles.paragraph(paragraph)
        self._walk(paragraph)
        return "".join(self._out)

    def _say(self, text: str) -> None:
        if text and not any(field.hides for field in self.fields):
            self._out.append(text)
            for field in self.fields:
                field.shown = True

    def _walk(self, element: etree._Element) -> None:
        for each in element:
            kind = name(each)
            if kind == "r":
                self._run(each)
            elif kind in ("del", "moveFrom"):
                self.tracked = True
            elif kind == "sdt":
                # A form's field that nobody filled shows its prompt.
                if flag(child(each, "sdtPr"), "showingPlcHdr") is not True:
                    self._walk(each)
            elif kind == "fldSimple":
                if not counts_pages(attribute(each, "instr") or ""):
                    self._walk(each)
            elif kind == "mc:AlternateContent":
                self._alternate(each, self._walk)
            elif kind == "m:t":
                self._say(each.text or "")
            elif kind == "m:f":
                self._fraction(each)
            elif kind in _THROUGH or kind.startswith("m:"):
                self.tracked |= kind in ("ins", "moveTo")
                self._walk(each)

    def _fraction(self, element: etree._Element) -> None:
        for number, part in enumerate([*children(element, "m:num"), *children(element, "m:den")]):
            self._say("/" if number else "")
            self._walk(part)

    @staticmethod
    def _alternate(element: etree._Element, read: Callable[[etree._Element], None]) -> None:
        """The first choice, for its alternatives say the same again."""
        chosen = next((each for each in element if name(each) == "mc:Choice" and len(each)), None)
        if chosen is None:
            chosen = child(element, "mc:Fallback")
        if chosen is not None:
            read(chosen)

    def _hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        said = flag(properties, "vanish")
        if said is None:
            said = self.styles.hidden(value(properties, "rStyle"))
        return bool(self.styles.hidden(self._style) if said is None else said)

    def _run(self, run: etree._Element) -> None:
        if self._hidden(run):
            self._fields_of(run)
            return
        for each in run:
            self._piece(each)

    def _fields_of(self, run: etree._Element) -> None:
        """Hidden or not, a field begins and ends."""
        for each in run:
            if name(each) in ("fldChar", "instrText"):
                self._piece(each)

    def _piece(self, each: etree._Element) -> None:
        kind = name(each)
        if kind == "t":
            self._say((each.text or "").replace("\xad", ""))
        elif kind in _SIGNS:
            self._say(_SIGNS[kind])
        elif kind == "br":
            self._say("\n")
        elif kind == "sym":
            self._say(symbol(attribute(each, "font") or "", attribute(each, "char") or ""))
        elif kind == "fldChar":
            self._field(attribute(each, "fldCharType"))
        elif kind == "instrText":
            if self.fields:
                self.fields[-1].code += each.text or ""
        elif kind in ("footnoteReference", "endnoteReference"):
            self.notes_called.append((kind.removesuffix("Reference"), attribute(each, "id") or ""))
        elif kind == "ruby":
            self._walk(each)
        elif kind == "mc:AlternateContent":
            self._alternate(each, self._pieces)
        elif kind in _DRAWN:
            self._drawn(each)

    def _pieces(self, element: etree._Element) -> None:
        for each in element:
            self._piece(each)

    def _field(self, kind: str | None) -> None:
        if not self._read_fields:
            return
        if kind == "begin" and len(self.fields) < _DEEPEST:
            self.fields.append(Field())
        elif self.fields and kind == "separate":
            self.fields[-1].hides = counts_pages(self.fields[-1].code)
        elif self.fields and kind == "end":
            closed = self.fields.pop()
            # A sign set over another (a circle and a figure in it) is a field without a result.
            if not closed.shown and (over := _OVERSTRIKE.search(closed.code)):
                self._say(over["under"].strip())

    def _drawn(self, element: etree._Element) -> None:
        found = False
        for each in element.iter():
            kind = name(each)
            if kind == "txbxContent" and not _within(each, element, "txbxContent", "mc:Fallback"):
                self.boxes.append(each)
                found = True
            elif kind == "v:textpath" and not found:
                self.drawn_words.append(each.get("string") or "")
                found = True
        if not found:
            self.pictures += 1


def _within(element: etree._Element, top: etree._Element, box: str, fallback: str) -> bool:
    """Whether an element stands in a text box in ``top``, or in an alternative beside a choice that holds one."""
    for above in element.iterancestors():
        if above is top:
            return False
        kind = name(above)
        if kind == box:
            return True
        if kind == fallback and any(name(each) == "mc:Choice" and len(each) for each in above.getparent() or ()):
            return True
    return False


def symbol(font: str, code: str) -> str:
    """What ``w:sym`` shows; empty for a sign of a symbol font that is not known."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return ""
    number = int(code, 16)
    table: dict[str, str] = rules("word")["symbols"].get(font, {})
    if (known := table.get(f"{number & 0xFF if 0xF000 <= number <= 0xF0FF else number:02X}")) is not None:
        return known
    if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or number < 0x20 or font in rules("word")["symbols"]:
        return ""
    return chr(number)
