"""OFD, the national format of fixed pages (GB/T 33190-2016): a zip of XML files. Signatures, seals and annotations are not its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from lxml import etree

from extract.reading import media
from extract.reading.limits import Limits
from extract.reading.margins import only_there
from extract.reading.packed import Packed, resolve
from extract.reading.pages.furniture import without_furniture
from extract.reading.pages.grid import take_tables
from extract.reading.pages.layout import Line, Piece, lines_of
from extract.reading.pages.ofd_page import POINTS, Shown, local, numbers, once, show
from extract.reading.pages.paragraphs import text_of_pages
from extract.reading.record import Origin, Reading
from extract.version import EXTRACTOR_VERSION
from ontology.errors import InputError

_A4 = [0.0, 0.0, 210.0, 297.0]  # left, top, width, height in millimetres
_SLACK = 0.6  # em by which a full line falls short of the margin
_PICTURED = 0.3  # of a page: a picture this big and no text is a scan


@dataclass(frozen=True, slots=True)
class _Page:
    """``number``: in the file; ``foot``/``top``: y of the edges, in points; ``templates``: lines of those of several pages, told once."""

    number: int
    lines: Sequence[Line]
    foot: float
    top: float
    templates: Sequence[str] = ()


def read(data: bytes, limits: Limits) -> Reading:
    """The text of all documents of an OFD file, one paragraph a line; page numbers, running heads and watermarks are left out.

    InputError for a file that is damaged, encrypted, beyond a limit, or of pictures alone.
    """
    file = _File(Packed(data, limits, "an OFD file"), limits)
    texts: list[str] = []
    origins: list[Origin] = []
    length = 0
    for document in file.documents():
        text, places = file.text(document)
        if text.strip():
            origins += [replace(place, start=place.start + length, end=place.end + length) for place in places]
            texts.append(text)
            length += len(text) + 1
    if not texts:
        if file.scans:
            raise InputError("a scanned OFD without text", "give the letter's PDF or Word file, or run OCR on it")
        raise InputError("an OFD file without text", "nothing to read; look at the file")
    file.notes += [f"page {number} is a picture and was not read" for number in file.scans]
    if 2 * file.unknown > file.characters:
        raise InputError("an OFD file whose glyphs have no known characters", "give the letter's PDF or Word file")
    version = ".".join(map(str, etree.LXML_VERSION[:3]))
    reader = f"gongwen {EXTRACTOR_VERSION} (lxml {version})"
    return Reading("\n".join(texts) + "\n", media.OFD, reader, origins=tuple(origins), notes=tuple(file.notes))


@dataclass(slots=True)
class _File:
    """An OFD file while it is read. ``scans``: numbers of the pages that are pictures alone."""

    packed: Packed
    limits: Limits
    scans: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: int = 0
    characters: int = 0
    unknown: int = 0

    def documents(self) -> Iterator[str]:
        """The names of the documents' root parts (DocRoot), each once."""
        if any(name.lower().rpartition("/")[2] in ("encryptions.xml", "decryptseed.dat") for name in self.packed.names):
            raise InputError("an OFD file, encrypted", "save it without encryption, or as PDF")
        main = next((name for name in sorted(self.packed.names, key=len) if name.lower().rpartition("/")[2] == "ofd.xml"), None)
        root = self.packed.xml(main) if main is not None else None
        if main is None or root is None:
            raise self.packed.damaged("no OFD.xml")
        found = [self._part(main, each.text) for each in root.iter() if local(each) == "DocRoot"]
        names = dict.fromkeys(name for name in found if name is not None)
        if not names:
            raise self.packed.damaged("OFD.xml names no document that is there")
        yield from names

    def text(self, document: str) -> tuple[str, tuple[Origin, ...]]:
        """The text of one document and where it stands."""
        root = self.packed.xml(document)
        if root is None:
            raise self.packed.damaged(f"no {document}")
        pages = list(self._pages(document, root))
        kept = without_furniture([(page.lines, page.foot, page.top) for page in pages])
        body = [line.text for lines in kept for line in lines]
        heads = chain.from_iterable(page.templates for page in pages)
        before, after = only_there(heads, (), body)
        text, origins = text_of_pages([(page.number, lines, _SLACK) for page, lines in zip(pages, kept, strict=True)])
        front = "".join(f"{line}\n" for line in before)
        moved = tuple(replace(place, start=place.start + len(front), end=place.end + len(front)) for place in origins)
        return front + text + "".join(f"\n{line}" for line in after), moved

    def _pages(self, document: str, root: etree._Element) -> Iterator[_Page]:
        common = _child(root, "CommonData")
        box = _box(_child(common, "PageArea")) or _A4
        templates = {each.get("ID") or "": self._part(document, each.get("BaseLoc")) for each in _children(common, "TemplatePage")}
        listed = _children(_child(root, "Pages"), "Page")
        if self.pages + len(listed) > self.limits.pages:
            told = f"{self.pages + len(listed):,} pages, more than the limit pages of {self.limits.pages:,}"
            raise InputError(told, "split it, or raise the limit")
        found: list[tuple[int, list[float], Shown, list[str]]] = []
        for each in listed:
            self.pages += 1
            name = self._part(document, each.get("BaseLoc"))
            content = self.packed.xml(name) if name is not None else None
            if content is None:
                self.notes.append(f"page {self.pages} is missing in the file")
                continue
            used = [part for mark in _children(content, "Template") if (part := templates.get(mark.get("TemplateID") or "")) is not None]
            own = _own_box(content) or box
            shown = Shown()
            show(content, own, shown)
            self._count(shown)
            found.append((self.pages, own, shown, list(dict.fromkeys(used))))
        if listed and not found:
            raise self.packed.damaged("none of its pages is there")
        uses = Counter(part for *_, used in found for part in used)
        drawn = {part: content for part in uses if (content := self.packed.xml(part)) is not None}
        seen: dict[tuple[str, ...], Shown] = {}
        for number, own, shown, used in found:
            for part in used:
                if part in drawn and uses[part] == 1:
                    show(drawn[part], own, shown)
            # What a template puts on several pages is no part of the running text. It is looked at once.
            often = tuple(part for part in used if part in drawn and uses[part] > 1)
            heads: list[str] = []
            if often not in seen:
                repeated = seen[often] = Shown()
                for part in often:
                    show(drawn[part], own, repeated)
                self._count(repeated)
                heads = [line.text for pieces in repeated.pieces.values() for line in lines_of(pieces)]
            shown.pictured = max(shown.pictured, seen[often].pictured)
            yield self._page(number, own, shown, heads)

    def _count(self, shown: Shown) -> None:
        self.characters += sum(len(found) for pieces in (shown.pieces, shown.hidden) for found in pieces.values())
        if self.characters > self.limits.text_characters:
            told = f"more characters than the limit text_characters of {self.limits.text_characters:,}"
            raise InputError(told, "split it, or raise the limit")

    def _page(self, number: int, box: list[float], shown: Shown, heads: list[str]) -> _Page:
        pieces = shown.pieces or shown.hidden
        if not pieces and not shown.upright:
            if shown.pictured >= _PICTURED:
                self.scans.append(number)
            else:
                self.notes.append(f"page {number} is empty")
        self.unknown += shown.unknown
        if shown.unknown:
            self.notes.append(f"page {number}: {shown.unknown} glyphs have no known character")
        first = max(pieces, key=lambda quarter: len(pieces[quarter]), default=0)
        lines = _lines(once(pieces.get(first, [])), shown) if first == 0 else lines_of(once(pieces[first]))
        for quarter in sorted(pieces):
            lines += lines_of(once(pieces[quarter])) if quarter != first else []
        lines += [Line(piece.text, piece.x0, piece.x1, piece.y, piece.size, fixed=True) for piece in shown.upright]
        width, height = box[2] * POINTS, box[3] * POINTS
        foot, top = ((0.0, height), (-width, 0.0), (-height, 0.0), (0.0, width))[first]
        return _Page(number, lines, foot, top, heads)

    def _part(self, base: str, location: str | None) -> str | None:
        """The part a location (ST_Loc) means: absolute, relative to the naming part, or, as some write it, to the root."""
        if not location or not location.strip():
            return None
        names = (resolve(base, location), resolve("", location))
        return next((name for name in names if name in self.packed), None)


