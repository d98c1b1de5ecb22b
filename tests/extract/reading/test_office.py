"""Legacy Word, RTF and OpenDocument files: read with LibreOffice where it is, refused with the command that installs it where not."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_writer import letter_docx, level, numbered, numbering, package
from ofd_writer import pack
from same_facts import facts, plain

from extract.reader import Reader
from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.word import office, ole
from ontology.errors import InputError

ENDINGS = {media.DOC: "doc", media.RTF: "rtf", media.ODT: "odt"}


@pytest.fixture(scope="session")
def made(libreoffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """(letter, ending) → the sample letter in a format that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("office")

    def make(name: str, ending: str) -> bytes:
        given = folder / f"{name}.docx"
        given.write_bytes(letter_docx(plain(name)))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [libreoffice, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(given)]
        subprocess.run(command, capture_output=True, timeout=60, check=True)
        return (folder / f"{name}.{ending}").read_bytes()

    return make


@pytest.mark.parametrize(("kind", "name"), [(media.DOC, "04"), (media.RTF, "16"), (media.ODT, "22")])
def test_the_facts_are_those_of_the_plain_letter(
    made: Callable[[str, str], bytes], reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    data = made(name, ENDINGS[kind])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    reading = read_bytes(data)
    assert reading.media_type == kind
    assert re.fullmatch(r"LibreOffice [\d.]+ → gongwen \w+ \(lxml [\d.]+\)", reading.reader)
    assert facts(reader, reading.text) == facts(reader, plain(name))
    assert not list(tmp_path.iterdir())  # nothing is left behind


FORMATS = ("chineseCounting", "japaneseCounting", "chineseCountingThousand", "ideographTraditional", "decimalEnclosedCircle", "lowerRoman")
DEPTHS = [0, 1, 2, 2, 1, 2, 0, 0, 1, 0, 2, *[0] * 9]


def test_numbers_are_those_that_libreoffice_prints(libreoffice: str, tmp_path: Path) -> None:
    given = tmp_path / "letter.docx"
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    body, parts = "", ""
    for number, format_ in enumerate(FORMATS, 3):
        levels = level(0, format_, "%1、") + level(1, format_, "（%2）") + level(2, "decimal", "%1.%3")
        parts += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        nums += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        body += "".join(numbered("文", depth, number) for depth in DEPTHS)
    body += "".join(numbered("文", *place) for place in [(0, 1), (1, 1), (1, 2), (1, 2), (1, 1), (0, 2), (1, 2), (1, 1)])
    made = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."), nums=nums)
    given.write_bytes(package(body, {"numbering": made.replace("<w:num ", f"{parts}<w:num ", 1)}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [libreoffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(given)]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    printed = (tmp_path / "letter.txt").read_text("utf-8-sig").split("\n")
    found = read_bytes(given.read_bytes()).text.split("\n")
    assert ["".join(line.split()) for line in found if line] == ["".join(line.split()) for line in printed if line]


def compound(*streams: str, first: bytes = b"") -> bytes:
    """An OLE file's header and directory (MS-CFB 2.2, 2.6), and the first sector of its first stream."""
    header = ole.MAGIC + struct.pack("<16xHHHH", 0x3E, 3, 0xFFFE, 9)
    entries = b""
    for name in streams:
        printed = name.encode("utf-16-le") + b"\0\0"
        entries += printed.ljust(64, b"\0") + struct.pack("<H50xI8x", len(printed), 0)
    return header.ljust(512, b"\0") + first.ljust(512, b"\0") + entries


LOCKED = struct.pack("<H8xH", 0xA5EC, 0x0100)
OPEN = struct.pack("<H8xH", 0xA5EC, 0x0200)
MANIFEST = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compound("EncryptedPackage", "EncryptionInfo"), "an Office file, encrypted with a password"),
        (compound("WordDocument", first=LOCKED), "legacy Word file .* encrypted with a password"),
        (compound("Workbook"), "an Excel file, which is not read"),
        (compound("PowerPoint Document"), "a PowerPoint file"),
        (pack({"mimetype": media.ODT, "content.xml": "", "META-INF/manifest.xml": MANIFEST}), "encrypted with a password"),
        (pack({"mimetype": media.ODT, "content.xml": b"\0" * 3_000_000}), "expansion_ratio"),
        (pack({"mimetype": media.ODT.replace("text", "spreadsheet"), "content.xml": "<a/>"}), "no text document"),
    ],
    ids=["package", "doc", "Excel", "PowerPoint", "odt", "bomb", "ods"],
)
def test_what_is_refused_before_libreoffice_sees_it(monkeypatch: pytest.MonkeyPatch, data: bytes, reason: str) -> None:
    monkeypatch.setattr(office, "program", lambda: pytest.fail("LibreOffice was looked for"))
    with pytest.raises(InputError, match=reason) as caught:
        read_bytes(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("data", "name"), [(compound("WordDocument", first=OPEN), ".doc"), (b"{\\rtf1 text}", "RTF"), (ole.MAGIC, ".doc")])
def test_without_libreoffice_the_command_is_told(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match=r"apt-get install libreoffice-writer-nogui") as caught:
        read_bytes(data)
    assert name in str(caught.value)


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program named soffice that runs a shell script, alone on PATH but for the shell's own tools."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_it_dies_with_its_children_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "pid"
    fake(tmp_path, f"sleep 60 & echo $! > {mark}; wait", monkeypatch)
    begun = time.monotonic()
    with pytest.raises(InputError, match="within 1 seconds"):
        office.read(b"{\\rtf1 text}", Limits(seconds=1))
    assert time.monotonic() - begun < 10
    child = int(mark.read_text())
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child lives on")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -SEGV $$"])
def test_no_result_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    fake(tmp_path, script, monkeypatch)
    with pytest.raises(InputError, match="LibreOffice cannot read it") as caught:
        office.read(b"{\\rtf1 text}", Limits())
    assert "\n" not in str(caught.value)


def test_a_damaged_file_is_one_line(libreoffice: str) -> None:
    with pytest.raises(InputError):
        read_bytes(compound("WordDocument", first=OPEN), Limits(seconds=40))
