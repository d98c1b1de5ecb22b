"""Entities as the service's JSON: candidates, suggestions, values of properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from server.reconcile.entities import Class, Entity
from server.reconcile.index import Index
from server.reconcile.protocol import Extension, Wanted
from server.reconcile.ranking import Candidate
from server.reconcile.schema import Property, properties


def candidate(index: Index, found: Candidate) -> dict[str, Any]:
    """A reconciliation candidate (specification, 4.2)."""
    return {
        "id": found.entity.id,
        "name": found.entity.name,
        "description": described(index, found.entity),
        "type": [{"id": one.id, "name": one.name} for one in index.types.of(found.entity)],
        "score": found.score,
        "features": [{"id": name, "value": value} for name, value in found.features().items()],
        "match": found.match,
    }


def suggestion(index: Index, entity: Entity) -> dict[str, Any]:
    """A suggested entity (6.3)."""
    notable = [{"id": one.id, "name": one.name} for one in index.types.of(entity)]
    return {"id": entity.id, "name": entity.name, "description": described(index, entity), "notable": notable}


def described(index: Index, entity: Entity) -> str:
    """What tells an entity from its namesakes, in one line: kind, place with those around it, code, number, issuing bodies."""
    parts = [index.labels.get(entity.kind, {}).get("zh", "")]
    if entity.type is Class.DOCUMENT:
        issuers = [index.entities[index.ids[one]].name for one in (*entity.leads, *entity.cosigners) if one in index.ids]
        parts += [*entity.numbers, "、".join(issuers[:3]) + ("等" if len(issuers) > 3 else "")]
    else:
        for place in (entity.id,) if entity.type is Class.PLACE else entity.places:
            parts += ["".join(reversed([name for one in (place, *index.places.ancestors(place)) if (name := _name(index, one))]))]
            parts += index.places.by_id[place].codes if place in index.places.by_id else ()
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _name(index: Index, identifier: str) -> str:
    entity = index.places.by_id.get(identifier)
    return entity.name if entity else ""


def extended(index: Index, wanted: Extension) -> dict[str, Any]:
    """A data extension response (7.3): a row for each identifier asked for, empty for what is not known."""
    known = [(one, properties()[one.id]) for one in wanted.properties if one.id in properties()]
    unknown = [one.id for one in wanted.properties if one.id not in properties()]
    meta: list[dict[str, Any]] = []
    for _, prop in known:
        names = {"type": {"id": prop.type, "name": index.types.all[prop.type].name}} if prop.type else {}
        meta.append({"id": prop.id, "name": prop.name, **names})
    meta += [{"id": one, "name": one} for one in unknown]
    rows: dict[str, Any] = {}
    for identifier in wanted.ids:
        number = index.find(identifier)
        entity = index.entities[number] if number is not None else None
        row = {one.id: _values(index, entity, one, prop) if entity else [] for one, prop in known}
        rows[identifier] = row | {one: [] for one in unknown}
    return {"meta": meta, "rows": rows}


def _values(index: Index, entity: Entity, wanted: Wanted, prop: Property) -> list[dict[str, Any]]:
    values = list(dict.fromkeys(values_of(index, entity, prop.id)))
    if wanted.limit:
        values = values[: wanted.limit]
    if prop.value == "entity":
        return [_entity_value(index, str(value), wanted.content) for value in values]
    return [{"int": value} if prop.value == "int" else {"str": str(value)} for value in values]


def _entity_value(index: Index, identifier: str, content: str) -> dict[str, Any]:
    """A value that is an entity; one that the graph only mentions is given by its identifier."""
    number = index.ids.get(identifier)
    name = index.entities[number].name if number is not None else identifier
    if content == "entity" and number is not None:
        return {"id": identifier, "name": name}
    return {"str": identifier if content == "id" else name}


def values_of(index: Index, entity: Entity, pid: str) -> Iterable[str | int]:
    """The values of a property, entities by id. Dates stay as printed (2022, 2022-06): a time of day is nothing the letters tell."""
    places = (entity.id,) if entity.type is Class.PLACE else entity.places
    match pid:
        case "name":
            return (entity.name,)
        case "alias":
            return entity.others
        case "kind":
            return (index.labels[entity.kind].get("zh", entity.kind),) if entity.kind in index.labels else ()
        case "place":
            return entity.places
        case "code":
            return [code for place in places if place in index.places.by_id for code in index.places.by_id[place].codes]
        case "parent":
            return [*entity.parents, *(one for place in entity.places for one in index.places.ancestors(place)[:1])]
        case "number":
            return entity.numbers
        case "date":
            return entity.dates
        case "issuer":
            return (*entity.leads, *entity.cosigners)
        case "cosigned":
            return entity.cosigned
        case "issued":
            return entity.issued
        case "letters":
            return (entity.letters,)
        case "link":
            return entity.links
    return ()
