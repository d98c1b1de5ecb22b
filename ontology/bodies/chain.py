"""The places at the beginning of a body's name: listed ones by the gazetteer, others by the grammar of their endings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.bodies.tables import rules
from ontology.places import Place, gazetteer, short_name


@dataclass(frozen=True, slots=True)
class Chain:
    """``units``: places as printed, outermost first; ``end``: where they end; ``generic``: one bare level word."""

    units: tuple[str, ...]
    end: int
    generic: bool = False


_LONGEST = 10  # characters of a place's name without its level word


class ChainReader:
    """Reads places from the left."""

    def __init__(self) -> None:
        data = rules()["place"]
        self.places = gazetteer()
        endings = sorted(data["endings"], key=len, reverse=True)
        self.rank: dict[str, int] = data["endings"]
        self._unlisted = re.compile(f"(?P<stem>{data['stem']})(?P<ending>{'|'.join(endings)})")
        self._longer = {
            length: re.compile(f"(?P<stem>[\\u4e00-\\u9fff]{{{length},{_LONGEST}}}?)(?P<ending>{'|'.join(endings)})")
            for length in range(2, _LONGEST + 1)
        }
        self._not_in_stem = re.compile(data["not_in_stem"])
        self._not_last = frozenset(data["not_last"])
        self._not_after = re.compile(data["not_after"])
        self._generic: tuple[str, ...] = tuple(data["generic"])
        self._bearing = re.compile(data["bearing"])
        self._corps = re.compile(data["corps"])
        self._short = tuple(data["short"])
        self._provinces = tuple(
            short_name(place.name).removesuffix("省").removesuffix("市")
            for place in self.places.by_code.values()
            if place.level == "province"
        )
        self._stems = sorted({*self.places.stems, *self._provinces}, key=len, reverse=True)

    def read(self, text: str, start: int = 0) -> Chain:
        """The chain of named places at ``start``; empty when there is none. What follows the last place is never empty."""
        units: list[str] = []
        position = start
        if text.startswith(self._provinces, start) and self._unit(text, start) is None:
            stem = next(name for name in self._provinces if text.startswith(name, start))
            after = self._listed(text, start + len(stem))  # 新疆喀什地区
            if after is not None and text[start + len(stem) : after] not in self._generic:
                units.append(stem)
                position += len(stem)
        while (end := self._unit(text, position)) is not None:
            units.append(text[position:end])
            position = end
        return Chain(tuple(units), position)

    def generic(self, text: str, start: int = 0) -> Chain | None:
        """A bare level word at ``start`` (市民政局, 团区委)."""
        for word in self._generic:
            end = start + len(word)
            if text.startswith(word, start) and end < len(text) and not self._not_after.match(text, end):
                return Chain((word,), end, generic=True)
        return None

    def stem(self, text: str, start: int = 0) -> Chain | None:
        """A province or city printed without its level word (云南, 昆明)."""
        for stem in self._stems:
            if len(stem) > 1 and text.startswith(stem, start) and start + len(stem) < len(text):
                return Chain((stem,), start + len(stem))
        return None

    def is_corps(self, name: str) -> bool:
        """Whether this is the corps of Xinjiang or one of its divisions, of which there is one each."""
        return self._corps.fullmatch(name) is not None

    def is_bearing(self, stem: str) -> bool:
        """Whether a branch's name tells a part of the town and no district (城区分局, 高新分局)."""
        return self._bearing.match(stem) is not None

    def names_district(self, stem: str) -> bool:
        """Whether a listed county or district has this name without its level word."""
        return any(
            place.level == "county" for ending in ("区", "新区", "县", "市", "旗") for place in self.places.by_name.get(stem + ending, ())
        )

    def district(self, stem: str, parent: str) -> Place | None:
        """The one division under the place with this code that ``stem`` names (官渡 in 530100: 官渡区)."""
        found = [
            place
            for ending in ("", "区", "新区", "县", "市", "旗")
            for place in self.places.by_name.get(stem + ending, ())
            if place.parent == parent and place.level == "county" and (ending or len(stem) > 2)
        ]
        return found[0] if len({place.code for place in found}) == 1 else None

    def resolve(self, name: str, context: tuple[str, ...]) -> Place | None:
        """The one place of this name; where several bear it, the one whose ancestors ``context`` names."""
        found = self.places.by_name.get(name, [])
        if len(found) > 1:
            found = [place for place in found if not self._above(place).isdisjoint(context)]
        return found[0] if len(found) == 1 else None

    def _above(self, place: Place) -> set[str]:
        names: set[str] = set()
        codes = {place.code}
        while place.parent and place.parent not in codes:  # a city without counties may be listed as its own parent
            place = self.places.by_code[place.parent]
            codes.add(place.code)
            names.add(place.name)
        return names

    def _listed(self, text: str, start: int) -> int | None:
        for length in self.places.lengths_by_first.get(text[start : start + 1], ()):
            end = start + length
            if (
                end < len(text)
                and text[start:end] in self.places
                and text[end - 1] in "省市区县旗州盟"
                and not self._not_after.match(text, end)
            ):
                return end
        return None

    def _unit(self, text: str, start: int) -> int | None:
        if corps := self._corps.match(text, start):
            return corps.end() if corps.end() < len(text) else None
        if (listed := self._listed(text, start)) is not None:
            return listed
        for word in self._short:
            if text.startswith(word, start) and len(text) > start + len(word):
                return start + len(word)
        if text.startswith(self._generic[:4], start):
            return None
        match = self._unlisted.match(text, start)
        while match:
            end, stem = match.end(), match["stem"]
            if self._not_in_stem.search(stem):
                return None
            if stem[-1] not in self._not_last and end < len(text) and not self._not_after.match(text, end):
                return end
            longer = self._longer.get(len(stem) + 1)
            match = longer.match(text, start) if longer is not None else None
        return None


@cache
def chains() -> ChainReader:
    """The reader of ``rules.toml`` and the gazetteer, built once."""
    return ChainReader()


@cache
def place_of(key: str) -> Place | None:
    """The listed place of a six-digit code, None for other keys."""
    return gazetteer().by_code.get(key)
