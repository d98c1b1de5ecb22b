"""Whether one name is short for the other: characters are left out as Chinese short names do, and nothing that tells bodies apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from ontology.bodies.outline import Outline
from ontology.bodies.tables import short_names
from ontology.bodies.vicinity import contains

_REGISTERED: Final = "registered"  # of two names in full legal form no word has fallen out: 海韵酒店有限公司 is not 海韵酒店管理有限公司
_WHOLE: Final = ("有限责任公司", "有限公司", "股份有限公司", "股份有限责任公司")


def one_body(one: Outline | None, other: Outline | None) -> str:
    """The rule by which two outlines are of one body, '' when they are not."""
    if one is None or other is None or not one.core or not other.core or not (one.end == other.end or _elided(one, other)):
        return ""
    if not (one.famous and other.famous):
        if not one.home or not other.home:
            return ""
        if one.home != other.home and not _around_each_other(one, other):
            return ""
    if one.end == other.end == "company" and _forms_differ(one, other):
        return ""
    if one.end != other.end:
        return "short-name" if one.core == other.core else ""
    if one.core == other.core:
        return "same-name"
    if one.end == "company" and (_trade_name(one, other) or _trade_name(other, one)):
        return "short-name"
    if one.group != other.group:
        return ""
    short, long = sorted((one.core, other.core), key=lambda core: (len(core), core))
    if one.group and one.end == "company" and not _common().match(short) and shortens(short, long, "group"):
        return "short-name"
    if "有限" in one.form and "有限" in other.form and one.end == "company":
        return "short-name" if shortens(short, long, _REGISTERED) else ""
    return "short-name" if shortens(short, long, one.end) else ""


def _elided(one: Outline, other: Outline) -> bool:
    """Whether one of them is a name of its own without the word for what it is: 锦杭纺织, 华章外国语."""
    bare, full = (one, other) if not one.end else (other, one)
    return not bare.end and not bare.listed and full.end in short_names()["ends"]["elided"] and len(bare.core) > (1 if bare.printed else 3)


def _trade_name(short: Outline, long: Outline) -> bool:
    """Whether the one is the trade name alone of a company in full legal form, at one place: 绿源公司, 绿源再生资源有限公司."""
    named = "有限" not in short.form and "有限" in long.form and short.home == long.home and not short.group
    return named and len(short.core) > 1 and long.core.startswith(short.core) and not _common().match(short.core)


@cache
def _common() -> re.Pattern[str]:
    return re.compile(short_names()["company"]["common"])


def _around_each_other(one: Outline, other: Outline) -> bool:
    """Whether the one place is around the other, and the names are ones that one body has there."""
    if one.printed and other.printed and one.end not in short_names()["wide"]["ends"]:
        return False  # each tells its place: 市疾控中心, 区疾控中心
    wide = (one.wide or not one.end) and (other.wide or not other.end) and (one.wide or other.wide)
    if not wide and not (one.given and one.given == other.given):
        return False
    return contains(one.home, other.home) or contains(other.home, one.home)


def blocks(outline: Outline) -> Iterator[tuple[str, ...]]:
    """Where the outlines are that may be of one body with this one: every two for which ``one_body`` has a rule share a block."""
    if outline.end in ("", *short_names()["ends"]["elided"]) and len(outline.core) > 1:
        yield "outline-elided", outline.home[:2], outline.core
    for start in _starts(outline.core, outline.end):
        yield "outline", outline.home, outline.end, start
        if outline.wide or outline.given:
            yield "outline-wide", outline.home[:2], outline.end, start
        if outline.famous:
            yield "outline-famous", outline.end, start


def _starts(core: str, end: str) -> set[str]:
    """The characters that short forms of this may begin with."""
    data = short_names()
    dropped = (*data["drop"].get(end, ()), *data["drop"]["any"], *(data["drop"]["company-compressed"] if end == "company" else ()))
    found: set[str] = set()
    waiting = [0] if core else []
    while waiting:
        at = waiting.pop()
        found.add(core[at])
        for word, shorts in _words().get(core[at], ()):
            if core.startswith(word, at):
                found.update(form[0] for form in shorts)
        waiting.extend(at + len(word) for word in dropped if core.startswith(word, at) and at + len(word) < len(core))
    return found


def _forms_differ(one: Outline, other: Outline) -> bool:
    if one.group != other.group:  # 自来水公司 may be 自来水集团有限公司, 自来水有限公司 is not
        return "有限" in (other.form if one.group else one.form)
    return one.form in _WHOLE and other.form in _WHOLE and one.form != other.form


@lru_cache(maxsize=65536)
def shortens(short: str, long: str, end: str) -> bool:
    """Whether ``short`` is made of ``long`` (both without the ending ``end``) by leaving out what makes no difference."""
    if len(short) < 2 or len(short) >= len(long):
        return False
    if short[0] not in long:
        return False
    data = short_names()
    if end in data["compressed"]["ends"] and _initials(short, long):
        return True
    if end == "company" and len(short) == 3 and _initials(short, _unfinished(long)):
        return True  # 公航旅集团 is 公路航空旅游投资集团
    dropped = (*data["drop"].get(end, ()), *data["drop"]["any"])
    return any(_fits(short, long, (*dropped, *more), least) for more, least in _ways(end))


def _unfinished(core: str) -> str:
    """A company's name without the usual words at its end (投资, 控股)."""
    return next((core.removesuffix(word) for word in short_names()["drop"]["company-tail"] if core.endswith(word)), core)


def _ways(end: str) -> Iterator[tuple[tuple[str, ...], int]]:
    yield (), 0
    if end == "company":
        yield tuple(short_names()["drop"]["company-compressed"]), 2


def _fits(short: str, long: str, dropped: tuple[str, ...], least: int) -> bool:
    """Whether all of ``long`` is read: characters printed, words in their short forms (at least ``least``), words that fall out."""
    words = _words()
    reached: dict[int, set[tuple[int, int]]] = {0: {(0, 0)}}  # position in long → (position in short, words shortened)
    for at in range(len(long)):
        for position, count in reached.get(at, ()):
            steps: list[tuple[int, int, int]] = []
            if position < len(short) and short[position] == long[at]:
                steps.append((at + 1, position + 1, count))
            for word, shorts in words.get(long[at], ()):
                if long.startswith(word, at):
                    steps.extend((at + len(word), position + len(form), count + 1) for form in shorts if short.startswith(form, position))
            steps.extend((at + len(word), position, count) for word in dropped if long.startswith(word, at))
            for end, place, done in steps:
                reached.setdefault(end, set()).add((place, done))
    return any(position == len(short) and count >= least for position, count in reached.get(len(long), ()))


def _initials(short: str, long: str) -> bool:
    """Whether the short name is the first characters of words of two or three characters: 青企 of 青年企业家."""
    if not 2 * len(short) <= len(long) <= 3 * len(short):
        return False
    reached = {0}
    for char in short:
        reached = {at + size for at in reached if at < len(long) and long[at] == char for size in (2, 3)}
    return len(long) in reached


@cache
def _words() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for word, shorts in short_names()["words"].items():
        found.setdefault(word[0], []).append((word, tuple(shorts)))
    return found
