"""What the catalogue offers, as plain values for JSON."""

from __future__ import annotations

from typing import Any

from queries.catalogue import Query, catalogue


def listing() -> list[dict[str, Any]]:
    """Every named query, by name: titles and descriptions by language, parameters, columns, tags."""
    return [described(query) for query in catalogue().queries]


def described(query: Query) -> dict[str, Any]:
    """One named query."""
    parameters = [{"name": p.name, "type": p.type, "required": p.required, "description": p.descriptions} for p in query.parameters]
    return {
        "name": query.name,
        "title": query.titles,
        "description": query.descriptions,
        "parameters": parameters,
        "columns": list(query.columns),
        "tags": list(query.tags),
    }
