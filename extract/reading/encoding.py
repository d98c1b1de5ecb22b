"""Bytes → text of the encodings Chinese government sites use, decided by content."""

from __future__ import annotations

import codecs
import re
from functools import cache

from extract.lexicon import rules
from ontology.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000  # bytes that decide
_HAN = re.compile("[\u3400-\u9fff]")
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")  # what a wrong decoding leaves behind
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs"}


@cache
def _common() -> frozenset[str]:
    return frozenset(rules("characters")["common"])


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """(text without a byte order mark, encoding) of bytes in UTF-8, UTF-16, GB 18030 (with GBK and GB 2312) or Big5.

    A byte order mark decides, then valid UTF-8; else what the content reads best as. ``declared``, the name in a header or ``meta`` tag,
    only breaks ties: pages often declare wrongly. A few broken bytes (at most one in a thousand) become U+FFFD.
    InputError when nothing fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding)[0], encoding.removesuffix("-sig")
    if (wide := _utf16(data)) is not None:
        return data.decode(wide, "replace"), wide
    if b"\0" in data:
        place = data.index(b"\0")
        raise InputError(
            f"binary, not text (a zero byte at byte {place + 1:,}, {_line(data, place)})",
            "give the letter's PDF, OFD, Word, HTML or text file",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    wanted = _NAMES.get((declared or "").lower().replace("-", "").replace("_", ""))
    scored = [(_score(data[:_SAMPLE], name) + (0.05 if name == wanted else 0), name) for name in ("utf-8", "gb18030", "big5hkscs")]
    best, name = max(scored, key=lambda pair: pair[0])
    if best <= 0:
        raise InputError("no text in UTF-8, UTF-16, GB 18030 or Big5", "save it as UTF-8")
    text, broken = _lenient(data, name)
    if broken > max(3, len(data) / 1000):
        told = f"damaged: {broken:,} byte sequences are not {name}, the first in {_line(data, _first_broken(data, name))}"
        raise InputError(told, "get the file anew, or save it as UTF-8")
    return text, name


def _line(data: bytes, place: int) -> str:
    number = data.count(b"\n", 0, place) + 1
    return f"line {number:,}"


def _first_broken(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """The text, and how many byte sequences were no characters."""
    text = data.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Chinese text the line ends, digits and blanks alone have a zero byte, all on one side."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return None
    best: tuple[float, str] | None = None
    for name in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(name, "replace")
        share = sum(char in _common() for char in text) / len(text)
        if not _STRANGE.search(text) and share > 0.2 and (best is None or share > best[0]):
            best = share, name
    return best[1] if best else None


def _score(sample: bytes, encoding: str) -> float:
    """How well bytes read in an encoding: the share of common characters among the Chinese ones, less what is strange."""
    text = sample.decode(encoding, "replace")
    han = _HAN.findall(text)
    if not han:
        return 0.0
    common = sum(char in _common() for char in han) / len(han)
    return common - 5 * len(_STRANGE.findall(text)) / len(text)
