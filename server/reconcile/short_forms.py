"""Short forms of bodies: 卫健委 is 卫生健康委员会. A better normaliser is plugged in by giving ``Index.of`` another ``FullForms``."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from server.reconcile.text import fold

MARK = "□"
"""Stands for the place in a body's name: □民政局, 团□委."""

FullForms = Callable[[str], str]
"""From a body's folded name with MARK for its place (□卫健委) to the form by which names are compared (□卫生健康委员会). Total: a name
that is not known comes back as it is, or tidied; equal results mean one body when the places are one."""


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Whole names and ends, short to full."""
    whole: dict[str, str] = {}
    ends: dict[str, str] = {}
    with (Path(__file__).parent / "short_forms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            (whole if row["part"] == "whole" else ends)[fold(row["short"])] = fold(row["full"])
    return whole, ends


def full_form(core: str) -> str:
    """The full form by the table of short forms, without 和 and 与, which names drop at will (住房城乡建设, 住房和城乡建设)."""
    whole, ends = _table()
    full = whole.get(core)
    if full is None:
        full = core
        for length in range(min(len(core), 6), 1, -1):
            if (end := ends.get(core[-length:])) is not None:
                full = core[:-length] + end
                break
    return full.replace("和", "").replace("与", "") or full
