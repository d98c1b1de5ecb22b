"""Results as a page to look at."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def templates() -> Environment:
    """The server's templates, everything escaped."""
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def results_page(results: bytes, title: str, query: str) -> bytes:
    """SPARQL 1.1 Query Results JSON as an HTML page: a table, or the truth value of an ASK."""
    parsed: dict[str, Any] = json.loads(results)
    columns: list[str] = parsed["head"].get("vars", [])
    rows = [[row.get(column) for column in columns] for row in parsed.get("results", {}).get("bindings", [])]
    page = templates().get_template("results.html.j2")
    return page.render(title=title, query=query, columns=columns, rows=rows, boolean=parsed.get("boolean")).encode()
