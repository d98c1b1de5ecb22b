"""Word files: DOCX and DOCM, transitional and strict (Office Open XML, ISO/IEC 29500). Macros are parts like others, never opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.reading import media
from extract.reading.limits import Limits
from extract.reading.margins import only_there
from extract.reading.packed import Packed, resolve
from extract.reading.record import Reading
from extract.reading.word.body import WordBody, notes
from extract.reading.word.numbering import Numbering
from extract.reading.word.styles import Styles
from extract.reading.word.wordml import attribute, child, name
from extract.version import EXTRACTOR_VERSION
from ontology.errors import InputError

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"


def read(data: bytes, limits: Limits) -> Reading:
    """A Word file: a line for each paragraph and table row, numbers that Word makes set before their paragraphs, footnotes at the end.

    Insertions are read, deletions and hidden text are not; of headers and footers only a document number, letterhead or copies that stand
    nowhere else. InputError for a file that is damaged, encrypted, beyond a limit, or without text.
    """
    document = Document(Packed(data, limits, "a Word file"))
    try:
        lines = document.lines()
    except RecursionError:
        raise InputError("a Word file with too many elements inside each other", "save it anew, or as PDF") from None
    if not any(lines):
        if document.pictures:
            raise InputError("a Word file that holds pictures and no text", "give the letter's PDF, or run OCR on the pictures")
        raise InputError("a Word file without text", "nothing to read; look at the file")
    version = ".".join(map(str, etree.LXML_VERSION[:3]))
    reader = f"gongwen {EXTRACTOR_VERSION} (lxml {version})"
    return Reading("\n".join(lines).strip("\n") + "\n", media.DOCX, reader, notes=tuple(document.told))


@dataclass(slots=True)
class Document:
    """A Word file's main part and those it names. ``pictures`` and ``told`` (notes for the reader) are filled by ``lines``."""

    packed: Packed
    pictures: int = 0
    told: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The lines of the whole document."""
        main = self._main()
        root = self.packed.xml(main)
        if root is None or name(root) != "document" or (body := child(root, "body")) is None:
            raise self.packed.damaged(f"no document in {main}")
        parts = self._relations(main)
        styles = Styles(self._part(parts, "styles"))
        lines, reader = self._read(body, styles, self._part(parts, "numbering"))
        ends = self._notes(reader, parts)
        heads = self._margin(body, parts, styles, "headerReference")
        feet = self._margin(body, parts, styles, "footerReference")
        before, after = only_there(heads, feet, lines)
        if before or after:
            self.told.append(f"{len(before) + len(after)} lines are from headers or footers")
        if reader.runs.tracked:
            self.told.append("changes are tracked: insertions are read, deletions left out")
        if ends:
            self.told.append(f"{len(ends)} footnote lines stand at the end")
        if reader.embedded:
            self.told.append(f"{reader.embedded} embedded documents are not read")
        self.pictures = reader.runs.pictures
        if self.pictures:
            self.told.append(f"{self.pictures} pictures are not read")
        return before + lines + after + ends

    def _read(self, body: etree._Element, styles: Styles, numbering: etree._Element | None) -> tuple[list[str], WordBody]:
        for read_fields in (True, False):
            reader = WordBody(styles, Numbering(numbering, styles.numbering()), read_fields)
            lines = reader.lines(body)
            if not reader.runs.fields:
                break
            self.told.append("a field does not end: its code and result are read as text")
        return lines, reader

    def _notes(self, reader: WordBody, parts: dict[str, dict[str, str]]) -> list[str]:
        """The notes in the order in which the text calls them."""
        called = list(dict.fromkeys(reader.runs.notes_called))
        texts = {kind: notes(self._part(parts, f"{kind}s"), kind) for kind in {kind for kind, _ in called}}
        return [line for kind, key in called if key in texts[kind] for line in reader.lines(texts[kind][key])]

    def _margin(self, body: etree._Element, parts: dict[str, dict[str, str]], styles: Styles, kind: str) -> list[str]:
        lines: list[str] = []
        targets = {key: target for found in parts.values() for key, target in found.items()}
        wanted = dict.fromkeys(targets.get(attribute(each, "r:id") or "", "") for each in body.iter() if name(each) == kind)
        for target in wanted:
            if target and (root := self.packed.xml(target)) is not None:
                lines += WordBody(styles, Numbering(None, {})).lines(root)
        return lines

    def _part(self, parts: dict[str, dict[str, str]], kind: str) -> etree._Element | None:
        return next((self.packed.xml(target) for target in parts.get(kind, {}).values() if target in self.packed), None)

    def _main(self) -> str:
        """The name of the main part."""
        return next((target for target in self._relations("").get("officeDocument", {}).values() if target in self.packed), _MAIN)

    def _relations(self, part: str) -> dict[str, dict[str, str]]:
        """Kind of relationship (``styles``) → its id → name of the part, of those within the file."""
        found: dict[str, dict[str, str]] = {}
        for kind, key, target in self._relationships(part):
            found.setdefault(kind, {})[key] = target
        return found

    def _relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        folder, _, file = part.rpartition("/")
        root = self.packed.xml(f"{folder}/_rels/{file}.rels")
        for each in root.iter(_RELATION) if root is not None else ():
            if each.get("TargetMode") != "External":
                yield (each.get("Type") or "").rpartition("/")[2], each.get("Id") or "", resolve(part, each.get("Target") or "")
