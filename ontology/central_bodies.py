"""Central bodies that issue documents, their everyday names, and what an agency's code (机关代字) says of its issuer."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import SettingError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class IssuerCode:
    """A code, or the beginning of one (``prefix``), the full name of the body that numbers documents with it, and the years it did.

    ``since``/``until``: first and last year of documents that show it, 0 when open.
    """

    code: str
    prefix: bool
    body: str
    since: int
    until: int


def find_body(name: str) -> str | None:
    """The full name of a central body from its full or everyday name (国家发展改革委 → 国家发展和改革委员会), None for any other words."""
    return _names().get(name)


def central_bodies() -> tuple[str, ...]:
    """The full names, in the order of the table."""
    return tuple(dict.fromkeys(_names().values()))


def issuer_of(code: str, year: int = 0) -> str | None:
    """The body whose code it is: exact codes first, then the longest beginning. ``year``: that of the number; 0 when unknown.

    None for other codes, and where a code has had several owners and the year does not tell.
    """
    exact = [known for known in _codes() if known.code == code and not known.prefix]
    starts = [known for known in _codes() if known.prefix and code.startswith(known.code)]
    longest = max((len(known.code) for known in starts), default=0)
    for candidates in (exact, [known for known in starts if len(known.code) == longest]):
        fitting = {known.body for known in candidates if not year or (known.since or 0) <= year <= (known.until or 9999)}
        if len(fitting) == 1:
            return fitting.pop()
        if candidates:
            return None
    return None


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table("central_bodies.csv"):
        for name in (row["body"], *filter(None, row["short_names"].split("|"))):
            if names.setdefault(name, row["body"]) != row["body"]:
                raise SettingError(f"central_bodies.csv: {name} stands for {names[name]} and {row['body']}; keep one of them")
    return names


@cache
def _codes() -> tuple[IssuerCode, ...]:
    return tuple(
        IssuerCode(row["code"].removesuffix("*"), row["code"].endswith("*"), row["body"], int(row["since"] or 0), int(row["until"] or 0))
        for row in read_table("issuer_codes.csv")
    )


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder; lines that start with # tell its source."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
