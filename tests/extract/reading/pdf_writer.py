"""Letters as PDF files, set like official documents (GB/T 9704-2012): A4, body 16 pt, 28 characters a line, indents, centred title."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as OpenType
from fontTools.ttLib import newTable
from pylopdf_fonts_zh_cn import serif_path
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LETTERS = Path(__file__).parents[2] / "letters"
NOT_EMBEDDED = "STSong-Light"  # one of the fonts that viewers bring along; no glyphs in the file
WIDTH, HEIGHT = A4
LEFT, TOP, FOOT = 79.4, HEIGHT - 104.9, 99.2  # margins of GB/T 9704-2012: 28 mm, 37 mm, 35 mm
SIZE, PITCH, PER_LINE = 16.0, 28.9, 28
CLOSING = "，。、；：！？）》〉」』”’〕】%％"
_WORD = re.compile(r"[A-Za-z0-9.,%+/-]+|.")
_SIGNED = re.compile(
    r"\s{8,}\S|[\u4e00-\u9fff〇]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$|\d{4}年\d{1,2}月\d{1,2}日$"
)


@dataclass(frozen=True)
class Style:
    """``head``: a running head; ``number``: how page n of m is numbered; ``twice``: bold by drawing twice; ``angle``: of the page, in
    degrees; ``ruled``: tables drawn with rules; ``spread``: lines justified; ``password``: needed to open it.
    """

    font: str = NOT_EMBEDDED
    head: str = ""
    number: Callable[[int, int], str] | None = lambda n, m: f"- {n} -"
    twice: bool = False
    angle: int = 0
    ruled: bool = True
    spread: bool = True
    password: str | StandardEncryption | None = None


@cache
def embedded() -> str:
    """The name of a font to embed that has the characters of the sample letters (building it takes a second)."""
    text = "".join(letter.read_text(encoding="utf-8") for letter in LETTERS.glob("*.txt"))
    otf = OpenType(serif_path(), lazy=True)
    options = Options(layout_features=[], drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=text + "- 0123456789")
    subsetter.subset(otf)
    order, outlines = otf.getGlyphOrder(), otf.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    otf["loca"], otf["glyf"] = newTable("loca"), newTable("glyf")
    otf["glyf"].glyphOrder, otf["glyf"].glyphs = order, glyphs
    maxp = otf["maxp"]
    maxp.tableVersion = 0x00010000
    for name in ("maxZones", *(f"max{n}" for n in _MAXIMA)):
        setattr(maxp, name, 1)
    otf["post"].formatType, otf["post"].extraNames, otf["post"].mapping, otf["post"].glyphOrder = 2.0, [], {}, order
    del otf["CFF "]
    otf.sfntVersion = "\x00\x01\x00\x00"
    file = io.BytesIO()
    otf.save(file)
    file.seek(0)
    name = "Song"
    pdfmetrics.registerFont(TTFont(name, file))
    return name


_MAXIMA = (
    "TwilightPoints",
    "Storage",
    "FunctionDefs",
    "InstructionDefs",
    "StackElements",
    "SizeOfInstructions",
    "ComponentElements",
    "Points",
    "Contours",
    "CompositePoints",
    "CompositeContours",
    "ComponentDepth",
)


def _width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def broken(text: str, font: str, width: float, first: float, size: float = SIZE) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph, and whether each is the last: none begins with closing punctuation, no number is parted."""
    line, room = "", width - first
    words = _WORD.findall(text)
    if any(_width(word, font, size) > width for word in words):
        words = list(text)  # too long for a cell
    for word in words:
        wide = _width(word, font, size)
        if line and wide > room and word not in CLOSING:
            yield line, False
            line, room = "", width
        line += word
        room -= wide
    yield line, True


