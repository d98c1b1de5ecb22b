"""What kind a file is is told by its content."""

from __future__ import annotations

import io
import zipfile

import pytest

from extract.reading import media, read_bytes
from ontology.errors import InputError


def packed(*names: str, mimetype: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x" * 400)
    return data.getvalue()


KINDS = [
    ("text", "关于提案的答复".encode(), media.TEXT),
    ("text that speaks of HTML", "关于<html>的答复".encode(), media.TEXT),
    ("pdf", b"%PDF-1.7\n", media.PDF),
    ("pdf behind a line", b"\xef\xbb\xbf\n%PDF-1.4", media.PDF),
    ("html", b"<!DOCTYPE html><html>", media.HTML),
    ("html after white space and a comment", b"\r\n<!-- saved -->\n<HTML lang=zh>", media.HTML),
    ("xhtml", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', media.HTML),
    ("html in UTF-16", "<html><body>".encode("utf-16"), media.HTML),
    ("html of a bare link", b'<link rel="stylesheet" href="a.css"><p>', media.HTML),
    ("a text that begins with many comments", b"<!---->" * 500, media.TEXT),
    ("a bare table", b"<table class='x'><tr>", media.HTML),
    (
        "mhtml",
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x",
        media.MHTML,
    ),
    ("docx", packed("[Content_Types].xml", "word/document.xml"), media.DOCX),
    ("docx cut off", packed("[Content_Types].xml", "word/document.xml")[:-200], media.DOCX),
    ("ofd", packed("OFD.xml", "Doc_0/Document.xml"), media.OFD),
    ("odt", packed("content.xml", mimetype=media.ODT), media.ODT),
    ("archive", packed("a.txt"), media.ZIP),
    ("archive of a folder word/", packed("word/答复1.docx", "word/a.txt"), media.ZIP),
    ("docx with its text under another name", packed("[Content_Types].xml", "word/document2.xml"), media.DOCX),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, media.DOC),
    ("rtf", b"{\\rtf1\\ansi", media.RTF),
]


@pytest.mark.parametrize(("data", "kind"), [(data, kind) for _, data, kind in KINDS], ids=[name for name, _, _ in KINDS])
def test_kind(data: bytes, kind: str) -> None:
    assert media.media_type(data) == kind


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PDF", ".pdf"),
        ("a.b.html", ".html"),
        ("关于…的答复（市民政局2022.6.20）", ""),
        ("答复2022.6.20", ""),
        ("none", ""),
        ("x.tar.gz", ".gz"),
    ],
)
def test_suffix(name: str, suffix: str) -> None:
    assert media.suffix_of(name) == suffix


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("a.txt", b"anything", True),
        ("a.pdf", b"<html>", True),
        ("notes.md", b"# notes", False),
        ("data.json", b"{}", False),
        ("letter.dat", b"%PDF-1.4", True),
        ("picture", b"\x89PNG\r\n\x1a\n", False),
        ("答复2022.6.20", "答复".encode(), True),
        ("page.js", b"<html>", False),
    ],
)
def test_which_files_of_a_folder_are_read(name: str, head: bytes, wanted: bool) -> None:
    assert media.wanted(name, head) is wanted


@pytest.mark.parametrize(
    ("data", "told"), [(b"GIF89a", "a picture"), (b"\x1f\x8b\x08", "a gzip archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive")]
)
def test_what_is_not_read_is_called_by_its_name(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_bytes(data)


def test_a_chinese_text_that_begins_like_a_picture_is_text() -> None:
    assert media.foreign("BM类车辆".encode()) is None