def _lines(pieces: list[Piece], shown: Shown) -> list[Line]:
    """The lines of a page with the rows of its ruled tables among them."""
    rest, rows = take_tables(pieces, shown.rules, lambda lines: text_of_pages([(1, lines, _SLACK)])[0])
    lines = lines_of(rest)
    for row in rows:
        at = next((index for index, line in enumerate(lines) if line.y < row.y and line.right is None), len(lines))
        lines.insert(at, row)
    return lines


def _children(element: etree._Element | None, kind: str) -> list[etree._Element]:
    return [each for each in element if local(each) == kind] if element is not None else []


def _child(element: etree._Element | None, kind: str) -> etree._Element | None:
    return next(iter(_children(element, kind)), None)


def _own_box(content: etree._Element) -> list[float] | None:
    """A page's own box; some writers name its area as the document's, and set it into the content."""
    areas = [
        each for around in (content, *_children(content, "Content")) for kind in ("Area", "PageArea") for each in _children(around, kind)
    ]
    return next((box for area in areas if (box := _box(area)) is not None), None)


def _box(area: etree._Element | None) -> list[float] | None:
    """The page's place and size: what is printed (ApplicationBox) lies within."""
    found = _child(area, "PhysicalBox")
    box = numbers(found.text) if found is not None else []
    return box if len(box) == 4 and box[2] > 1 and box[3] > 1 else None
