"""What became of the records of another data set: for people, and as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.links.matching import Outcome, Status

_WORDS = {Status.MATCHED: "已对上 matched", Status.AMBIGUOUS: "有歧义 ambiguous", Status.UNMATCHED: "未对上 unmatched"}
_SHOWN = 20
"""Rows of each kind in the table for people; CSV and JSON have all."""

FIELDS = ("row", "key", "place", "target", "status", "subject", "candidates", "reason", "note")


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Records by status."""
    found = Counter(outcome.status.value for outcome in outcomes)
    return {status.value: found[status.value] for status in Status}


def rows(outcomes: Sequence[Outcome]) -> Iterator[dict[str, object]]:
    """One object per record: ``row`` (line of the table, or number of the RDF subject), what it says, and what was found."""
    for outcome in outcomes:
        record = outcome.record
        yield {
            "row": record.row,
            "key": " | ".join(record.keys),
            "place": " | ".join(record.places),
            "target": record.target,
            "status": outcome.status.value,
            "subject": outcome.subject,
            "candidates": list(outcome.candidates),
            "reason": outcome.reason.value if outcome.reason else "",
            "note": outcome.note,
        }


def to_csv(outcomes: Sequence[Outcome]) -> str:
    """RFC 4180; candidates separated by a blank."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    writer.writerows({name: " ".join(value) if isinstance(value, list) else value for name, value in row.items()} for row in rows(outcomes))
    return out.getvalue()


def to_json(outcomes: Sequence[Outcome]) -> str:
    """``counts`` by status, and all ``records``."""
    return json.dumps({"counts": counts(outcomes), "records": list(rows(outcomes))}, ensure_ascii=False, indent=1) + "\n"


def print_table(outcomes: Sequence[Outcome], labels: Mapping[str, str], console: Console) -> None:
    """The counts, then what was not matched and why, with the candidates."""
    number = counts(outcomes)
    console.print("，".join(f"{word}: {number[status.value]}" for status, word in _WORDS.items()), markup=False)
    for status in (Status.AMBIGUOUS, Status.UNMATCHED):
        found = [outcome for outcome in outcomes if outcome.status is status]
        if not found:
            continue
        table = Table(title=_WORDS[status], title_justify="left")
        for name in ("行 row", "值 value", "地点 place", "缘由 reason", "可能是 candidates"):
            table.add_column(name, overflow="fold")
        for outcome in found[:_SHOWN]:
            table.add_row(*(Text(cell) for cell in _cells(outcome, labels)))
        console.print(table)
        if len(found) > _SHOWN:
            console.print(f"……另有 and {len(found) - _SHOWN} more: --format csv", markup=False)


def _cells(outcome: Outcome, labels: Mapping[str, str]) -> tuple[str, ...]:
    record = outcome.record
    named = "\n".join(_named(iri, labels) for iri in outcome.candidates)
    reason = outcome.reason.value if outcome.reason else ""
    reason += f": {outcome.note}" if outcome.note else ""
    return str(record.row), " | ".join(record.keys), " | ".join(record.places), reason, named


def _named(iri: str, labels: Mapping[str, str]) -> str:
    return f"{labels[iri]} <{iri}>" if iri in labels else f"<{iri}>"
