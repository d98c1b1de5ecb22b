"""Places in a text: named ones (gazetteer, or learned from the letter) and generic ones (市, 县, 区…), read leftwards from a body."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.lexicon import rules
from ontology.places import Gazetteer, gazetteer

_DATA = rules("toponyms")
GENERIC: tuple[str, ...] = tuple(_DATA["generic"])
_GENERIC_ENDS = frozenset(word[-1] for word in GENERIC)
_GENERIC_STARTS = frozenset(word[0] for word in GENERIC)
TOWN: tuple[str, ...] = tuple(_DATA["town"])
_PLACE_WORD = re.compile(_DATA["name"])
_NOT_FIRST, _NOT_LAST = frozenset(_DATA["not_first"]), frozenset(_DATA["not_last"])
_NOT_IN_NAMES = re.compile(_DATA["not_in_names"])
_AUTONOMOUS = re.compile(_DATA["autonomous"])
_TIMES: int = _DATA["times"]


class PlaceSpan(NamedTuple):
    """A printed place. ``names``: its units from the outermost (昆明市, 官渡区); ``generic``: a word like 区."""

    start: int
    end: int
    names: tuple[str, ...]
    generic: bool = False


class Toponyms:
    """The places one letter can name: the gazetteer and what the letter itself shows to be places."""

    def __init__(self, text: str, heads: str = "") -> None:
        self.gazetteer: Gazetteer = gazetteer()
        self.ambiguous = {name for name in _DATA["ambiguous"] if name not in heads}
        self.learned = self._learn(text, heads)
        self.firsts = {name[0] for name in self.learned}
        self.lasts = {name[-1] for name in self.learned}
        self.longest = max(map(len, self.learned), default=0)
        self.ends = self.lasts.union(self.gazetteer.lengths_by_last)

    def _learn(self, text: str, heads: str) -> set[str]:
        """Unlisted places: named in the letter's head or signature (``heads``), or at least three times with a sound left boundary."""
        counts: dict[str, int] = {}
        for source, weight in ((text, 1), (heads, _TIMES)):
            for match in _PLACE_WORD.finditer(source):
                name = match["name"]
                if name[-2] in _NOT_LAST or name[0] in _NOT_FIRST or name in GENERIC:
                    continue
                if name in self.gazetteer or _NOT_IN_NAMES.search(name):
                    continue
                worth = _TIMES if source[match.start() - 1 : match.start()] == "《" else weight
                counts[name] = counts.get(name, 0) + worth
        found = {name for name, count in counts.items() if count >= _TIMES and not self._compound(name)}
        # An autonomous place tells itself by its peoples (X彝族苗族自治州); its name may end as a listed one does.
        return found | {match["name"] for match in _AUTONOMOUS.finditer(heads) if match["name"] not in self.gazetteer}

    def _compound(self, name: str) -> bool:
        return any(name[cut:] in self.gazetteer or name[:cut] in self.gazetteer for cut in range(1, len(name)))

    def __contains__(self, name: str) -> bool:
        return name in self.learned or (name in self.gazetteer.by_name and name not in self.ambiguous)

    def completed(self, name: str) -> str:
        """A place named without its level word in full: 云南 → 云南省; other names as they are."""
        if name in self:
            return self.gazetteer.official(name)
        return next((name + word for word in ("省", "自治区", "市") if name + word in self.gazetteer), name)

    def unit(self, text: str, end: int) -> int | None:
        """Where the longest named place that ends at ``end`` begins."""
        last = text[end - 1 : end]
        if last in self.ends:
            for length in self._lengths(last, self.gazetteer.lengths_by_last, self.lasts):
                if length <= end and text[end - length : end] in self:
                    return end - length
        return None

    def _lengths(self, char: str, listed: dict[str, list[int]], learned: set[str]) -> list[int]:
        """The lengths that names with this character at their end (or beginning) may have, longest first."""
        known = listed.get(char, [])
        return sorted({*known, *range(2, self.longest + 1)}, reverse=True) if char in learned else known

    def named(self, text: str, end: int) -> PlaceSpan | None:
        """The chain of named places that ends at ``end`` (昆明市官渡区)."""
        units: list[str] = []
        position = end
        while (start := self.unit(text, position)) is not None:
            units.append(text[start:position])
            position = start
        return PlaceSpan(position, end, tuple(reversed(units))) if units else None

    def generic(self, text: str, end: int) -> PlaceSpan | None:
        """A generic place word that ends at ``end``."""
        if text[end - 1 : end] not in _GENERIC_ENDS:
            return None
        for word in GENERIC:
            if text.startswith(word, end - len(word)) and end >= len(word):
                return PlaceSpan(end - len(word), end, (word,), generic=True)
        return None

    def right(self, text: str, start: int) -> PlaceSpan | None:
        """The chain of named places that begins at ``start``, else a generic word."""
        units: list[str] = []
        position = start
        while True:
            for length in self._lengths(text[position : position + 1], self.gazetteer.lengths_by_first, self.firsts):
                if text[position : position + length] in self:
                    units.append(text[position : position + length])
                    position += length
                    break
            else:
                break
        if units:
            return PlaceSpan(start, position, tuple(units))
        if text[start : start + 1] not in _GENERIC_STARTS:
            return None
        for word in GENERIC:
            if text.startswith(word, start):
                return PlaceSpan(start, start + len(word), (word,), generic=True)
        return None
