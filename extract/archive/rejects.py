"""The list of rejected inputs as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from extract.archive.manifest import Json


def rejected_csv(rejected: Sequence[Json]) -> bytes:
    """``file,reason,advice`` per rejected input, in the order given."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(["file", "reason", "advice"])
    writer.writerows([entry["file"], entry["reason"], entry["advice"]] for entry in rejected)
    return lines.getvalue().encode()
