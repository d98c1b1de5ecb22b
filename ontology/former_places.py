"""Divisions that are no more, and names that divisions had before: from ``former_places.csv`` (GB/T 2260 of past years)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """A division under a code and name that it has no longer.

    ``since``, ``until``: the first and the last list that has it: a year (the list at its end), a month or a day (ISO 8601); ``""`` for
    since: in the first list of all (1980), or not known. The change itself fell after ``until`` and before the next list.
    ``successor``: the code that took its place then, ``basis`` how that is known (``name``, ``stem``, ``code``: see
    ``ontology.making.successors``); ``present``: the code of today. Blank where the lists do not tell (merged, divided).
    """

    code: str
    name: str
    level: str
    parent: str
    since: str
    until: str
    successor: str
    basis: str
    present: str


class FormerPlaces:
    """Former divisions by name and by code, each list with the latest first."""

    def __init__(self, places: Iterable[FormerPlace]) -> None:
        self.by_name: dict[str, list[FormerPlace]] = defaultdict(list)
        self.by_code: dict[str, list[FormerPlace]] = defaultdict(list)
        for place in sorted(places, key=lambda place: (place.until, place.code), reverse=True):
            self.by_name[place.name].append(place)
            self.by_code[place.code].append(place)

    def __iter__(self) -> Iterator[FormerPlace]:
        return (place for places in self.by_code.values() for place in places)


@cache
def former_places() -> FormerPlaces:
    """Those of ``former_places.csv``, read once."""
    with (Path(__file__).parent / "former_places.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return FormerPlaces(FormerPlace(*row) for row in rows)
