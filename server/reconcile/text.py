"""How names are made comparable: one form for full-width, brackets, blanks and traditional characters; document numbers in parts."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LONGEST = 400
"""Characters of a name or a query that count; what is longer is cut."""

_OPENING, _CLOSING = "（([〔【〖［{｛﹝〘", "）)]〕】〗］}｝﹞〙"
_DASHES, _DOTS, _COMMAS = "-－—–―─‐‑~～〜", "·•・‧∙．", "、，,；;"
_DROPPED = "《》〈〉<>「」『』“”‘’\"'`〝〞＂＇«»"
_NUMBER = re.compile(
    r"(?P<word>[^\W\d_]{1,20})[\[(〔【〖{<《〈「﹝](?P<year>(?:19|20)\d\d)年?[\])〕】〗}>》〉」﹞]第?0*(?P<serial>\d{1,6})号?", re.UNICODE
)
_BEFORE_NUMBER = re.compile(r".*(?:根据|按照|依据|参照|参见|详见|文号|字号)")  # words of a sentence, no part of the number
_ISSUED = re.compile(r"关于(?:印发|转发|发布|公布|颁布|修改)(?P<title>.{4,})的(?:通知|决定|公告|通告|函)$")
_LAST_BRACKET = re.compile(r"\([^()]*\)$")


@cache
def _table() -> dict[int, str | None]:
    with (Path(__file__).parent / "traditional.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        table: dict[int, str | None] = {ord(row["traditional"]): row["simplified"] for row in rows}
    for characters, one in ((_OPENING, "("), (_CLOSING, ")"), (_DASHES, "-"), (_DOTS, "·"), (_COMMAS, ","), (_DROPPED, None)):
        table.update({ord(character): one for character in characters})
    return table


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC (Unicode Annex 15), lower case, one kind of bracket and dash, no blanks, invisible characters,
    quotation marks or 《》, traditional characters by a small table."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().translate(_table())
    if plain.isalnum():
        return plain
    return unicodedata.normalize("NFC", "".join(c for c in plain if unicodedata.category(c)[0] not in "ZC"))


def title_key(title: str) -> str:
    """A document's title as it is compared: folded, without 中华人民共和国 in front, by which a law has two names."""
    folded = fold(title)
    return folded.removeprefix("中华人民共和国") or folded


def without_last_bracket(folded: str) -> str:
    """A title without what its last bracket adds: 办法(试行) → 办法, 民法(2020年修正) → 民法."""
    return _LAST_BRACKET.sub("", folded) or folded


def issued_title(key: str) -> str:
    """The title that another one is about (关于印发《…》的通知, as a title's key), '' when there is none."""
    match = _ISSUED.search(key)
    return title_key(match["title"]) if match else ""


@dataclass(frozen=True, slots=True)
class Number:
    """A document number (发文字号, GB/T 9704-2012, 7.2.5) in its parts: 云政发〔2016〕103号. ``start``, ``end``: where it stood."""

    word: str
    year: int
    serial: int
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """The form numbers are compared in, whatever the bracket is and however many zeros are in front."""
        return f"{fold(self.word)}({self.year}){self.serial}"


def find_number(text: str) -> Number | None:
    """The first document number in a text, in brackets of any kind."""
    plain = "".join(unicodedata.normalize("NFKC", text[:LONGEST]).split())
    match = _NUMBER.search(plain)
    if match is None:
        return None
    return Number(_BEFORE_NUMBER.sub("", match["word"]) or match["word"], int(match["year"]), int(match["serial"]), *match.span())


def without_number(text: str, number: Number) -> str:
    """What a text says beside a document number, empty brackets taken away."""
    plain = "".join(unicodedata.normalize("NFKC", text[:LONGEST]).split())
    return re.sub(r"[\[(〔【{《〈][\])〕】}》〉]", "", plain[: number.start] + plain[number.end :])
