"""The numbers Word makes in front of paragraphs (一、 （二） 3.1): they are not typed, and stand nowhere in the document's text.

ISO/IEC 29500-1, 17.9: a paragraph names an instance (``w:num``) and a level; the instance names a definition (``w:abstractNum``), whose
levels say how to count and what to print. Instances of one definition count on together unless one overrides the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from extract.lexicon import rules
from extract.reading.word.wordml import attribute, child, children, value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST = 1_000_000_000  # a start beyond it is no number
_LONGEST = 60  # characters of a label
_SIZES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = tuple(zip(_SIZES, ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"), strict=True))


def written(number: int, format_: str) -> str:
    """A number ≥ 0 as a format of 17.18.59 (ST_NumberFormat) writes it; in decimal digits where the format is none of ours or ends."""
    data = rules("word")
    if format_ in data["counting"] and number > 0:
        return _counted(number, **data["counting"][format_])
    if format_ in data["signs"] and 1 <= number <= len(data["signs"][format_]):
        sign: str = data["signs"][format_][number - 1]
        return sign
    if format_ in data["digits"]:
        return "".join(data["digits"][format_][int(digit)] for digit in str(number))
    if format_ == "decimalZero":
        return f"{number:02}"
    if format_ == "numberInDash":
        return f"- {number} -"
    if format_ in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if format_ == "upperRoman" else _roman(number).lower()
    if format_ in ("upperLetter", "lowerLetter") and 0 < number <= 780:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # after Z comes AA, then BB
        return letter if format_ == "upperLetter" else letter.lower()
    return str(number)


def _roman(number: int) -> str:
    printed = ""
    for size, sign in _ROMAN:
        printed += sign * (number // size)
        number %= size
    return printed


def _counted(number: int, digits: str, units: str, ones: str = "") -> str:
    """In words: 23 → 二十三. ``ones``: whether a one stands before a unit ``always`` (壹拾), ``never`` (百一), else all but 10 to 19."""
    if number >= 10 ** (len(units) + 1):
        return "".join(digits[int(digit)] for digit in str(number))
    printed, gap = "", False
    figures = str(number)
    for place, digit in zip(range(len(figures) - 1, -1, -1), map(int, figures), strict=True):
        if not digit:
            gap = True
            continue
        if gap and ones != "never":
            printed += digits[0]
        gap = False
        bare = digit == 1 and place and (ones == "never" or (not ones and number < 20))
        printed += ("" if bare else digits[digit]) + (units[place - 1] if place else "")
    return printed


@dataclass(slots=True)
class Level:
    """How one level counts and prints. ``restart``: the level (from 1) whose numbers set it back, 0: none, None: any above."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    plain: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class Instance:
    """A ``w:num``: the definition it counts in, levels of its own, and starts that hold when it is first used."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of one document, given out in the order of its paragraphs."""

    def __init__(self, root: etree._Element | None, styles: Mapping[str, str | None]) -> None:
        """``root``: the numbering part, if any; ``styles``: the instance that each numbering style names."""
        self._definitions: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, Instance] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            key = attribute(element, "abstractNumId") or ""
            self._definitions[key] = dict(_levels(element))
            if (link := value(element, "numStyleLink")) is not None:
                links[key] = link
        for element in children(root, "num"):
            self._instances[attribute(element, "numId") or ""] = _instance(element)
        for key, style in links.items():
            linked = self._instances.get(styles.get(style) or "")
            if linked is not None:
                self._definitions[key] = self._definitions.get(linked.definition, {})

    def level_of(self, instance: str, style: str) -> int:
        """The level of an instance that belongs to a paragraph style, 0 when none does."""
        used = self._instances.get(instance)
        levels = self._definitions.get(used.definition, {}) if used else {}
        return next((number for number, level in levels.items() if level.style == style), 0)

    def label(self, instance: str, level: int) -> str:
        """The next number of an instance at a level (from 0), with the blank after it if any; empty for bullets and unknown instances."""
        used = self._instances.get(instance)
        if used is None or not 0 <= level < LEVELS:
            return ""
        levels = self._definitions.get(used.definition, {}) | used.levels
        if level not in levels:
            return ""
        counts = self._counts.setdefault(used.definition, [None] * LEVELS)
        self._count(counts, levels, instance, used, level)
        own = levels[level]
        if own.format == "bullet":
            return ""
        printed = _PLACE.sub(lambda place: self._place(int(place[1]) - 1, counts, levels, own), own.text)
        if not printed.strip():
            return ""
        printed = printed[:_LONGEST]
        # What ends in a sign of its own (一、 （二）) is set close in plain text; 1.1 and 第一条 are not.
        return printed + (" " if own.suffix != "nothing" and (printed[-1].isalnum()) else "")

    def _count(self, counts: list[int | None], levels: Mapping[int, Level], instance: str, used: Instance, level: int) -> None:
        for above in range(level):
            if counts[above] is None and above in levels:
                counts[above] = levels[above].start
        first = (instance, level) not in self._used
        self._used.add((instance, level))
        now = counts[level]
        if first and level in used.starts:
            counts[level] = used.starts[level]
        else:
            counts[level] = levels[level].start if now is None else now + 1
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and level < restart):
                counts[below] = None

    @staticmethod
    def _place(place: int, counts: list[int | None], levels: Mapping[int, Level], own: Level) -> str:
        level = levels.get(place)
        number = counts[place]
        if level is None or number is None or level.format in ("bullet", "none"):
            return ""
        return written(number, "decimal" if own.plain else level.format)


def _instance(element: etree._Element) -> Instance:
    instance = Instance(value(element, "abstractNumId") or "")
    for override in children(element, "lvlOverride"):
        number = _whole(attribute(override, "ilvl"), 0)
        if (start := value(override, "startOverride")) is not None:
            instance.starts[number] = _whole(start, 1)
        instance.levels.update(_levels(override))
    return instance


def _levels(element: etree._Element) -> Iterator[tuple[int, Level]]:
    for each in children(element, "lvl"):
        text, restart, plain = child(each, "lvlText"), value(each, "lvlRestart"), child(each, "isLgl")
        yield (
            _whole(attribute(each, "ilvl"), 0),
            Level(
                start=_whole(value(each, "start"), 1),
                format=_format(each),
                text="" if text is None else (attribute(text, "val") or "")[:_LONGEST],
                restart=None if restart is None else _whole(restart, 0),
                plain=plain is not None and attribute(plain, "val") not in ("0", "false", "off"),
                suffix=value(each, "suff") or "tab",
                style=value(each, "pStyle"),
            ),
        )


def _format(level: etree._Element) -> str:
    if (found := value(level, "numFmt")) is not None:
        return found
    # A custom format stands beside a plain one for older readers.
    for choice in children(level, "mc:AlternateContent"):
        for fallback in children(choice, "mc:Fallback"):
            return value(fallback, "numFmt") or "decimal"
    return "decimal"


def _whole(text: str | None, default: int) -> int:
    if text is None or not re.fullmatch(r"\+?[0-9]{1,10}", text.strip()):
        return default
    return min(int(text), _MOST)
