"""From when to when: dates at the precision printed (2022, 2022-01, 2022-01-31)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(slots=True)
class Span:
    """``first`` and ``last``: ISO 8601 at the precision printed, ``""`` when no date is known."""

    first: str = ""
    last: str = ""

    def add(self, date: str) -> None:
        """Stretch the span to hold a date. Anything but a date of four-digit year passes by."""
        if not _DATE.fullmatch(date):
            return
        if not self.first or first_day(date) < first_day(self.first):
            self.first = date
        if not self.last or last_day(date) > last_day(self.last):
            self.last = date

    def attributes(self) -> dict[str, str]:
        """For the formats."""
        return {"date_from": self.first, "date_to": self.last}


def first_day(date: str) -> str:
    """The first day of a date of any precision, ``YYYY-MM-DD``."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    """The last day of a date of any precision, ``YYYY-MM-DD``."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7 and 1 <= int(date[5:]) <= 12:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date
