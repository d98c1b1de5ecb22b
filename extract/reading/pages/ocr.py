"""Pictures of pages → pieces of text, by Tesseract with its model of simplified Chinese."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from extract.reading.pages.layout import Piece
from ontology.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "chi_sim"
DOTS_PER_INCH = 300  # what Tesseract reads best

_POINT = 72 / DOTS_PER_INCH
_ONE_COLUMN = "--psm 4"  # lines of varying sizes, tables row by row; columns are told apart later
_UNSURE = 60  # percent; a page read with less confidence may lie on its side or head
_PROGRAM = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
_MODEL = "apt-get install tesseract-ocr-chi-sim"
_EXTRA = 'pip install "gongwen[ocr]"'
_HAN = re.compile("[\u3400-\u9fff]")
_BLANK = re.compile(r"(?<=[^\0-\u02ff ]) (?=[^ ])|(?<=[^ ]) (?=[^\0-\u02ff ])")
_DASH = re.compile("(?<=[0-9])一(?=[0-9]|$)|一{2}(?!一)")
_YEAR = re.compile("(?<=[\u3400-\u9fff])[\\[【〔〈《(（]((?:19|20)[0-9]{2})[\\]】〕〉》)）]j? ?(?=[0-9]{1,5}号)")
_EDGE = re.compile(r"[|\[\]{}_~^`\\©®°•]+")  # what frames, seals and dirt are read as


@cache
def missing() -> str | None:
    """What to do before OCR works (the command that installs what is missing), None when nothing is missing."""
    try:
        import pytesseract
    except ImportError:
        return f"install OCR: {_EXTRA}" + (f" && {_PROGRAM}" if not _has_program() else "")
    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        return f"install Tesseract: {_PROGRAM}"
    except (pytesseract.TesseractError, OSError):
        languages = []
    return None if LANGUAGE in languages else f"install Tesseract's Chinese model: {_MODEL}"


def _has_program() -> bool:
    from shutil import which

    return which("tesseract") is not None


@cache
def version() -> str:
    """Tesseract's version (``5.3.0``); only where ``missing()`` is None."""
    import pytesseract

    return str(pytesseract.get_tesseract_version())


def recognise(image: Image, seconds: int) -> tuple[list[Piece], float]:
    """The words of an upright or turned page drawn at 300 dots an inch, in points, and its height in points.

    InputError when Tesseract takes longer than ``seconds``, or fails.
    """
    pieces, sure = _read(image, seconds)
    if sure < _UNSURE and (turn := _turn(image, seconds)):
        turned = image.rotate(-turn, expand=True, fillcolor=255)
        again, surer = _read(turned, seconds)
        if surer > sure:
            return again, turned.height * _POINT
    return pieces, image.height * _POINT


def _read(image: Image, seconds: int) -> tuple[list[Piece], float]:
    """The words of a picture, and the mean confidence (percent) of its characters."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's own threads take turns waiting: one is twice as fast
    try:
        data = pytesseract.image_to_data(
            image, lang=LANGUAGE, config=f"{_ONE_COLUMN} --dpi {DOTS_PER_INCH}", output_type=pytesseract.Output.DICT, timeout=seconds
        )
    except pytesseract.TesseractError as error:
        raise InputError(f"OCR failed ({' '.join(str(error.message).split())[:120]})", "check that tesseract works") from None
    except RuntimeError:
        raise InputError(f"OCR of a page takes longer than the limit seconds of {seconds}", "raise the limit, or scan it anew") from None
    lines: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, text in enumerate(data["text"]):
        if text.strip() and float(data["conf"][index]) >= 0 and not _EDGE.fullmatch(text.strip()):
            lines[data["block_num"][index], data["par_num"][index], data["line_num"][index]].append(index)
    known = [index for line in lines.values() for index in line]
    weights = [len(data["text"][index].strip()) for index in known]
    sure = sum(float(data["conf"][i]) * weight for i, weight in zip(known, weights, strict=True)) / max(1, sum(weights))
    em = _em(data, known)
    pieces: list[Piece] = []
    for line in lines.values():
        own = _em(data, line, em)
        own = em if 0.75 * em < own < 1.25 * em else own  # measured roughly: the text is of one size
        bottom = median(data["top"][i] + data["height"][i] for i in line)
        for i in line:
            left, width = data["left"][i], data["width"][i]
            baseline = image.height - bottom + 0.12 * own
            pieces.append(Piece(data["text"][i].strip(), left * _POINT, (left + width) * _POINT, baseline * _POINT, own * _POINT))
    return pieces, sure


def tidy(line: str) -> str:
    """A line as it would be typed: no blanks beside Chinese, dashes that are not 一 (one), a document number's year in its brackets."""
    return _YEAR.sub(r"〔\1〕", _DASH.sub("—", _BLANK.sub("", line)))


def _em(data: dict[str, list[int]], indexes: list[int], otherwise: float = 40.0) -> float:
    """The width of a Chinese character, in pixels, by the words of some characters."""
    widths = []
    for index in indexes:
        text = str(data["text"][index]).strip()
        if len(text) >= 2 and len(_HAN.findall(text)) == len(text):
            widths.append((data["width"][index]) / (len(text) - 0.1))
    return max(4.0, median(widths)) if len(widths) >= 2 else otherwise


def _turn(image: Image, seconds: int) -> int:
    """By how many degrees with the clock a page must be turned to stand upright; 0 when that cannot be told."""
    import pytesseract

    try:
        return int(pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT, timeout=seconds)["rotate"])
    except (pytesseract.TesseractError, RuntimeError):
        return 0  # too few characters, or no model of orientations
