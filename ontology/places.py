"""The gazetteer: administrative divisions down to county level (GB/T 2260), from ``places.csv``."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    return name[: match.start()] + ("" if match["level"] == "区" else match["level"])


@dataclass(frozen=True, slots=True)
class Place:
    """A division. ``code``: six digits of GB/T 2260; ``level``: province, city or county; ``parent``: code or ''."""

    code: str
    name: str
    level: str
    parent: str


class Gazetteer:
    """Places by name and code. Names repeat (朝阳区 exists twice), so a name gives a list.

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

    def shared(self, name: str) -> bool:
        """Whether several divisions bear a name."""
        return len(self.by_name.get(name, ())) > 1

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
        """The one place of this name; where several bear it, the one whose ancestors stand in ``context``, else None."""
        candidates = self.by_name.get(name, [])
        if len(candidates) > 1:
            known = set(context)
            candidates = [c for c in candidates if any(a.name in known for a in self.ancestors(c))]
        return candidates[0] if len(candidates) == 1 else None


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``places.csv``, read once."""
    with (Path(__file__).parent / "places.csv").open(encoding="utf-8", newline="") as file:
        return Gazetteer(Place(**row) for row in csv.DictReader(file))
