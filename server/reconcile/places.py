"""Places in names: which a name tells (昆明市官渡区民政局), what is left of it (□民政局), and whether that fits a place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.places import short_name
from server.reconcile.entities import Class, Entity
from server.reconcile.short_forms import MARK
from server.reconcile.text import fold

_LEVELS = "省市州盟区县旗乡镇"
_RELATIVE = re.compile(rf"(?P<before>中共|共青团|团|政协)?(?P<level>[{_LEVELS}])(?=.)")
_BEFORE = ("", "中共", "共青团", "团", "政协")
_STEM = re.compile(r"(.{2,})(?:省|市|自治区|特别行政区)")
_CODE = re.compile(r"[1-9]\d{5}(?:\d{3})?(?:\d{3})?")
_FARTHEST = 14  # where a place's name may begin: 中国共产主义青年团□委员会


@dataclass(frozen=True, slots=True)
class Split:
    """A name with its places taken out. ``core``: what is left, MARK for the places; ``chain``: the names of the places, outer first;
    ``level``: 省, 市, 县 …, when only that is told (区民政局)."""

    core: str
    chain: tuple[str, ...] = ()
    level: str = ""


class Fit:
    """How well the places told by a name fit a place: whether it is the place, and how much of the way up agrees."""

    YES = 1.0
    UNSURE = 0.9  # a parent is told that the graph does not know of
    NO = 0.0


def code_of(text: str) -> str:
    """A GB/T 2260 code of six digits, nine for towns, from what a table holds (530111, 530111000000); '' when it is none."""
    digits = text.strip().removesuffix(".0")
    if not _CODE.fullmatch(digits):
        return ""
    digits = digits[:9]
    return digits[:6] if digits[6:] in ("", "000") else digits


class Places:
    """The places of a graph by name and code, with their parents."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id = {entity.id: entity for entity in entities if entity.type is Class.PLACE}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_stem: dict[str, list[str]] = defaultdict(list)
        self.by_code: dict[str, list[str]] = defaultdict(list)
        self._ancestors: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for place in self.by_id.values():
            for name in self.names(place.id):
                self.by_name[name].append(place.id)
                if stem := _STEM.fullmatch(name):
                    self.by_stem[stem[1]].append(place.id)
            for code in filter(None, map(code_of, place.codes)):
                self.by_code[code].append(place.id)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for name in {*self.by_name, *self.by_stem}:
            if len(name) > 1:
                self._lengths[name[0]].append(len(name))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def names(self, place: str) -> list[str]:
        """The names of a place, folded: canonical, others, an autonomous division's everyday name."""
        entity = self.by_id.get(place)
        if entity is None:
            return []
        if (known := self._names.get(place)) is None:
            known = self._names[place] = list(dict.fromkeys(fold(form) for name in entity.names for form in (name, short_name(name))))
        return known

    def ancestors(self, place: str) -> list[str]:
        """Ids of all places that contain a place, nearest first."""
        if (known := self._ancestors.get(place)) is not None:
            return known
        found: list[str] = []
        ways = [place]
        while ways:
            entity = self.by_id.get(ways.pop(0))
            for parent in entity.parents if entity else ():
                if parent not in found and parent != place:
                    found.append(parent)
                    ways.append(parent)
        if place in self.by_id:
            self._ancestors[place] = found
        return found

    def called(self, name: str) -> set[str]:
        """Ids of the places that a folded name may mean."""
        return {*self.by_name.get(name, ()), *self.by_stem.get(name, ())}

    def split(self, folded: str) -> Split:
        """A folded name with the first places in it taken out."""
        for start in range(min(len(folded), _FARTHEST)):
            chain, end = self._chain(folded, start)
            if chain:
                return Split(folded[:start] + MARK + folded[end:], tuple(chain))
        if match := _RELATIVE.match(folded):
            return Split((match["before"] or "") + MARK + folded[match.end() :], level=match["level"])
        return Split(MARK + folded)

    def _chain(self, folded: str, start: int) -> tuple[list[str], int]:
        """Names of places one after the other, and where they end. One without its level word (昆明) counts in front of another, and at
        the beginning of a body's name."""
        chain: list[str] = []
        leading = folded[:start] in _BEFORE
        while start < len(folded) and (name := self._place_at(folded, start)):
            chain.append(name)
            start += len(name)
        while chain and chain[-1] not in self.by_name and not (leading and len(chain) == 1):
            start -= len(chain.pop())
        return chain, start

    def _place_at(self, folded: str, start: int) -> str:
        for length in self._lengths.get(folded[start], ()):
            name = folded[start : start + length]
            if name in self.by_name or name in self.by_stem:
                return name
        return ""

    def fit(self, split: Split, place: str) -> float:
        """How the places that a name tells fit ``place``: the last must be its name, those before it names of places around it."""
        if split.level:
            return Fit.YES if any(name.endswith(split.level) for name in self.names(place)) else Fit.NO
        *outer, last = split.chain
        if place not in self.called(last):
            return Fit.NO
        around = self.ancestors(place)
        if not outer or all(self.called(name).intersection(around) for name in outer):
            return Fit.YES
        known = [name for name in outer if not self.called(name).intersection(around)]
        return Fit.UNSURE if not around or len(known) < len(outer) else Fit.NO

    def alone(self, split: Split, place: str) -> bool:
        """Whether the places told mean this place and no other: no namesake fits as well."""
        if not split.chain:
            return False
        return not any(other != place and self.fit(split, other) == Fit.YES for other in self.called(split.chain[-1]))
