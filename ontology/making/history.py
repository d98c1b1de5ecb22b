"""Present and former divisions from lists of many dates: since and until when each was listed, and what took its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ontology.making.lists import DatedList, level, parent
from ontology.making.successors import Entry, successors


@dataclass(slots=True)
class Listed:
    """A division under one code and name. ``since``, ``until``: the first and the last list that has it, blank where unknown.

    ``after``: what took its place, by the rule ``basis``.
    """

    code: str
    name: str
    parent: str
    since: str
    until: str = ""
    after: Listed | None = None
    basis: str = ""

    @property
    def present(self) -> str:
        """The code of the division of today that it became, blank when the way there is not known."""
        now: Listed | None = self
        while now and now.until:
            now = now.after
        return now.code if now else ""


def history(lists: Sequence[DatedList], between: Mapping[str, Mapping[str, str]]) -> tuple[list[Listed], list[Listed]]:
    """(present, former), both by code and date. ``between``: lists that only date the changes between the last two ``lists``.

    The first of ``between`` may be older than the last list but one: a name that it has, and that list has not, came by another way.
    """
    standing: dict[str, Listed] = {
        code: Listed(code, name, parent(code, lists[0].divisions), since="") for code, name in lists[0].divisions.items()
    }
    former: list[Listed] = []
    for before, after in pairwise(lists):
        dates = between if after is lists[-1] else {}
        left: dict[Entry, Listed] = {}
        for code, division in list(standing.items()):
            if after.divisions.get(code) != division.name:
                division.until = _until((code, division.name), before.date, dates)
                left[code, division.name] = standing.pop(code)
            else:
                division.parent = parent(code, after.divisions)
        for code, name in after.divisions.items():
            if code not in standing:
                since = _since((code, name), dates) if dates else after.date
                standing[code] = Listed(code, name, parent(code, after.divisions), since)
        for entry, ((code, _), basis) in successors(before.divisions, after.divisions).items():
            left[entry].after, left[entry].basis = standing[code], basis
        former.extend(left.values())
    return sorted(standing.values(), key=lambda d: d.code), sorted(former, key=lambda d: (d.code, d.until))


def rows(present: Sequence[Listed], former: Sequence[Listed]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The rows of ``places.csv`` and ``former_places.csv``."""
    return (
        [(d.code, d.name, level(d.code), d.parent, d.since) for d in present],
        [(d.code, d.name, level(d.code), d.parent, d.since, d.until, d.after.code if d.after else "", d.basis, d.present) for d in former],
    )


def _until(entry: Entry, date: str, dates: Mapping[str, Mapping[str, str]]) -> str:
    """The last list that has the entry: ``date``, or the last of an unbroken row of later ones."""
    last = f"{date}-12-31"
    for later in sorted(dates):
        if later > last:
            if dates[later].get(entry[0]) != entry[1]:
                break
            date = later
    return date


def _since(entry: Entry, dates: Mapping[str, Mapping[str, str]]) -> str:
    """The first list that has the entry, when earlier ones lack it and later ones have it; else not known."""
    having = [dates[date].get(entry[0]) == entry[1] for date in sorted(dates)]
    return sorted(dates)[having.index(True)] if having == sorted(having) and having[-1] and not having[0] else ""
