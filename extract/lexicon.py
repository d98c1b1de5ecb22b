"""Rule files → compiled patterns. The files are data (``extract/rules/*.toml``); this is the only place that reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ontology.errors import GongwenError

RULES = Path(__file__).parent / "rules"


class RuleError(GongwenError):
    """A rule file that cannot be read."""


@cache
def rules(name: str) -> dict[str, Any]:
    """The contents of ``rules/NAME.toml``; RuleError when it is no TOML."""
    with (RULES / f"{name}.toml").open("rb") as file:
        try:
            return tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"extract/rules/{name}.toml: {error}; mend the file") from None


def words(text: str) -> list[str]:
    """The words of a white-space-separated block, longest first (so that an alternation prefers the longest)."""
    return sorted(set(text.split()), key=lambda word: (-len(word), word))


def alternation(items: Iterable[str]) -> str:
    """A non-capturing alternation of literal strings, longest first; those that begin alike share their beginning, which is faster."""
    return f"(?:{_branches(sorted(set(items)))})"


def _branches(items: Sequence[str]) -> str:
    """The branches for sorted strings, by their first characters; the empty string comes last, for it is the shortest."""
    branches: list[str] = []
    for first, group in groupby((item for item in items if item), key=lambda item: item[0]):
        rests = [item[1:] for item in group]
        if len(rests) == 1:
            branches.append(re.escape(first + rests[0]))
        else:
            branches.append(f"{re.escape(first)}(?:{_branches(rests)})")
    return "|".join([*branches, ""] if items and not items[0] else branches)


def reversed_alternation(items: Iterable[str]) -> str:
    """The alternation for text read from right to left."""
    return alternation(item[::-1] for item in items)


def pattern(template: str, flags: int = 0, **parts: str) -> re.Pattern[str]:
    """A rule file's pattern with its named parts put in (``{party}``); other braces are the pattern's own."""
    for name, part in parts.items():
        template = template.replace("{" + name + "}", part)
    return re.compile(template, flags)


QUOTE = re.compile("“")


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern that may begin with anything but holds a word that tells: it is tried only where such a word stands.

    ``pattern``: the whole; ``sign``: what every match of it holds; ``reach``: at most so many characters before the sign's first one.
    """

    pattern: re.Pattern[str]
    sign: re.Pattern[str]
    reach: int

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` finds in a stretch."""
        position = start
        while (sign := self.sign.search(text, position, end)) is not None:
            match = self.pattern.search(text, max(position, sign.start() - self.reach), end)
            if match is None:
                return
            yield match
            position = match.end()


def places_of(word: str, text: str) -> Iterator[int]:
    """Where a word begins in a text, none overlapping. No pattern is made of a letter's own words: compiling takes longer than reading."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The last of some matches, or None."""
    found = None
    for match in matches:
        found = match
    return found
