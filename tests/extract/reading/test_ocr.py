"""Scanned pages: read by Tesseract where it is installed, else the command that installs what is missing."""

from __future__ import annotations

import builtins
import difflib
import io
import re
import shutil
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from pdf_writer import SIZE, Style, Writer, embedded
from PIL import Image

from extract.reading.limits import Limits
from extract.reading.pages import ocr
from extract.reading.pages.pdf import read
from ontology.errors import InputError

WORDS = (
    "王小明委员：",
    "您提出的《关于加强社区养老服务的提案》收悉，现答复如下：",
    "截至2023年底，全区建成养老服务中心12个，床位3400张，发放补贴资金560万元。下一步，我局将会同区财政局继续完善有关制度，不断提高服务质量。",
)
PROGRAM = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"


@pytest.fixture(autouse=True)
def forgets() -> Iterator[None]:
    """What is installed is looked up anew in each test."""
    ocr.missing.cache_clear()
    yield
    ocr.missing.cache_clear()


def typed() -> bytes:
    """A page of a letter with its text."""
    writer = Writer(Style(font=embedded(), number=None))
    writer.centred("区民政局关于第12号提案的答复")
    writer.paragraph(WORDS[0], 0.0)
    for words in WORDS[1:]:
        writer.paragraph(words)
    writer.step(2 * SIZE)
    writer.right("区民政局")
    writer.right("2023年6月5日")
    return writer.finish()


def picture(turn: int = 0) -> Image.Image:
    """That page as a scanner sees it, turned against the clock."""
    image: Image.Image = pypdfium2.PdfDocument(typed())[0].render(scale=200 / 72, grayscale=True).to_pil()
    return image.rotate(turn, expand=True)


def scanned(*turns: int) -> bytes:
    """A PDF of pictures alone."""
    writer = Writer(Style(number=None))
    for turn in turns:
        writer.picture(picture(turn))
    return writer.finish()


def mixed() -> bytes:
    """A page with its text, then a scanned one."""
    whole = pypdfium2.PdfDocument(typed())
    whole.import_pages(pypdfium2.PdfDocument(scanned(0)))
    file = io.BytesIO()
    whole.save(file)
    return file.getvalue()


def likeness(text: str) -> float:
    """How much of the page was read right, white space and the width of punctuation aside."""
    plain = re.sub(r"\s", "", read(typed(), Limits()).text)
    seen = re.sub(r"\s", "", text).translate(str.maketrans("(),:;", "（），：；"))
    return difflib.SequenceMatcher(None, plain, seen, autojunk=False).ratio()


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_read_paragraph_by_paragraph() -> None:
    reading = read(scanned(0), Limits())
    assert reading.recognised and "tesseract" in reading.reader and "chi_sim" in reading.reader
    assert likeness(reading.text) > 0.95
    lines = reading.text.split("\n")
    assert any(line.startswith("截至2023年底") and "不断提高服务质量" in line and " " not in line for line in lines)
    assert {origin.page for origin in reading.origins} == {1}


@pytest.mark.usefixtures("tesseract")
def test_a_page_scanned_upside_down_is_turned() -> None:
    assert likeness(read(scanned(180), Limits()).text) > 0.95


@pytest.mark.usefixtures("tesseract")
def test_of_a_mixed_file_only_the_scanned_pages_are_recognised() -> None:
    reading = read(mixed(), Limits())
    assert reading.recognised and [origin.page for origin in reading.origins] == [1, 2]
    first = reading.text[: reading.origins[0].end]
    assert first.strip() == read(typed(), Limits()).text
    assert likeness(reading.text[reading.origins[1].start :]) > 0.95


@pytest.mark.usefixtures("tesseract")
def test_ocr_has_limits() -> None:
    with pytest.raises(InputError, match="2 scanned pages, more than the limit ocr_pages of 1"):
        read(scanned(0, 0), Limits(ocr_pages=1))


@pytest.mark.usefixtures("tesseract")
def test_a_blank_scan_is_told() -> None:
    writer = Writer(Style(number=None))
    writer.picture(Image.new("L", (400, 560), 255))
    with pytest.raises(InputError, match="OCR finds no text"):
        read(writer.finish(), Limits())


def without_module(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def importing(name: str, *args: Any, **named: Any) -> Any:
        if name == "pytesseract":
            raise ImportError(name)
        return original(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", importing)


@pytest.mark.parametrize(
    ("program", "advice"),
    [(None, f'install OCR: pip install "gongwen[ocr]" && {PROGRAM}'), ("tesseract", 'install OCR: pip install "gongwen[ocr]"')],
)
def test_without_the_extra_its_command_is_told(monkeypatch: pytest.MonkeyPatch, program: str | None, advice: str) -> None:
    without_module(monkeypatch)
    monkeypatch.setattr(shutil, "which", lambda name: program)
    with pytest.raises(InputError) as told:
        read(scanned(0), Limits())
    assert (told.value.reason, told.value.advice) == ("a scanned PDF without text", advice)


_PYTESSERACT = ModuleType("pytesseract")  # stands for the real one, which may not be installed
vars(_PYTESSERACT).update(
    TesseractError=type("TesseractError", (RuntimeError,), {}), TesseractNotFoundError=type("NotFound", (OSError,), {})
)


@pytest.mark.parametrize(
    ("languages", "advice"),
    [
        (None, f"install Tesseract: {PROGRAM}"),
        (["eng", "osd"], "install Tesseract's Chinese model: apt-get install tesseract-ocr-chi-sim"),
    ],
    ids=["no program", "no Chinese model"],
)
def test_only_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, languages: list[str] | None, advice: str) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", _PYTESSERACT)

    def get_languages() -> list[str]:
        if languages is None:
            raise _PYTESSERACT.TesseractNotFoundError
        return languages

    monkeypatch.setattr(_PYTESSERACT, "get_languages", get_languages, raising=False)
    with pytest.raises(InputError, match="without text") as told:
        read(scanned(0), Limits())
    assert told.value.advice == advice


def test_without_ocr_a_mixed_file_is_read_and_the_rest_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", _Missing())
    reading = read(mixed(), Limits())
    assert not reading.recognised
    assert reading.notes == ("page 2 is scanned and was not read; install OCR: COMMAND",)
    assert reading.text == read(typed(), Limits()).text


class _Missing:
    """Stands for ``ocr.missing``."""

    def __call__(self) -> str:
        return "install OCR: COMMAND"

    def cache_clear(self) -> None:
        """Nothing is kept."""


@pytest.mark.parametrize(
    ("seen", "typed"),
    [
        ("区 市场 监督 管理 局等 6 部门", "区市场监督管理局等6部门"),
        ("New Energy 公司", "New Energy公司"),
        ("规划（2021一2035年）", "规划（2021—2035年）"),
        ("禾政【2023] 88号", "禾政〔2023〕88号"),
        ("县名  人数  1200", "县名  人数  1200"),
        ("万里挑一", "万里挑一"),
    ],
)
def test_a_recognised_line_is_set_as_it_would_be_typed(seen: str, typed: str) -> None:
    assert ocr.tidy(seen) == typed
