"""PDF files (ISO 32000-1): the text layer by PDFium; pages without one, scans, by OCR where that is installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.reading.limits import Limits
from extract.reading.media import PDF
from extract.reading.pages import ocr
from extract.reading.pages.furniture import without_furniture
from extract.reading.pages.glyphs import Glyphs, glyphs_of, is_legible
from extract.reading.pages.grid import take_tables
from extract.reading.pages.layout import Line, lines_of
from extract.reading.pages.paragraphs import text_of_pages
from extract.reading.pages.unpacked import check_streams
from extract.reading.record import Reading
from ontology.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

_PICTURED = 0.3  # of a page: a picture this big with hardly any text is a scan
_FEW = 30  # glyphs: a page number, a scanner's mark
_TYPE, _INK = 0.6, 1.6  # em by which a full line falls short of the margin: of type, of what OCR sees
_LONGEST_SIDE = 1190.0  # points (A3); a page measured larger is measured in pixels
_MOST_ATTACHMENTS = 1000
_AGAIN = "get the file anew"


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    lines: Sequence[Line]
    foot: float
    top: float
    recognised: bool = False


def read(data: bytes, limits: Limits) -> Reading:
    """The text of a PDF, one paragraph a line, page numbers and running heads left out; scanned pages by OCR.

    InputError when it is damaged, cut off, encrypted, beyond a limit, or scanned and OCR is not installed (with the command that does).
    """
    if data.rfind(b"endobj") > data.rfind(b"%%EOF"):
        raise InputError("damaged: the end of the PDF is missing", _AGAIN)
    check_streams(data, limits)
    document = _open(data)
    try:
        return _read(document, limits)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise InputError("encrypted: it opens only with a password", "save it without one") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise InputError("encrypted in a way that is not read", "save it without encryption") from None
        raise InputError("damaged: no PDF can be made of it", _AGAIN) from None


def _read(document: pdfium.PdfDocument, limits: Limits) -> Reading:
    count = len(document)
    if count > limits.pages:
        raise InputError(f"{count:,} pages, more than the limit pages of {limits.pages:,}", "split it, or raise the limit")
    if count < 1:
        raise InputError("damaged: a PDF without pages", _AGAIN)
    pages: list[_Page] = []
    notes: list[str] = []
    scans: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        page = _load(document, number)
        try:
            glyphs = glyphs_of(page, number, limits)
        finally:
            page.close()
        characters += sum(map(len, glyphs.pieces))
        if characters > limits.text_characters:
            told = f"more characters than the limit text_characters of {limits.text_characters:,}"
            raise InputError(told, "split it, or raise the limit")
        if _is_scan(glyphs):
            scans.append(number)
        elif not glyphs.pieces:
            notes.append(f"page {number} is empty")
        else:
            pages.append(_Page(number, _lines(glyphs), glyphs.foot, glyphs.top))
    if scans:
        notes.extend(_read_scans(document, scans, limits, pages))
    pages.sort(key=lambda page: page.number)
    recognised = any(page.recognised for page in pages)
    kept = without_furniture([(page.lines, page.foot, page.top) for page in pages])
    numbered = [(page.number, lines, _INK if page.recognised else _TYPE) for page, lines in zip(pages, kept, strict=True)]
    text, origins = text_of_pages(numbered)
    if not text.strip():
        raise InputError("a PDF without text" if not scans else "a scanned PDF in which OCR finds no text", "look at the file")
    reader = f"pypdfium2 {pdfium.version.PYPDFIUM_INFO}" + (f", tesseract {ocr.version()} {ocr.LANGUAGE}" if recognised else "")
    return Reading(text, PDF, reader, None, origins, recognised, _attachments(document), tuple(notes))


def _load(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number - 1]
    except pdfium.PdfiumError:
        raise InputError(f"damaged: page {number} cannot be opened", _AGAIN) from None


def _is_scan(glyphs: Glyphs) -> bool:
    """Whether a page's text has to be recognised: a picture of it, glyphs without characters, or outlines instead of glyphs."""
    count = sum(map(len, glyphs.pieces))
    if count < _FEW and glyphs.pictured >= _PICTURED:
        return True
    return not is_legible(glyphs) if count else glyphs.drawn and glyphs.pictured > 0


def _lines(glyphs: Glyphs) -> list[Line]:
    """The lines of a page, tables' rows among them; then those of text that runs in other directions."""
    rest, rows = take_tables(glyphs.pieces[0], glyphs.rules, lambda lines: text_of_pages([(1, lines, _TYPE)])[0])
    lines = lines_of(rest)
    for row in rows:
        at = next((i for i, line in enumerate(lines) if line.y < row.y and line.right is None), len(lines))
        lines.insert(at, row)
    return [*lines, *chain.from_iterable(lines_of(pieces) for pieces in glyphs.pieces[1:])]


def _read_scans(document: pdfium.PdfDocument, scans: Sequence[int], limits: Limits, pages: list[_Page]) -> list[str]:
    """Adds what OCR reads of the scanned pages. Returns notes of those not read; InputError when without them nothing is left."""
    advice = ocr.missing()
    if advice is not None:
        if not pages:
            raise InputError("a scanned PDF without text", advice)
        return [f"page {number} is scanned and was not read; {advice}" for number in scans]
    if len(scans) > limits.ocr_pages:
        told = f"{len(scans):,} scanned pages, more than the limit ocr_pages of {limits.ocr_pages:,}"
        raise InputError(told, "split it, or raise the limit")
    for number in scans:
        page = _load(document, number)
        try:
            image = _draw(page, limits)
        finally:
            page.close()
        pieces, height = ocr.recognise(image, limits.seconds)
        pages.append(_Page(number, [replace(line, text=ocr.tidy(line.text)) for line in lines_of(pieces)], 0.0, height, True))
    return []


def _draw(page: pdfium.PdfPage, limits: Limits) -> Image:
    """A page as a picture in shades of grey, as large as OCR wants it and the limit ``page_pixels`` lets it."""
    width, height = page.get_size()
    scale = min(ocr.DOTS_PER_INCH / 72, ocr.DOTS_PER_INCH / 72 * _LONGEST_SIDE / max(width, height))
    scale = min(scale, (limits.page_pixels / (width * height)) ** 0.5)
    image: Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def _attachments(document: pdfium.PdfDocument) -> tuple[str, ...]:
    """The names of the files in the file."""
    try:
        names = [document.get_attachment(index).get_name() for index in range(min(_MOST_ATTACHMENTS, document.count_attachments()))]
    except pdfium.PdfiumError:
        return ()
    return tuple(" ".join(name.split()) for name in names if name.strip())
