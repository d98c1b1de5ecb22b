"""The text layer and the drawn rules of a PDF page (ISO 32000-1, 9 and 8.5), by PDFium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.lexicon import rules
from extract.reading.limits import Limits
from extract.reading.pages.layout import Piece, Rule
from ontology.errors import InputError

_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line
_SAME_PLACE = 0.15  # of the size: the same character this near is the same one, drawn twice to look bold
_SLANT = 0.12  # radians: text at a greater angle to the page's edges is a watermark
_THIN = 3.0  # points: what is not thicker is a rule
_MOST_OBJECTS = 200_000  # drawn on a page; a letter's page has some hundreds


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a page shows. ``pieces``: by the direction they are read in, that of most first; ``broken``: how many glyphs have no known
    character; ``rules``: of the first direction; ``pictured``: the share of the page that the largest picture covers; ``drawn``: whether
    anything is on the page; ``foot``/``top``: y of the page's edges in the first direction.
    """

    pieces: list[list[Piece]] = field(default_factory=list)
    broken: int = 0
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    drawn: bool = False
    foot: float = 0.0
    top: float = 0.0


def glyphs_of(page: pdfium.PdfPage, number: int, limits: Limits) -> Glyphs:
    """Everything of a page that tells its text. InputError for a page that is drawn with too much."""
    objects = raw.FPDFPage_CountObjects(page)
    if objects > _MOST_OBJECTS:
        raise InputError(f"page {number} is drawn with {objects:,} objects, more than {_MOST_OBJECTS:,}", "print the letter to a new PDF")
    turned: dict[int, list[Piece]] = defaultdict(list)
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > limits.text_characters:
            told = f"page {number} has {count:,} characters, more than the limit text_characters of {limits.text_characters:,}"
            raise InputError(told, "split it, or raise the limit")
        broken = 0
        for quarter, piece in _characters(textpage, count):
            if _is_unknown(piece.text):
                broken += 1
            turned[quarter].append(piece)
    finally:
        textpage.close()
    first = max(turned, key=lambda quarter: len(turned[quarter]), default=0)
    drawn, pictured = _objects(page, objects)
    rules_seen = [Rule(*_turned_box(first, *rule)) for rule in drawn]
    box = _turned_box(first, *page.get_bbox())
    order = [first, *(quarter for quarter in sorted(turned) if quarter != first)]
    pieces = [_once(turned[quarter]) for quarter in order if quarter in turned]
    return Glyphs(pieces, broken, rules_seen, pictured, objects > 0, box[1], box[3])


def _characters(textpage: pdfium.PdfTextPage, count: int) -> Iterator[tuple[int, Piece]]:
    """The characters that are printed, each with its direction (quarter turns against the clock), in upright coordinates."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    high = 0
    spaced = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code == _HYPHEN:
            code = ord("-")
        if 0xD800 <= code < 0xDC00:
            high = code  # the first half of a character outside the first plane
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        char = chr(code)
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or code == 0 or unicodedata.category(char) == "Cf":
            continue
        if char.isspace():
            spaced = True
            continue
        if unicodedata.category(char) == "Cc":
            char = "\ufffd"
        raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        values = (x.value, y.value, box.left, box.bottom, box.right, box.top, size)
        if not all(map(math.isfinite, values)) or not 0.5 < size < 2000:
            continue
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > _SLANT:
            continue
        quarter %= 4
        x0, _, x1, _ = _turned_box(quarter, box.left, box.bottom, box.right, box.top)
        _, base = _turned(quarter, x.value, y.value)
        yield quarter, Piece(char, x0, x1, base, size, spaced)
        spaced = False


def _turned(quarter: int, x: float, y: float) -> tuple[float, float]:
    """A point in coordinates in which text of that direction runs level."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _turned_box(quarter: int, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    """A box (left, foot, right, top) in coordinates in which text of that direction runs level."""
    xs, ys = zip(_turned(quarter, x0, y0), _turned(quarter, x1, y1), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _once(pieces: list[Piece]) -> list[Piece]:
    """The pieces without those that repeat another at nearly the same place (bold by drawing twice)."""
    kept: list[Piece] = []
    places: dict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        near = _SAME_PLACE * piece.size
        column, row = int(piece.x0 // near), int(piece.y // near)
        if any(
            abs(other.x0 - piece.x0) < near and abs(other.y - piece.y) < near
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in places.get((piece.text, column + dx, row + dy), ())
        ):
            continue
        places[piece.text, column, row].append(piece)
        kept.append(piece)
    return kept


def _objects(page: pdfium.PdfPage, count: int) -> tuple[list[Rule], float]:
    """The rules drawn on a page, and the share of the page that its largest picture covers."""
    left, foot, right, top = (ctypes.c_float() for _ in range(4))
    width, height = page.get_size()
    found: list[Rule] = []
    pictured = 0.0
    for index in range(count):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, foot, right, top))):
            continue
        box = (left.value, foot.value, right.value, top.value)
        if not all(map(math.isfinite, box)):
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, (box[2] - box[0]) * (box[3] - box[1]) / max(1.0, width * height))
        else:
            found.extend(_rules(item, box))
    return found, pictured


def _rules(path: raw.FPDF_PAGEOBJECT, box: tuple[float, float, float, float]) -> Iterator[Rule]:
    """The rules that a path draws: itself when it is thin, the edges of a stroked rectangle."""
    x0, y0, x1, y1 = box
    if y1 - y0 <= _THIN or x1 - x0 <= _THIN:
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        yield Rule(x0, middle[1], x1, middle[1]) if x1 - x0 > y1 - y0 else Rule(middle[0], y0, middle[0], y1)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value or not 4 <= raw.FPDFPath_CountSegments(path) <= 6:
        return
    yield from (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))


@cache
def _common() -> frozenset[str]:
    return frozenset(rules("characters")["common"])


def _is_unknown(char: str) -> bool:
    """Whether a font does not tell what a glyph means: private use, no character, unassigned."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn")


def is_legible(page: Glyphs) -> bool:
    """Whether a page's characters can be what is printed: fonts without a ToUnicode map give private use, or arbitrary characters."""
    text = "".join(piece.text for pieces in page.pieces for piece in pieces)
    if page.broken > 0.2 * len(text):
        return False
    han = [char for char in text if unicodedata.name(char, "").startswith("CJK UNIFIED")]
    if len(han) >= 40:
        return sum(char in _common() for char in han) >= 0.5 * len(han)
    # A page of forty and more glyphs without Chinese: a table of figures, or glyph numbers taken for Latin and other letters.
    strange = sum(char.isalpha() and not char.isascii() and char not in han for char in text)
    return strange <= 0.3 * len(text)