class Writer:
    """A PDF in the making: letters as text, pictures of pages."""

    def __init__(self, style: Style) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))
        self.style = style
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, encrypt=style.password, invariant=1)
        self.canvas.setTitle("metadata title")
        self.pages: list[list[Callable[[], None]]] = []
        self.y = 0.0

    def _put(self, x: float, text: str, size: float = SIZE, spread: float = 0.0) -> None:
        y, canvas, style = self.y, self.canvas, self.style

        def draw() -> None:
            for offset in (0.0, 0.4) if style.twice else (0.0,):
                words = canvas.beginText(x + offset, y)
                words.setFont(style.font, size)
                words.setCharSpace(spread)
                words.textOut(text)
                canvas.drawText(words)

        self.pages[-1].append(draw)

    def step(self, pitch: float = PITCH) -> None:
        """Goes down the page; onto a new one at the foot."""
        self.y -= pitch
        if not self.pages or self.y < FOOT:
            self.pages.append([])
            self.y = TOP - SIZE

    def paragraph(self, text: str, indent: float = 2 * SIZE, left: float = LEFT, width: float = PER_LINE * SIZE) -> None:
        """A paragraph with its first line indented, all lines but the last justified."""
        for number, (line, last) in enumerate(broken(text, self.style.font, width, indent)):
            self.step()
            first = indent if number == 0 else 0.0
            spare = width - first - _width(line, self.style.font, SIZE)
            spread = 0.0 if last or not self.style.spread or len(line) < 2 else spare / (len(line) - 1)
            self._put(left + first, line, spread=spread)

    def centred(self, text: str, size: float = 22.0) -> None:
        """A title, over as many lines as it takes."""
        for line, _ in broken(text, self.style.font, PER_LINE * SIZE, 0.0, size):
            self.step(PITCH * 1.3)
            self._put(LEFT + (PER_LINE * SIZE - _width(line, self.style.font, size)) / 2, line, size)

    def right(self, text: str, indent: float = 4 * SIZE) -> None:
        """A signature or date."""
        self.step()
        self._put(LEFT + PER_LINE * SIZE - indent - _width(text, self.style.font, SIZE), text)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table, its cells' text broken over lines, with rules or without."""
        size, pad = (12.0, 5.0) if self.style.ruled else (9.0, 8.0)
        wanted = [max(_width(cell, self.style.font, size) for cell in column) + 2 * pad for column in zip(*rows, strict=True)]
        least = 4 * size + 2 * pad
        room = PER_LINE * SIZE - least * len(wanted)
        spare = [max(0.0, width - least) for width in wanted]
        widths = [least + extra * min(2.0, room / max(1.0, sum(spare))) for extra in spare]
        starts = [LEFT + sum(widths[:column]) for column in range(len(widths))]
        for row in rows:
            cells = [
                [line for line, _ in broken(cell, self.style.font, width - 2 * pad, 0.0, size)]
                for cell, width in zip(row, widths, strict=True)
            ]
            height = max(map(len, cells)) * (size + 4) + 6
            self.step(height)
            base = self.y
            for column, lines in enumerate(cells):
                for number, line in enumerate(lines):
                    self.y = base + height - (number + 1) * (size + 4) + 2
                    self._put(starts[column] + pad, line, size)
                if self.style.ruled:
                    self.pages[-1].append(partial(self.canvas.rect, starts[column], base - 2, widths[column], height))
            self.y = base
        self.step(10.0)

    def columns(self, *texts: Sequence[str], gutter: float = 2 * SIZE) -> None:
        """Columns side by side, each of some paragraphs."""
        top, width = self.y, (PER_LINE * SIZE - gutter * (len(texts) - 1)) / len(texts)
        for number, paragraphs in enumerate(texts):
            self.y = top
            for text in paragraphs:
                self.paragraph(text, left=LEFT + number * (width + gutter), width=width)

    def picture(self, image: object) -> None:
        """A page that is a picture."""
        self.pages.append([lambda: self.canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)])
        self.y = 0.0

    def finish(self) -> bytes:
        """The file."""
        canvas, style = self.canvas, self.style
        for number, page in enumerate(self.pages, 1):
            canvas.setPageSize((HEIGHT, WIDTH) if style.angle in (90, 270) else A4)
            if style.angle:
                # Set on its side: the text runs up or down the sheet, the page's own rotation turns it upright again.
                canvas.setPageRotation(style.angle)
                canvas.rotate(style.angle)
                dx, dy = {90: (0, -HEIGHT), 180: (-WIDTH, -HEIGHT), 270: (-WIDTH, 0)}[style.angle]
                canvas.translate(dx, dy)
            for draw in page:
                draw()
            canvas.setFont(style.font, 14 if style.number else 9)
            if style.number:
                canvas.drawCentredString(WIDTH / 2, FOOT - 20, style.number(number, len(self.pages)))
            if style.head:
                canvas.setFont(style.font, 9)
                canvas.drawCentredString(WIDTH / 2, HEIGHT - 45, style.head)
            canvas.showPage()
        canvas.save()
        return self.file.getvalue()


