"""The gazetteer: administrative divisions down to county level (GB/T 2260), from ``places.csv``, and the zones of ``zones.csv``.

Former divisions and towns are in files and modules of their own, which are read when the gazetteer is first asked for one.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ontology.former_places import FormerPlace

_NATIONALITIES = """
蒙古族 回族 藏族 维吾尔 哈萨克 柯尔克孜 锡伯 塔吉克 壮族 苗族 彝族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 傣族 黎族 傈僳族
佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 阿昌族 普米族 怒族 鄂温克族 德昂族
保安族 裕固族 独龙族 鄂伦春 各族 蒙古 哈萨克族 柯尔克孜族 壮族 回 土家
"""
_AUTONOMOUS = re.compile(f"(?:{'|'.join(sorted(_NATIONALITIES.split(), key=len, reverse=True))})*自治(?P<level>[区州县旗])$")


def short_name(name: str) -> str:
    """An autonomous division's everyday name: 文山壮族苗族自治州 → 文山州, 新平彝族傣族自治县 → 新平县; other names as they are."""
    match = _AUTONOMOUS.search(name)
    if not match or not match.start():
        return name
    # 内蒙古自治区: 蒙古 belongs to the name, one character is none.
    end = match.start() if match.start() > 1 else match.start("level") - len("自治")
    return name[:end] + ("" if match["level"] == "区" else match["level"])


@dataclass(frozen=True, slots=True)
class Place:
    """A division. ``code``: six digits of GB/T 2260 (zone: of the statistical code), nine of GB/T 10114 for a town; ``parent``: code or ''.

    ``level``: province, city (地级), county, town, or zone: an area that the statistical code lists beside the counties (经济技术开发区).
    ``since``: the first list that has this code with this name (ISO 8601, as precise as known); '' where not known, or since before 1981.
    """

    code: str
    name: str
    level: str
    parent: str
    since: str = ""


class Gazetteer:
    """Valid places by name and code. Names repeat (朝阳区 exists twice), so a name gives a list.

    ``lengths_by_first``/``lengths_by_last``: which lengths names with that first or last character have, longest first.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self.by_code[place.code] = place
            for name in {place.name, short_name(place.name)}:
                self.by_name[name].append(place)
        self.longest = max(map(len, self.by_name))
        self.lengths_by_first: dict[str, list[int]] = defaultdict(list)
        self.lengths_by_last: dict[str, list[int]] = defaultdict(list)
        for name in self.by_name:
            self.lengths_by_first[name[0]].append(len(name))
            self.lengths_by_last[name[-1]].append(len(name))
        # Provinces and cities without their level word (云南, 昆明).
        self.stems = frozenset(name.removesuffix(word) for name in self.by_name for word in ("省", "市", "自治区") if name.endswith(word))
        for lengths in (*self.lengths_by_first.values(), *self.lengths_by_last.values()):
            lengths[:] = sorted(set(lengths), reverse=True)

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def official(self, name: str) -> str:
        """An autonomous division's full name from its everyday one (文山州 → 文山壮族苗族自治州) if one place alone has it."""
        candidates = self.by_name.get(name, [])
        return candidates[0].name if len(candidates) == 1 and candidates[0].name.endswith(name[-1:]) else name

    def ancestors(self, place: Place) -> list[Place]:
        """The place's parents, nearest first."""
        found: list[Place] = []
        while place.parent:
            place = self.by_code[place.parent]
            found.append(place)
        return found

    def resolve(self, name: str, context: Iterable[str] = ()) -> Place | None:
        """The one place of this name; where several bear it, the one that ``context`` speaks of, else None.

        ``context``: names of its ancestors, and codes: of its ancestors or its own.
        """
        candidates = self.by_name.get(name, [])
        if len(candidates) > 1:
            known = set(context)
            candidates = [c for c in candidates if c.code in known or any(a.name in known or a.code in known for a in self.ancestors(c))]
        return candidates[0] if len(candidates) == 1 else None

    def shared(self, name: str) -> bool:
        """Whether several valid divisions of county level and up bear the name (zones do not count)."""
        return sum(place.level != "zone" for place in self.by_name.get(name, ())) > 1

    def former(self, name: str) -> list[FormerPlace]:
        """The divisions that had this name and have it no longer, or not under that code; the latest first."""
        from ontology.former_places import former_places

        return list(former_places().by_name.get(name, ()))

    def town(self, name: str, within: str) -> Place | None:
        """The town of this name in the county with the code ``within``; None when none, or several, are."""
        from ontology.towns import towns

        return towns().within(name, within)

    def towns_named(self, name: str) -> list[Place]:
        """All towns of this name, in order of code."""
        from ontology.towns import towns

        return towns().named(name)

    def lookup(self, code: str) -> Place | FormerPlace | None:
        """What a code stands for: a valid place, a town (nine digits), or else the last former division that had it."""
        if place := self.by_code.get(code):
            return place
        if len(code) == 9:
            from ontology.towns import towns

            return towns().by_code.get(code)
        from ontology.former_places import former_places

        return next(iter(former_places().by_code.get(code, ())), None)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``places.csv`` and ``zones.csv``, read once."""
    return Gazetteer(
        [
            *(Place(*row) for row in _rows("places.csv")),
            *(Place(code, name, "zone", parent) for code, name, parent in _rows("zones.csv")),
        ]
    )


def _rows(name: str) -> Iterator[list[str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
