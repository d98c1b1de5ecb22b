"""The OpenAPI document: what the routes declare, the table's operations, and one operation for each named query."""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from queries.catalogue import Query, catalogue
from queries.parameters import Parameter
from server.media import RESULTS

Json = dict[str, Any]
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_UNSAID: Final[Json] = {"application/json": {"schema": {}}}
"""What FastAPI says of a response it knows nothing about."""


@cache
def table() -> Json:
    """``table.toml``."""
    return tomllib.loads((Path(__file__).parent / "table.toml").read_text(encoding="utf-8"))


def document(app: FastAPI, version: str, address: str) -> Json:
    """The document, in the routes' order. ``address``: where the server is known, empty for where the document was read."""
    with warnings.catch_warnings():  # a route for GET and HEAD has one operation id twice; HEAD is dropped below
        warnings.filterwarnings("ignore", message="Duplicate Operation ID")
        made = get_openapi(title="", version=version, routes=app.routes)
    paths: Json = {}
    for path, operations in made.get("paths", {}).items():
        if path not in table()["left_out"]:
            paths[path] = {method: _declared(method, path, told) for method, told in operations.items() if method in ("get", "post")}
    for row in table()["operation"]:
        paths.setdefault(row["path"], {})[row.get("method", "get")] = _tabled(row)
    for query in catalogue().queries:
        paths[f"/queries/{query.name}"] = {"get": _named(query)}
    schemas = {name: schema for name, schema in made.get("components", {}).get("schemas", {}).items() if "ValidationError" not in name}
    return {
        "openapi": made["openapi"],
        "info": {**table()["info"], "version": version},
        "servers": [{"url": address or "/"}],
        "tags": [{"name": name, "description": told} for name, told in table()["tags"].items()],
        "paths": {path: operations for path, operations in paths.items() if operations},
        "components": {"schemas": schemas | table()["schemas"]},
    }


def _declared(method: str, path: str, told: Json) -> Json:
    """An operation as its route declares it. HEAD is GET without a body everywhere, so it is not told."""
    responses = {status: dict(response) for status, response in told.get("responses", {}).items()}
    for response in responses.values():
        if response.get("content") == _UNSAID:
            del response["content"]
    problems = [*table()["always"], *(int(status) for status in responses if status == "422")]
    words = (part for part in path.replace("{", " ").replace("}", " ").replace("/", " ").replace("-", " ").replace(".", " ").split())
    named = method + "".join(word.partition(":")[0].capitalize() for word in words)
    return {**told, "operationId": named, "responses": _problems(problems) | {s: r for s, r in responses.items() if s != "422"}}


def _tabled(row: Mapping[str, Any]) -> Json:
    """An operation of the table."""
    schema = {"schema": {"$ref": f"#/components/schemas/{row['schema']}"}} if "schema" in row else {}
    operation = _operation(row["id"], row["tag"], row["summary"], {media: schema for media in row["content"]}, row.get("problems", ()))
    operation["parameters"] = [_parameter(one) for one in row.get("parameters", ())]
    if "form" in row:
        fields = {one["name"]: {"type": "string", "description": one["description"]} for one in row["form"]}
        form = {"schema": {"type": "object", "properties": fields}}
        operation["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": form}}
    return operation


def _parameter(one: Mapping[str, Any]) -> Json:
    schema = table()["whole_number"] if one.get("type") == "integer" else {"type": "string"}
    told = {"name": one["name"], "in": "query", "description": one["description"], "required": one.get("required", False)}
    return {**told, "schema": schema}


def _named(query: Query) -> Json:
    """A named query: its parameters, and its columns in the SPARQL 1.1 Query Results JSON Format."""
    cells = {"type": "object", "properties": {column: {"$ref": "#/components/schemas/Cell"} for column in query.columns}}
    columns = {"type": "array", "items": {"enum": list(query.columns)}}
    results = {
        "type": "object",
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "required": ["vars"], "properties": {"vars": columns}},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": cells | {"additionalProperties": False}}},
            },
        },
    }
    content = {media.type: {"schema": results} if media.name == "json" else {} for media in RESULTS}
    summary = f"{query.titles['zh']} {query.titles['en']}"
    operation = _operation(f"query_{query.name}", "queries", summary, content, (406, 503))
    told = {"description": f"{query.descriptions['zh']}\n\n{query.descriptions['en']}"}
    return operation | told | {"parameters": [_bound(parameter) for parameter in query.parameters]}


def _bound(parameter: Parameter) -> Json:
    """A named query's parameter. One that is left empty counts as not given."""
    schema = dict(table()["parameter_types"][parameter.type])
    if parameter.required:
        schema["minLength"] = 1
    elif schema.keys() > {"type"}:
        schema = {"anyOf": [schema, {"const": ""}]}
    described = f"{parameter.descriptions['zh']} {parameter.descriptions['en']}"
    return {"name": parameter.name, "in": "query", "required": parameter.required, "description": described, "schema": schema}


def _operation(identifier: str, tag: str, summary: str, content: Json, problems: Iterable[int]) -> Json:
    responses = {"200": {"description": "The answer.", "content": content}} | _problems([*table()["always"], *problems])
    return {"operationId": identifier, "tags": [tag], "summary": summary, "responses": responses}


def _problems(statuses: Iterable[int]) -> Json:
    """The responses that are problems."""
    found: Json = {}
    for status in sorted(set(statuses)):
        found[str(status)] = {"description": table()["statuses"][str(status)], "content": _PROBLEM}
        if status in (429, 503):
            found[str(status)]["headers"] = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}}
    return found