_TITLE = re.compile(r"(?:答复|复函|回复|批复|函|通知)[）)]?$")
_CELL = re.compile(r"[^\s|]+(?:\s[^\s|]+)*")


def _cells_wide(text: str) -> int:
    return sum(1 if char < "\u0300" else 2 for char in text)


def _aligned(heads: Sequence[tuple[str, int]], row: Sequence[tuple[str, int]]) -> list[str]:
    """A cell for each head: in order, or where cells are missing under the nearest."""
    cells = [""] * len(heads)
    for place, (text, start) in enumerate(row):
        nearest = min(range(len(heads)), key=lambda head: abs(heads[head][1] - start))
        cells[place if len(row) == len(heads) else nearest] += text
    return cells


def write(text: str, style: Style | None = None) -> bytes:
    """A letter's text (as in ``tests/letters``) as a PDF file."""
    writer = Writer(style or Style())
    blocks = [[line for line in block.split("\n") if line.strip()] for block in re.split(r"\n[ \t]*\n", text)]
    titled = body = False
    for block in filter(None, blocks):
        if not titled and _TITLE.search(block[-1].strip()) and len(block) <= 4 and not any("：" in line for line in block):
            for line in block:
                writer.centred(line.strip())
            writer.step()
            titled = True
            continue
        for is_table, lines in _tables(block):
            if is_table:
                writer.table(lines)
                continue
            for (words,) in lines:
                if _SIGNED.search(words) and len(words.strip()) < 40:
                    writer.right(words.strip())
                    continue
                # What stands above the text is not indented.
                writer.paragraph(words.strip("\u3000 \t"), 2 * SIZE if body else 0.0)
                body = body or words.rstrip().endswith(("：", ":"))
    return writer.finish()


def _tables(block: Sequence[str]) -> Iterator[tuple[bool, list[list[str]]]]:
    """The rows of each table of some lines, and each other line."""
    table: list[list[tuple[str, int]]] = []
    for line in [*block, ""]:
        words = line.strip("\u3000 \t")
        cells = [(cell.group(), _cells_wide(words[: cell.start()])) for cell in _CELL.finditer(words)]
        if len(cells) >= 3 or (table and len(cells) == len(table[-1]) == 2) or (len(cells) == 2 and "|" in words):
            if table and len(cells) > len(table[0]):
                yield True, [_aligned(table[0], row) for row in table]
                table = []
            table.append(cells)
            continue
        if table:
            yield True, [_aligned(table[0], row) for row in table]
            table = []
        if words:
            yield False, [[line]]


def garbled(data: bytes, shift: int) -> bytes:
    """A PDF whose fonts give wrong characters: every Chinese one in their ToUnicode maps is moved by ``shift``."""

    def moved(match: re.Match[bytes]) -> bytes:
        code = int(match.group(1), 16)
        return b"<%04X>" % (code + shift if 0x4E00 <= code < 0xA000 else code)

    def remade(match: re.Match[bytes]) -> bytes:
        try:
            packed = base64.a85decode(match.group(1), adobe=False) if match.group(1).rstrip().endswith(b"~>") else match.group(1)
            text = zlib.decompress(packed)
        except (ValueError, zlib.error):
            return match.group()
        return (
            match.group() if b"begincmap" not in text else match.group().replace(match.group(1), re.sub(rb"<([0-9A-F]{4})>", moved, text))
        )

    return re.sub(rb"stream\r?\n(.*?)endstream", remade, data, flags=re.S)
