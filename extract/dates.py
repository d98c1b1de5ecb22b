"""Dates at the precision printed, to ISO 8601; relative ones resolved against the letter's own date."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from extract.facts import Date
from extract.numbers import chinese_integer

_CN = "〇○零一二三四五六七八九十ＯOo0"
_YEAR = rf"(?P<year>[12{_CN}](?:(?<=1)9\d{{2}}|(?<=2)0\d{{2}}|(?<![12])[{_CN}]{{3}}))"  # a set first: a search skips to it
FULL = re.compile(rf"{_YEAR}年(?:(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:份)?(?:(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})[日号])?)?")
NUMERIC = re.compile(r"(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
RELATIVE = re.compile(
    rf"(?P<base>[今本去上前同当](?:(?<=本)年度?|(?<=[今去上前同当])年|(?<=[本上])月))(?:(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:(?P<day>\d{{1,2}})日)?)?"
)
# 年, 月 or 日 lost: 2025925日, 202259, 2022年69日.
_LOST_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>[1-9]|1[0-2])月(?P<day>\d{1,2})日?")
DAMAGED = re.compile(r"(?P<year>(?:19|20)\d{2})年?(?P<rest>\d{2,4})日?")


def _number(text: str) -> int:
    return int(text) if text[0].isdigit() else chinese_integer(text)


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO 8601 at the given precision, or None when there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def from_match(match: re.Match[str]) -> Date | None:
    """The date of a match of FULL or NUMERIC, or None when there is no such day."""
    month, day = match["month"], match["day"]
    try:
        value = iso(_number(match["year"]), _number(month) if month else None, _number(day) if day else None)
    except ValueError:
        return None
    return Date(value, match.group()) if value else None


def parse(text: str) -> Date | None:
    """The first date printed in a text, complete or partial, or None."""
    match = NUMERIC.search(text) or FULL.search(text)
    return from_match(match) if match else None


def repair(text: str) -> str | None:
    """The one date that a damaged print can mean (2025925日 → 2025-09-25), or None when there are several or none."""
    if lost := _LOST_YEAR.fullmatch(text):
        return iso(int(lost["year"]), int(lost["month"]), int(lost["day"]))  # 20226月17日
    match = DAMAGED.fullmatch(text)
    if not match:
        return None
    rest = match["rest"]
    readings = {
        value
        for cut in (1, 2)
        if 0 < len(rest) - cut <= 2 and not rest[:cut].startswith("0") and not rest[cut:].startswith("0")
        if (value := iso(int(match["year"]), int(rest[:cut]), int(rest[cut:])))
    }
    if len(rest) == 4 and (value := iso(int(match["year"]), int(rest[:2]), int(rest[2:]))):
        readings.add(value)
    return readings.pop() if len(readings) == 1 else None


def chinese(value: str) -> str:
    """An ISO date as a letter prints it: 2025-09-25 → 2025年9月25日."""
    return "".join(f"{int(part)}{mark}" for part, mark in zip(value.split("-"), "年月日", strict=False))


def resolve(match: re.Match[str], letter_date: str | None, last_year: int | None) -> Date | None:
    """A relative date (match of RELATIVE) against the letter's date and the last year named in the text."""
    base = match["base"]
    if base in ("同年", "当年"):
        year = last_year
    elif letter_date is None:
        year = None
    else:
        year = int(letter_date[:4]) - {"去年": 1, "上年": 1, "前年": 2}.get(base, 0)
    if year is None:
        return None
    month = _number(match["month"]) if match["month"] else None
    if base in ("本月", "上月") and letter_date is not None:
        if len(letter_date) < 7:
            return None
        month = int(letter_date[5:7]) - (base == "上月")
        if month == 0:
            year, month = year - 1, 12
    day = int(match["day"]) if match["day"] else None
    value = iso(year, month, day)
    return Date(value, match.group(), resolved=True) if value else None


class Calendar:
    """The dates printed in one text, looked up by place."""

    def __init__(self, text: str) -> None:
        self._full = list(FULL.finditer(text))
        self._relative = list(RELATIVE.finditer(text))
        self._full_starts = [match.start() for match in self._full]
        self._relative_starts = [match.start() for match in self._relative]

    def full(self, start: int, end: int) -> list[re.Match[str]]:
        """The matches of FULL in a stretch."""
        return _between(self._full, self._full_starts, start, end)

    def relative(self, start: int, end: int) -> list[re.Match[str]]:
        """The matches of RELATIVE in a stretch."""
        return _between(self._relative, self._relative_starts, start, end)

    def year(self, start: int, end: int) -> int | None:
        """The last year that a stretch prints in digits, or None."""
        return next((int(match["year"]) for match in reversed(self.full(start, end)) if match["year"].isdecimal()), None)


def _between(matches: list[re.Match[str]], starts: list[int], start: int, end: int) -> list[re.Match[str]]:
    found = matches[bisect_left(starts, start) : bisect_left(starts, end)]
    return found if not found or found[-1].end() <= end else found[:-1]
