"""What must hold for a damaged place to have one reading: the checks that ``rules/repairs.toml`` names.

A check sees the match of a rule's pattern and what stands before it. It answers the groups that the reading needs beside the pattern's own,
or None where the reading is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from extract import dates
from extract.documents import agency_code
from extract.lexicon import rules


class Place(NamedTuple):
    """A damaged place: ``match`` of the rule's pattern in ``text``; ``left``: match of what stands before it, if the rule asks for it."""

    text: str
    left: re.Match[str] | None
    match: re.Match[str]


class Groups(NamedTuple):
    """What a check adds. ``values``: for the rule's template; ``skip``: how many characters at the beginning are no part of the reading."""

    values: Mapping[str, str]
    skip: int = 0


Check = Callable[[Place], Groups | None]
_CODE_END = re.compile(r"[发函字规复通令电文]$")
# Words that end like an agency's code.
_NO_CODE = re.compile(r"(?:[印制转下颁签编核开批]发|[批答回复发来公]复|[来公复发]函|通报|电话|命令|文件|[数名]字)$")
_PAIRS = frozenset(("〔〕", "[]", "【】", "（）"))
_YEARS = range(1978, 2040)
_REACH = 1000  # characters of a paragraph in which marks are counted


def _code(place: Place) -> tuple[str, int] | None:
    """(the agency's code, how many characters before it are not part of it); None when there is none."""
    assert place.left is not None
    printed = place.left["code"]
    code = agency_code(printed)
    return (code, len(printed) - len(code)) if len(code) >= 2 and not re.search("[第备]", code) else None


def document_number(place: Place) -> Groups | None:
    """An agency's code stands before the number; before a round or no bracket it must be certain."""
    found = _code(place)
    if found is None:
        return None
    code, skip = found
    assert place.left is not None
    if place.left.groupdict().get("open", "〔")[:1] == "（" and not _is_certain(code):
        return None
    return Groups({"code": code}, skip)


def _is_certain(code: str) -> bool:
    return bool(_CODE_END.search(code)) and not _NO_CODE.search(code)


def coded_number(place: Place) -> Groups | None:
    """Both brackets are lost: the code must end as codes do (民发, 国办函), and be no word that ends alike (印发)."""
    found = _code(place)
    return Groups({"code": found[0]}, found[1]) if found and _is_certain(found[0]) else None


def odd_brackets(place: Place) -> Groups | None:
    """The year's brackets are no pair, or doubled."""
    assert place.left is not None
    return None if place.left["open"] + place.match["close"] in _PAIRS else document_number(place)


def one_year(place: Place) -> Groups | None:
    """One digit more makes the short year exactly one year."""
    short = place.match["short"]
    years = {year for year in map(str, _YEARS) if any(year[:at] + year[at + 1 :] == short for at in range(4))}
    groups = document_number(place)
    return Groups({**groups.values, "year": years.pop()}, groups.skip) if groups and len(years) == 1 else None


def date(place: Place) -> Groups | None:
    """There is such a month, or such a day."""
    match = place.match
    day = match["day"]
    if dates.iso(int(match["year"]), int(match["month"]), int(day or 1)) is None or int(match["month"]) == 0:
        return None
    return Groups({"day": f"{day}日" if day else ""})


def whole_date(place: Place) -> Groups | None:
    """There is such a day."""
    match = place.match
    return Groups({}) if int(match["day"]) and date(place) is not None else None


def date_split(place: Place) -> Groups | None:
    """Exactly one way to divide the digits into month and day is a date; 12日 after 年 may be a day whose month is lost."""
    match = place.match
    if match["mark"] and len(match["rest"]) == 2 and int(match["rest"]) <= 31:
        return None
    value = dates.repair(match.group())
    if value is None:
        return None
    _, month, day = map(int, value.split("-"))
    rest = match["rest"]
    cut = next(cut for cut in (1, 2) if (int(rest[:cut]), int(rest[cut:])) == (month, day))
    return Groups({"month": rest[:cut], "day": rest[cut:]})


def mark_lost(place: Place) -> Groups | None:
    """第 or 号 is missing."""
    assert place.left is not None
    return None if place.match["di"] and place.match["hao"] else Groups({"left": place.left.group()})


_DIGIT = "[一二三四五六七八九]"
_TERM = re.compile(f"(?:{_DIGIT}?十)?{_DIGIT}|{_DIGIT}?十")


def session_split(place: Place) -> Groups | None:
    """Two numerals stand side by side that are none together, and exactly one way to divide them gives two."""
    assert place.left is not None
    run = place.left["run"]
    cuts = [cut for cut in range(1, len(run)) if _TERM.fullmatch(run[:cut]) and _TERM.fullmatch(run[cut:])]
    if _TERM.fullmatch(run) or len(cuts) != 1:
        return None
    return Groups({"term": run[: cuts[0]], "count": run[cuts[0] :]})


def _paragraph(place: Place) -> tuple[int, int]:
    """The paragraph around a place, or as much of it as tells."""
    first, stop = max(0, place.match.start() - _REACH), min(len(place.text), place.match.end() + _REACH)
    start = place.text.rfind("\n", first, place.match.start())
    end = place.text.find("\n", place.match.end(), stop)
    return start + 1 if start >= 0 else first, end if end >= 0 else stop


def _is_open(place: Place, opening: str, closing: str) -> bool:
    """Whether a paragraph has more opening marks than closing ones."""
    start, end = _paragraph(place)
    return place.text.count(opening, start, end) > place.text.count(closing, start, end)


def _count(words: str, part: str) -> int:
    """How many places of a stretch a part of the rule file is found at."""
    return len(re.findall(rules("repairs")["parts"][part], words))


def title_open(place: Place) -> Groups | None:
    """A title of the paragraph has no end."""
    return Groups({}) if _is_open(place, "《", "》") else None


_TITLE = re.compile(r"[^《》，。；\n]{0,100}")
_BRACKET = re.compile("[（）]")


def title_one_end(place: Place) -> Groups | None:
    """A title of the paragraph has no end, and this is the only place where it may end."""
    text = place.text
    stretch = _TITLE.match(text, place.match.start() + 1)
    assert stretch is not None
    closed = text[stretch.end() : stretch.end() + 1] == "》"
    words = stretch.group()
    if closed or _count(words, "kind") != 1 or _count(words, "sentence"):
        return None
    return title_open(place)


def bracket_open(place: Place) -> Groups | None:
    """The next bracket of the paragraph does not close this one."""
    _, end = _paragraph(place)
    mark = _BRACKET.search(place.text, place.match.end(), end)
    return None if mark and mark.group() == "）" else Groups({})


def not_third(place: Place) -> Groups | None:
    """The mark before is another one (three in a row stand for an ellipsis)."""
    at = place.match.start()
    return None if place.text[at - 1 : at] == place.match["mark"] else Groups({})


def no_word_before(place: Place) -> Groups | None:
    """的 is no part of a word (目的)."""
    at = place.match.start()
    return None if place.text[at - 1 : at] in ("目", "标", "有", "众", "的", "") else Groups({})


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        document_number,
        coded_number,
        odd_brackets,
        one_year,
        date,
        whole_date,
        date_split,
        mark_lost,
        title_open,
        title_one_end,
        session_split,
        bracket_open,
        not_third,
        no_word_before,
    )
}
