"""Writes OFD files (GB/T 33190-2016) that show a letter as offices set it: A4, 28 characters a line, page numbers at the foot.

Everything is in millimetres from the top left corner.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.ofdspec.org/2016"
WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, FOOT = 26.0, 37.0, 262.0
SIZE = 5.644  # 16 points
PITCH = 10.16
LINE = 28  # characters
_TITLE = re.compile(r".{8,60}(?:答复|复函|批复|通知)(?:函)?")
_CELLS = re.compile(r"\S {2,}\S")


def text_object(text: str, x: float, y: float, size: float = SIZE, extra: str = "", delta: str | None = None) -> str:
    """A TextObject whose first character stands at x on the baseline y, with steps as narrow as Latin letters are."""
    if delta is None:
        steps = [size if ord(char) > 0x2FF else size / 2 for char in text[:-1]]
        delta = grouped(steps)
    printed = f" DeltaX={quoteattr(delta)}" if delta else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {y - size:.3f} 180 {size * 1.3:.3f}" Font="3" Size="{size:.3f}"{extra}>'
        f'<ofd:TextCode X="0" Y="{size:.3f}"{printed}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def grouped(steps: Sequence[float]) -> str:
    """Steps as OFD writes them, runs of one value as ``g n v``."""
    out: list[str] = []
    index = 0
    while index < len(steps):
        end = index
        while end < len(steps) and steps[end] == steps[index]:
            end += 1
        out.append(f"g {end - index} {steps[index]:.3f}" if end - index > 1 else f"{steps[index]:.3f}")
        index = end
    return " ".join(out)


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruled line."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0:.3f} {y0:.3f} {x1 - x0 + 0.1:.3f} {y1 - y0 + 0.1:.3f}" LineWidth="0.25">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def picture(x: float, y: float, width: float, height: float) -> str:
    """A picture, as a scan is."""
    return f'<ofd:ImageObject ID="7" Boundary="{x} {y} {width} {height}" ResourceID="6"/>'


@dataclass(slots=True)
class Setter:
    """Sets lines on pages."""

    ruled: bool = True
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = TOP + SIZE

    def down(self, times: float = 1) -> None:
        self.y += PITCH * times
        if self.y > FOOT:
            self.pages.append([])
            self.y = TOP + SIZE

    def line(self, text: str, x: float, size: float = SIZE) -> None:
        self.pages[-1].append(text_object(text, x, self.y, size))
        self.down()

    def paragraph(self, text: str) -> None:
        rest, room, x = text, (LINE - 2) * 2, LEFT + 2 * SIZE
        while rest:
            end = fitting(rest, room)
            self.line(rest[:end], x)
            rest, room, x = rest[end:], LINE * 2, LEFT

    def title(self, text: str) -> None:
        size = SIZE * 1.375
        for start in range(0, len(text), 19):
            part = text[start : start + 19]
            self.line(part, (WIDTH - fit_width(part) * size / 2) / 2, size)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows of cells in columns, with rules around each cell or none."""
        widths = [max(fit_width(row[column]) if column < len(row) else 0 for row in rows) for column in range(max(map(len, rows)))]
        size = min(SIZE, (WIDTH - 2 * LEFT + 10) / (sum(widths) / 2 + 2 * len(widths)))
        edges = [LEFT - 2]
        for width in widths:
            edges.append(edges[-1] + (width / 2 + 2) * size)
        self.down(0.5)
        for row in rows:
            top = self.y - 0.75 * PITCH
            for cell, left in zip(row, edges, strict=False):
                if cell:
                    self.pages[-1].append(text_object(cell, left + size, self.y, size))
            if self.ruled:
                self.pages[-1] += [stroke(edges[0], y, edges[-1], y) for y in (top, top + PITCH)]
                self.pages[-1] += [stroke(x, top, x, top + PITCH) for x in edges]
            self.down()
        self.down(0.5)


def fit_width(text: str) -> int:
    """Width in half characters."""
    return sum(2 if ord(char) > 0x2FF else 1 for char in text)


def fitting(text: str, room: int) -> int:
    """How many characters fit into so many half characters; closing punctuation hangs over."""
    used = end = 0
    while end < len(text) and used + fit_width(text[end]) <= room:
        used += fit_width(text[end])
        end += 1
    while end < len(text) and (text[end] in "，。；：、）》”" or (text[end].isascii() and text[end - 1].isascii())):
        end += 1
    return max(1, end)


