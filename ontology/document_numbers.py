"""The numbers of official documents: 发文字号 (GB/T 9704-2012, 7.2.5), orders, announcements and standards, read and written one way.

A 发文字号 is an agency's code (机关代字), a year in 〔〕 and a serial without 第 and without leading zeros. Texts print it with other
brackets, full-width digits, blanks, 第 or a lost bracket; ``DocumentNumber.normal`` is one spelling of all of these, ``key`` what two
spellings of one number share.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

STATE: Final = "中华人民共和国"
_OPEN, _CLOSE = r"〔\[【（(﹝〈{「［｛", r"〕\]】）)﹞〉}」］｝"
_CODE: Final = re.compile(
    rf"(?P<code>[\u3400-\u9fffA-Z][\u3400-\u9fffA-Za-z0-9/·\-]{{0,24}}?(?:\([\u3400-\u9fffA-Za-z]{{1,8}}\))?[\u3400-\u9fffA-Za-z\-]{{0,6}}?)"
    rf"(?P<open>[{_OPEN}]{{0,2}})(?P<year>(?:19|20)\d\d)年?(?P<close>[{_CLOSE}]{{0,2}})年?"
    r"(?P<di>第?)(?P<serial>\d{1,5}(?:-\d{1,3})?)(?P<hao>号?)"
)
_SHORT_YEAR: Final = re.compile(
    rf"(?P<code>[\u3400-\u9fff]{{2,12}}?)[{_OPEN}](?P<year>[89]\d)[{_CLOSE}](?P<di>第?)(?P<serial>\d{{1,5}})(?P<hao>号)"
)
_CHINESE: Final = "〇零一二两三四五六七八九十百"
_COUNT: Final = rf"(?:\d{{1,5}}|[{_CHINESE}]{{1,8}})"
_ORDER: Final = (
    # 国务院令第738号, 主席令（第五十七号）, 交通运输部令2021年第27号
    re.compile(rf"(?P<issuer>[\u3400-\u9fff、 ]{{0,60}}?)令[{_OPEN}]?(?:(?P<year>(?:19|20)\d\d)年)?第?(?P<serial>{_COUNT})号[{_CLOSE}]?"),
    # 第12号令, 交通运输部第13号令, 国家发展改革委2020年第31号令
    re.compile(rf"(?P<issuer>[\u3400-\u9fff、 ]{{0,60}}?)(?:(?P<year>(?:19|20)\d\d)年)?第(?P<serial>{_COUNT})号令"),
)
_ANNOUNCEMENT: Final = (
    re.compile(rf"(?P<issuer>[\u3400-\u9fff、 ]{{0,60}}?)公告[{_OPEN}]?(?P<year>(?:19|20)\d\d)[{_CLOSE}]?年?第(?P<serial>{_COUNT})号"),
    re.compile(rf"(?P<issuer>[\u3400-\u9fff、 ]{{0,60}}?)(?P<year>(?:19|20)\d\d)年第(?P<serial>{_COUNT})号公告"),
    re.compile(rf"(?P<issuer>[\u3400-\u9fff、 ]{{2,60}}?)公告第(?P<serial>{_COUNT})号(?P<year>)"),
)
_STANDARD: Final = re.compile(
    r"(?P<code>[A-Z]{2,6}\d{0,2}(?:/[A-Z]{1,2})?) ?(?P<serial>\d{1,6}(?:\.\d{1,3})*)(?:-(?P<year>(?:19|20)\d\d|[89]\d))?"
)
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―－﹣−"), "-")
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ORDER_ISSUERS: Final = {"国": "国务院", "国家主席": "主席"}  # 国令第707号 on the State Council's own pages
_PAIRS: Final = {"(": ")", "[": "]", "〔": "〕", "【": "】", "﹝": "﹞"}
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number. ``form``: ``code``, ``order``, ``announcement`` or ``standard``; ``code``: the agency's code, the issuing
    bodies of an order or announcement as printed ('' when none is), a standard's class (GB/T); ``year`` 0 when none is printed;
    ``serial``: half-width, as printed (``004``); ``ordinal``: 第 stood before it; ``repaired``: a bracket or 号 was lost."""

    form: str
    code: str
    year: int
    serial: str
    ordinal: bool = False
    repaired: bool = False

    @property
    def normal(self) -> str:
        """The one spelling: 〔〕, half-width digits, no blanks; 第 only where it belongs to the form or was printed."""
        match self.form:
            case "order" | "announcement":
                word = "令" if self.form == "order" else "公告"
                serial = f"{self.year}年第{self.serial}号" if self.year else f"第{self.serial}号"
                return f"{self.code}{word}{serial}" if self.code else serial + word
            case "standard":
                return f"{self.code} {self.serial}" + (f"-{self.year}" if self.year else "")
        return write_number(self.code, str(self.year), self.serial, self.ordinal)

    @property
    def key(self) -> str:
        """What every spelling of this number has in common: no 第, no leading zeros, an order's issuer in one form."""
        serial = self.serial if self.form == "standard" else "-".join(part.lstrip("0") or "0" for part in self.serial.split("-"))
        code = self.code.replace("、", "")
        if self.form == "order":
            code = _ORDER_ISSUERS.get(code, code)
        return f"{self.form}:{code}:{self.year or ''}:{serial}"

    @property
    def identifying(self) -> bool:
        """Whether the number alone tells which document it is. An order's does not: ministries count anew every year, one order of the
        State Council amends many regulations, and 第12号令 names nobody."""
        return self.form != "order" and bool(self.code)


