"""What the service is asked: query batches and data extension queries, from JSON. What is outside the specification is refused (400)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.protocol import RequestError

BATCH = 100
"""Queries in a batch, as the manifest says; a longer one is answered 413."""
MOST_CANDIDATES = 50
DEFAULT_CANDIDATES = 10
MOST_VALUES = 50
"""Values of one property, properties of one query, types of one query."""
MOST_IDS, MOST_PROPERTIES = 1000, 30
"""Entities and properties of a data extension query."""

_FIELDS = {"query", "type", "limit", "properties", "type_strict"}
_STRICTNESS = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Value:
    """A property's value: a text, or an entity (``id``) with perhaps its name."""

    text: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A reconciliation query. ``strict``: any, should or all; ``properties``: a property's id with values, any of which fits."""

    text: str = ""
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_CANDIDATES
    properties: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    strict: str = "any"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property to fetch. ``limit``: most values, 0 for all; ``content``: entity, name or id, for values that are entities."""

    id: str
    limit: int = 0
    content: str = "entity"


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query."""

    ids: tuple[str, ...]
    properties: tuple[Wanted, ...]


def parsed_json(text: str, name: str) -> Any:
    """The value of a JSON text (RFC 8259: no NaN, no lone surrogates). Raises RequestError, naming the parameter."""
    try:
        value = json.loads(text, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise RequestError(400, f"{name}: no JSON at line {error.lineno}, column {error.colno} ({error.msg})") from None
    except UnicodeEncodeError:
        raise RequestError(400, f"{name}: a string holds half a character (a lone surrogate); send whole ones") from None
    except RecursionError:
        raise RequestError(400, f"{name}: nested too deeply; send the queries as the specification shows") from None
    except ValueError as error:
        raise RequestError(400, f"{name}: {error}; send numbers that JSON knows") from None
    return value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def parsed_queries(text: str) -> dict[str, Query]:
    """A query batch. Raises RequestError: 400, or 413 for more queries than a batch may have."""
    batch = parsed_json(text, "queries")
    if not isinstance(batch, dict):
        raise RequestError(400, 'queries: not an object; send {"q0": {"query": "…"}}')
    if len(batch) > BATCH:
        raise RequestError(413, f"queries: {len(batch)} in one batch; send at most {BATCH}")
    return {key: _query(f"queries.{key[:40]}", query) for key, query in batch.items()}


def _query(where: str, record: object) -> Query:
    if not isinstance(record, dict):
        raise RequestError(400, f'{where}: not an object; send {{"query": "…"}}')
    if unknown := sorted(record.keys() - _FIELDS):
        raise RequestError(400, f"{where}: no field {unknown[0][:40]!r}; there are {', '.join(sorted(_FIELDS))}")
    given = {name: value for name, value in record.items() if value is not None}
    properties = tuple(_filter(f"{where}.properties", item) for item in _list(f"{where}.properties", given.get("properties", [])))
    if "query" not in given and not properties:
        raise RequestError(400, f"{where}: neither query nor properties; send one of them")
    strict = given.get("type_strict", "any")
    if strict not in _STRICTNESS:
        raise RequestError(400, f"{where}.type_strict: not one of {', '.join(_STRICTNESS)}")
    types = given.get("type", [])
    return Query(
        _text(f"{where}.query", given.get("query", "")).strip(),
        tuple(_string(f"{where}.type", one) for one in ([types] if isinstance(types, str) else _list(f"{where}.type", types)) if one),
        min(max(_number(f"{where}.limit", given.get("limit", DEFAULT_CANDIDATES)), 1), MOST_CANDIDATES),
        properties,
        strict,
    )


def _filter(where: str, record: object) -> tuple[str, tuple[Value, ...]]:
    if not isinstance(record, dict) or "pid" not in record or "v" not in record:
        raise RequestError(400, f'{where}: a property needs pid and v, as {{"pid": "place", "v": "530111"}}')
    values = record["v"] if isinstance(record["v"], list) else [record["v"]]
    return _string(f"{where}.pid", record["pid"]), tuple(_value(f"{where}.v", value) for value in _list(f"{where}.v", values))


def _value(where: str, value: object) -> Value:
    if isinstance(value, dict):
        return Value(_text(f"{where}.name", value.get("name") or ""), _string(f"{where}.id", value.get("id")))
    return Value(_text(where, "" if value is None else value))


def parsed_extension(text: str) -> Extension:
    """A data extension query. Raises RequestError."""
    record = parsed_json(text, "extend")
    if not isinstance(record, dict) or not isinstance(record.get("ids"), list) or not isinstance(record.get("properties"), list):
        raise RequestError(400, 'extend: needs ids and properties, as {"ids": ["…"], "properties": [{"id": "code"}]}')
    if len(record["ids"]) > MOST_IDS or len(record["properties"]) > MOST_PROPERTIES:
        raise RequestError(413, f"extend: at most {MOST_IDS} ids and {MOST_PROPERTIES} properties in one request")
    ids = tuple(dict.fromkeys(_string("extend.ids", one) for one in record["ids"]))
    wanted = [_wanted(one) for one in record["properties"]]
    return Extension(ids, tuple({one.id: one for one in wanted}.values()))


def _wanted(record: object) -> Wanted:
    if not isinstance(record, dict):
        raise RequestError(400, 'extend.properties: a property needs an id, as {"id": "code"}')
    settings = record.get("settings") or {}
    if not isinstance(settings, Mapping):
        raise RequestError(400, "extend.properties.settings: not an object")
    limit = settings.get("limit") or 0
    content = settings.get("content") or "entity"
    if content not in ("entity", "name", "id"):
        raise RequestError(400, "extend.properties.settings.content: not one of entity, name, id")
    return Wanted(_string("extend.properties.id", record.get("id")), max(_number("extend.properties.settings.limit", limit), 0), content)


def _string(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise RequestError(400, f"{where}: not a string")
    return value


def _text(where: str, value: object) -> str:
    """A string, or a number or truth value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise RequestError(400, f"{where}: not a string, a number or a truth value")


def _number(where: str, value: object) -> int:
    try:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return int(float(value))
    except (ValueError, OverflowError):
        pass
    raise RequestError(400, f"{where}: not a number")


def _list(where: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise RequestError(400, f"{where}: not an array")
    if len(value) > MOST_VALUES:
        raise RequestError(413, f"{where}: at most {MOST_VALUES} in one array")
    return value
