"""Writes Word files: whole letters with python-docx, and single parts as they stand in ISO/IEC 29500, for what it does not write."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import docx
from docx.shared import Pt, RGBColor
from ofd_writer import cells_of, title_lines

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{TRANSITIONAL}" xmlns:r="{_RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_CELLS = re.compile(r"\S {2,}\S")
_PAIR = re.compile(r"(?P<label>\S{2,8}) \| (?P<value>.+)")


def letter_docx(letter: str) -> bytes:
    """A sample letter as Word would hold it: a red letterhead, tables, page numbers in the footer; no blank paragraph between."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    lines = letter.splitlines()
    rows: list[str] = []
    pairs: list[list[str]] = []
    titled = title_lines(lines)
    begun = False
    for number, line in enumerate([*lines, ""]):
        text = line.strip()
        if _CELLS.search(text) and number > 8 and "：" not in text:
            rows.append(text)
            continue
        if pair := _PAIR.fullmatch(text):
            pairs.append([pair["label"], pair["value"]])
            continue
        if rows:
            _table(document, cells_of(rows))
        if pairs:
            _table(document, pairs)
        rows, pairs = [], []
        if not text:
            continue
        run = document.add_paragraph().add_run(text)
        if number in titled:
            run.font.size = Pt(22)
        elif not begun:
            run.font.color.rgb, run.font.size = RGBColor(255, 0, 0), Pt(36)
        elif number < 12:
            run.font.size = Pt(16)
        begun = True
    return saved(document)


def _table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def saved(document: docx.document.Document) -> bytes:
    """The file of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(body: str, parts: Mapping[str, str] | None = None, strict: bool = False, macros: bool = False) -> bytes:
    """A Word file with these paragraphs (XML). ``parts``: XML of ``numbering``, ``styles``, ``footnotes``, ``header1`` and the like, their
    namespaces not declared; relationship ids are their names."""
    parts = parts or {}
    listed = "".join(f'<Relationship Id="{name}" Type="{_RELATIONS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts)
    main = "application/vnd.ms-word.document.macroEnabled.main+xml" if macros else f"{_KIND}.document.main+xml"
    kinds = {"document": main} | {name: f"{_KIND}.{name.rstrip('0123456789')}+xml" for name in parts}
    found = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
        + "</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}'
        "</Relationships>",
    }
    for name, content in parts.items():
        opening = content.index(">") if " " not in content[: content.index(">")] else content.index(" ")
        found[f"word/{name}.xml"] = f"{content[:opening]} {_NAMES}{content[opening:]}"
    if macros:
        found["word/vbaProject.bin"] = "\0Auto_Open"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in found.items():
            strictly = content.replace(TRANSITIONAL, STRICT).replace(_RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            packed.writestr(name, strictly if strict else content)
    return out.getvalue()


def paragraph(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run. ``properties``: XML in ``w:pPr``; ``run``: XML in ``w:rPr``."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, level: int = 0, instance: int = 1) -> str:
    """A paragraph that Word numbers."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def level(number: int, format_: str, text: str, more: str = "") -> str:
    """A level of a numbering definition."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, nums: str = "") -> str:
    """A numbering part with one definition (0) and the instance 1; ``nums``: more instances."""
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'<w:numbering>{definition}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