def cells_of(rows: Sequence[str]) -> list[list[str]]:
    """The cells of a table set with blanks; one that is missing is empty: the others stand under their heads."""
    starts = [[(match.group(), fit_width(row[: match.start()])) for match in re.finditer(r"\S+(?: \S+)*", row)] for row in rows]
    heads = max(starts, key=len)
    found: list[list[str]] = []
    for row in starts:
        cells = [text for text, _ in row]
        if len(row) < len(heads):
            cells = [""] * len(heads)
            for text, start in row:
                cells[min(range(len(heads)), key=lambda index: abs(heads[index][1] - start))] = text
        found.append(cells)
    return found


def title_lines(source: Sequence[str]) -> range:
    """Which lines of a letter are its title."""
    last = next((number for number, text in enumerate(source[:10]) if _TITLE.fullmatch(text.strip())), None)
    if last is None:
        return range(0)
    return range(next((n + 1 for n in range(last - 1, -1, -1) if not source[n].strip() or "：" in source[n]), 0), last + 1)


def letter_pages(letter: str, ruled: bool = True) -> list[list[str]]:
    """A sample letter as pages of objects, with page numbers."""
    setter = Setter(ruled)
    rows: list[str] = []
    source = [line.strip() for line in letter.splitlines()]
    titled = title_lines(source)
    for number, text in enumerate([*source, ""]):
        if _CELLS.search(text) and number > 8:
            rows.append(text)
            continue
        if rows:
            setter.table(cells_of(rows))
            rows = []
        if not text:
            setter.down(0.5)
        elif number in titled:
            setter.title(text)
        elif fit_width(text) <= 2 * LINE and text[-1] not in "。；，":
            setter.line(text, LEFT)
        else:
            setter.paragraph(text)
    for number, page in enumerate(setter.pages, 1):
        page.append(text_object(f"— {number} —", 98, 280, 4.94))
    return setter.pages


def page_xml(objects: Iterable[str], template: str = "", prefix: bool = True) -> str:
    """The content of a page. ``prefix``: whether the elements carry one."""
    body = "".join(objects)
    xml = (
        f'<ofd:Page xmlns:ofd="{NAMESPACE}">{template}<ofd:Content><ofd:Layer ID="2" Type="Body">'
        f"{body}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    return xml if prefix else xml.replace("ofd:", "").replace("xmlns:ofd", "xmlns").replace(f'xmlns:ofd="{NAMESPACE}"', "")


@dataclass(slots=True)
class OfdDocument:
    """One document of a file. ``templates``: content of template pages, which every page names unless ``bearers`` says which do."""

    pages: Sequence[Sequence[str]]
    templates: Sequence[str] = ()
    bearers: frozenset[int] | None = None
    location: str = "Pages/Page_{number}/Content.xml"
    prefix: bool = True

    def parts(self, folder: str) -> dict[str, str]:
        """Part name → content."""
        listed = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="{self.location.format(number=n)}"/>' for n in range(len(self.pages)))
        named = "".join(
            f'<ofd:TemplatePage ID="{50 + n}" BaseLoc="Tpls/Tpl_{n}/Content.xml" ZOrder="Background"/>' for n in range(len(self.templates))
        )
        document = (
            f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>'
            f"0 0 {WIDTH:g} {HEIGHT:g}</ofd:PhysicalBox></ofd:PageArea>{named}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        found = {f"{folder}/Document.xml": document}
        for number, template in enumerate(self.templates):
            found[f"{folder}/Tpls/Tpl_{number}/Content.xml"] = page_xml([template])
        uses = "".join(f'<ofd:Template TemplateID="{50 + n}" ZOrder="Background"/>' for n in range(len(self.templates)))
        for number, page in enumerate(self.pages):
            bears = uses if self.bearers is None or number in self.bearers else ""
            found[f"{folder}/Pages/Page_{number}/Content.xml"] = page_xml(page, bears, self.prefix)
        return found


def pack(parts: Mapping[str, str | bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def ofd_parts(*documents: OfdDocument, root: str = "Doc_{number}/Document.xml") -> dict[str, str | bytes]:
    """The parts of an OFD file."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{n}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{root.format(number=n)}</ofd:DocRoot></ofd:DocBody>"
        for n in range(len(documents))
    )
    parts: dict[str, str | bytes] = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}" DocType="OFD" Version="1.1">{bodies}</ofd:OFD>'}
    for number, document in enumerate(documents):
        parts.update(document.parts(f"Doc_{number}"))
    return parts


def ofd_file(*documents: OfdDocument) -> bytes:
    """An OFD file."""
    return pack(ofd_parts(*documents))
