"""The gazetteer: administrative divisions down to county level (GB/T 2260), from ``places.csv``."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A division. ``code``: six digits of GB/T 2260; ``level``: province, city or county; ``parent``: code or ''."""

    code: str
    name: str
    level: str
    parent: str


class Gazetteer:
    """Places by name and code. Names repeat (朝阳区 exists twice), so a name gives a list."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self.by_code[place.code] = place
            self.by_name[place.name].append(place)
        self.longest = max(map(len, self.by_name))

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

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
