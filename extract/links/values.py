"""Codes and names as other data sets write them, brought to one form."""

from __future__ import annotations

import re
import unicodedata

_FLOAT = re.compile(r"([0-9]+)\.0*", re.ASCII)  # what spreadsheets make of a code
_BRACKETS = str.maketrans("[(（【［{", "〔〔〔〔〔〔") | str.maketrans("])）】］}", "〕〕〕〕〕〕")
_STATE = "中华人民共和国"


def plain(value: str) -> str:
    """NFKC (full-width digits and letters become plain ones) without white space, controls and invisible format characters."""
    kept = "".join(char for char in unicodedata.normalize("NFKC", value) if unicodedata.category(char)[0] not in "CZ")
    return unicodedata.normalize("NFKC", kept)  # what stood apart may compose now


def plain_name(value: str) -> str:
    """A name to compare by: ``plain``, in one letter case."""
    return plain(value).casefold()


def plain_title(value: str) -> str:
    """A document's title to compare by: without 《》 around it and without the state's name in front, so a law's two names meet."""
    title = plain_name(value)
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return title.removeprefix(_STATE) or title


def division_code(value: str) -> str | None:
    """A division's code as GB/T 2260 writes it (six digits; nine for towns and streets, GB/T 10114), None when it is none.

    Also read: two and four digits (province, prefecture), the twelve digits of the statistics bureau where they end in the zeros of a
    division of township level or above, and a number that a spreadsheet wrote with a decimal point. ``5.3E+11`` has lost digits: None.
    """
    text = plain(value)
    if match := _FLOAT.fullmatch(text):
        text = match[1]
    if not re.fullmatch(r"[1-9][0-9]+", text, re.ASCII):
        return None
    match len(text):
        case 2 | 4:
            return text.ljust(6, "0")
        case 6:
            return text
        case 9 | 12 if set(text[6:]) == {"0"}:
            return text[:6]
        case 9:
            return text
        case 12 if text.endswith("000"):
            return text[:9]
        case _:
            return None


def document_number(value: str) -> str | None:
    """A document number (发文字号, GB/T 9704-2012, 7.2.5) to compare by, whatever brackets stand around the year; None without a year."""
    text = plain(value).translate(_BRACKETS)
    match = re.fullmatch(r"(.+)〔(\d{4})〕第?(\d+)号?", text, re.ASCII)
    return f"{match[1]}〔{match[2]}〕{int(match[3])}号" if match else None
