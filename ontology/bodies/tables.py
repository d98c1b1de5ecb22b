"""The tables of kinds, functions, reforms and sources (``*.csv`` beside this module), read once.

Lines that begin with ``#`` tell where a table comes from. Several values in one field stand between ``|``, several ids between blanks.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LEVELS: Final = ("county", "city", "province", "township")
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a table's line is taken from. ``date``: ISO 8601 or ''."""

    key: str
    title: str
    issuer: str
    date: str


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """One kind of body.

    ``scheme``: notation of the agency-kind scheme; ``functions``: atoms a department is told by; ``national``: complete names;
    ``forms``: level (province, city, county, township) → full forms with ``{}`` where the place stands; ``short``: short forms, with ``{}``
    or standing after the place; ``superior``: kind it is under at the same place, at the place above when it ends in ``^``; ``guide``: kind
    at the same place that guides it; ``up``: what the same kind one level up does (guides, leads, supervises or '');
    ``since``/``until``: year or ''.
    """

    id: str
    system: str
    scheme: str
    functions: tuple[str, ...]
    national: tuple[str, ...]
    forms: dict[str, tuple[str, ...]]
    national_short: tuple[str, ...]
    short: tuple[str, ...]
    superior: str
    guide: str
    up: str
    since: str
    until: str
    sources: tuple[str, ...]
    label_en: str

    @property
    def full_forms(self) -> tuple[str, ...]:
        """Every full form with ``{}``, the county's first, none twice."""
        return tuple(dict.fromkeys(form for level in LEVELS for form in self.forms.get(level, ())))

    @property
    def label(self) -> str:
        """The Chinese label: the usual full form without its place."""
        return next(iter((*self.full_forms, *self.national))).replace("{}", "")


@dataclass(frozen=True, slots=True)
class Function:
    """What departments are for. ``short``: what stands for it in names; ``kind``: id or '';
    ``atoms``: what it is coordinated of (itself when of nothing else)."""

    name: str
    short: tuple[str, ...]
    kind: str
    atoms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reform:
    """``change``: renamed, merged, split or transferred (a part of the functions: the predecessor stays). ``date``: of the plan, or ''."""

    predecessor: str
    successor: str
    date: str
    change: str
    source: str
    note: str


@cache
def sources() -> dict[str, Source]:
    """Key → source."""
    return {row["key"]: Source(**row) for row in rows("sources")}


@cache
def kinds() -> dict[str, AgencyKind]:
    """Id → kind, in the table's order."""
    return {row["id"]: _kind(row) for row in rows("agency_kinds")}


@cache
def functions() -> tuple[Function, ...]:
    """All functions, in the table's order."""
    return tuple(
        Function(row["function"], _split(row["short"]), row["kind"], tuple(row["atoms"].split()) or (row["function"],))
        for row in rows("agency_functions")
    )


@cache
def reforms() -> tuple[Reform, ...]:
    """All reforms, in the table's order."""
    return tuple(Reform(**row) for row in rows("agency_reforms"))


@cache
def rules() -> dict[str, Any]:
    """``rules.toml``."""
    return tomllib.loads((_HERE / "rules.toml").read_text(encoding="utf-8"))


@cache
def short_names() -> dict[str, Any]:
    """``short_names.toml``."""
    return tomllib.loads((_HERE / "short_names.toml").read_text(encoding="utf-8"))


def _kind(row: dict[str, str]) -> AgencyKind:
    return AgencyKind(
        id=row["id"],
        system=row["system"],
        scheme=row["scheme"],
        functions=tuple(row["functions"].split()),
        national=_split(row["national"]),
        forms={level: _split(row[level]) for level in LEVELS if row[level]},
        national_short=_split(row["national_short"]),
        short=_split(row["short"]),
        superior=row["superior"],
        guide=row["guide"],
        up=row["up"],
        since=row["since"],
        until=row["until"],
        sources=tuple(row["source"].split()),
        label_en=row["label_en"],
    )


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a table beside this module."""
    with (_HERE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()
