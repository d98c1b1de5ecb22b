"""Suggestions while a person types: entities, types and properties by the beginning of a name or an identifier."""

from __future__ import annotations

from typing import Any, TypeVar

from server.reconcile.entities import Class, Entity
from server.reconcile.index import Index
from server.reconcile.records import suggestion
from server.reconcile.schema import properties
from server.reconcile.search import search
from server.reconcile.text import fold, title_key

T = TypeVar("T")

PAGE = 20
FARTHEST = 1000
"""Suggestions in one answer, and the farthest that ``cursor`` leads."""


def entities(index: Index, prefix: str, cursor: int, type_id: str = "") -> list[dict[str, Any]]:
    """Entities with that identifier, then those whose name starts with ``prefix``, then similar ones. ``type_id``: of one type only."""
    wanted = index.types.get(type_id)
    classes = [Class(wanted.broader or wanted.id)] if wanted else list(Class)
    key, most = title_key(prefix), min(cursor, FARTHEST) + PAGE
    found: dict[int, None] = {}
    if (number := index.find(prefix)) is not None:
        found[number] = None
    if key:
        hits = {hit.entity: hit for hit in search(index, prefix, classes)}
        ranked = sorted(hits, key=lambda number: (-hits[number].similarity, number))
        found.update(dict.fromkeys(number for number in ranked if hits[number].ground.exact))
        for kind in classes:
            for number in index.names[kind].starting(key):
                found.setdefault(number)
                if len(found) >= most + FARTHEST:
                    break
        found.update(dict.fromkeys(ranked))
    shown = [index.entities[number] for number in found]
    return [suggestion(index, entity) for entity in shown if _is(index, entity, type_id)][min(cursor, FARTHEST) : most]


def _is(index: Index, entity: Entity, type_id: str) -> bool:
    wanted = index.types.get(type_id)
    return wanted is None or wanted.id in {one.id for one in index.types.of(entity)}


def types(index: Index, prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Types whose id or name starts with ``prefix``, then those that hold it."""
    found = _starting(prefix, [(one.id, one.name, one) for one in index.types.all.values()])
    return [index.types.record(one) for one in found][cursor : cursor + PAGE]


def of_properties(prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Properties that queries can use, whose id or name starts with ``prefix``, then those that hold it."""
    found = _starting(prefix, [(one.id, one.name, one) for one in properties().values() if one.filters])
    return [{"id": one.id, "name": one.name, "description": one.description} for one in found][cursor : cursor + PAGE]


def proposed(index: Index, type_id: str, limit: int) -> dict[str, Any]:
    """The properties that entities of a type have (7.2); all of them for no type. ``limit``: 0 for all."""
    wanted = index.types.get(type_id)
    kind = (wanted.broader or wanted.id) if wanted else ""
    found = [one for one in properties().values() if not type_id or kind in one.classes]
    proposal: dict[str, Any] = {"type": type_id} if type_id else {}
    if limit:
        proposal["limit"] = limit
        found = found[:limit]
    return {**proposal, "properties": [{"id": one.id, "name": one.name, "description": one.description} for one in found]}


def _starting(prefix: str, named: list[tuple[str, str, T]]) -> list[T]:
    key = fold(prefix)
    starting = [one for identifier, name, one in named if any(fold(word).startswith(key) for word in (identifier, name, *name.split()))]
    holding = [one for identifier, name, one in named if key in fold(identifier) or key in fold(name)]
    return [*starting, *(one for one in holding if one not in starting)]