def write_number(code: str, year: str, serial: str, ordinal: bool = False) -> str:
    """A 发文字号 as GB/T 9704-2012, 7.2.5 writes it (第, where it was printed, is kept): 国办发〔2021〕4号."""
    return f"{code}〔{year}〕{'第' if ordinal else ''}{serial}号"


def parse_number(text: str) -> DocumentNumber | None:
    """The number that ``text`` is, and nothing else but brackets around it; None when it is none. Never raises."""
    text = _plain(text)
    if not text or len(text) > _LONGEST:
        return None
    return _parse_order(text) or _parse_announcement(text) or _parse_code(text) or _parse_standard(text)


def normal_number(text: str) -> str:
    """``text`` in normal form when it is a document number, else unchanged. Idempotent."""
    number = parse_number(text)
    return number.normal if number else text


def number_key(text: str) -> str:
    """What two spellings of one number share; for a text that is no number its characters without blanks."""
    number = parse_number(text)
    return number.key if number else "text:" + _plain(text)


def chinese_count(text: str) -> int | None:
    """五十七 → 57, 一〇四 → 104, 57 → 57; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _CHINESE for c in text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    total = 0
    for unit, value in (("百", 100), ("十", 10)):
        head, found, tail = text.partition(unit)
        if found:
            if len(head.strip("零〇")) > 1:
                return None
            total += value * _DIGITS.get(head.strip("零〇"), 1)
            text = tail
    rest = text.strip("零〇")
    if len(rest) > 1 or (rest and rest not in _DIGITS):
        return None
    return total + (_DIGITS[rest] if rest else 0)


def _plain(text: str) -> str:
    """NFKC for ASCII's full-width twins only (brackets of the standard stay), dashes as one, no blanks, no brackets around the whole."""
    folded = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text).translate(_DASHES)
    folded = "".join(folded.split()).replace("\u200b", "").replace("\ufeff", "")
    folded = folded.strip("。，；、,;")
    while len(folded) > 2 and _PAIRS.get(folded[0]) == folded[-1] and folded[-1] not in folded[1:-1]:
        folded = folded[1:-1].strip("。，；、,;")
    return folded


def _parse_code(text: str) -> DocumentNumber | None:
    match = _CODE.fullmatch(text)
    if not match or not (match["open"] or match["close"] or match["hao"]):
        short = _SHORT_YEAR.fullmatch(text)
        return DocumentNumber("code", short["code"], 1900 + int(short["year"]), short["serial"], bool(short["di"])) if short else None
    code = match["code"].replace("(", "（").replace(")", "）").strip("-")
    if not re.search(r"[\u3400-\u9fff]", code) or len(code) < 2:
        return None
    broken = not (match["open"] and match["close"] and match["hao"])
    if not match["open"] and not match["close"] and not code.endswith(tuple("发函字规复通电文办")):
        return None  # a year and a number after a word that is no code: 统计2021年第4号
    return DocumentNumber("code", code, int(match["year"]), match["serial"], bool(match["di"]), broken)


def _parse_order(text: str) -> DocumentNumber | None:
    for pattern in _ORDER:
        match = pattern.fullmatch(text)
        serial = chinese_count(match["serial"]) if match else None
        if match and serial is not None:
            return DocumentNumber("order", _issuer(match["issuer"]), int(match["year"] or 0), str(serial), True)
    return None


def _parse_announcement(text: str) -> DocumentNumber | None:
    for pattern in _ANNOUNCEMENT:
        match = pattern.fullmatch(text)
        serial = chinese_count(match["serial"]) if match else None
        if match and serial is not None:
            return DocumentNumber("announcement", _issuer(match["issuer"]), int(match["year"] or 0), str(serial), True)
    return None


def _parse_standard(text: str) -> DocumentNumber | None:
    match = _STANDARD.fullmatch(re.sub(r"(?<=[A-Z])(?=\d)", " ", text, count=1))
    if not match or not match["code"].rstrip("/").isascii():
        return None
    year = match["year"] or "0"
    return DocumentNumber("standard", match["code"], int(year) + (1900 if len(year) == 2 else 0), match["serial"])


def _issuer(printed: str) -> str:
    return printed.removeprefix(STATE).strip("、")
