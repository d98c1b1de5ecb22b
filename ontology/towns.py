"""The township level (乡镇, 街道 and what stands beside them), by the nine-digit codes of GB/T 10114, from ``towns.csv``."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ontology.places import Place


class Towns:
    """Towns by code, by name and by the county they are in. Names repeat: many counties have a 城关镇, each has one."""

    def __init__(self, towns: Iterable[Place]) -> None:
        self.by_code: dict[str, Place] = {}
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for town in towns:
            self.by_code[town.code] = town
            self._by_name[town.name].append(town)

    def named(self, name: str) -> list[Place]:
        """All of this name, in order of code. A 街道 is meant by its office's name too (西山街道办事处)."""
        return list(self._by_name.get(name) or self._by_name.get(name.removesuffix("办事处")) or [])

    def within(self, name: str, county: str) -> Place | None:
        """The one of this name in the county with this code, or in the city where that has no counties (东莞市).

        None when none is, or several are.
        """
        found = [town for town in self.named(name) if town.parent == county]
        return found[0] if len(found) == 1 else None


@cache
def towns() -> Towns:
    """The towns of ``towns.csv``, read once, when first asked for."""
    with (Path(__file__).parent / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return Towns(Place(code, name, "town", parent) for code, name, parent in rows)
