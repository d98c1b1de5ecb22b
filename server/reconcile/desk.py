"""One request to one answer. Runs in a worker process of its own, which keeps the index of the store it was asked last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.errors import GongwenError
from server.answer import Answer
from server.protocol import RequestError
from server.reconcile import pages, records, suggest
from server.reconcile.index import Index
from server.reconcile.load import load
from server.reconcile.manifest import manifest
from server.reconcile.protocol import parsed_extension, parsed_queries
from server.reconcile.ranking import candidates
from server.reconcile.schema import properties
from server.store import open_store

if TYPE_CHECKING:
    from pyoxigraph import Store

JSON, HTML = "application/json", "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: ``store`` directory, ``root`` (the server's address), the ``action`` and its parameters."""

    store: Path
    root: str
    action: str
    given: Mapping[str, str] = field(default_factory=dict)


class Desk:
    """Callable: ``Request`` to ``Answer``."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._open: tuple[Store, Index] | None = None

    def __call__(self, request: Request) -> Answer:
        try:
            store, index = self._index(request.store)
            return _ACTIONS[request.action](store, index, request)
        except RequestError as error:
            return Answer(error.status, detail=str(error))
        except GongwenError as error:
            return Answer(503, detail=str(error))
        except (OSError, RuntimeError) as error:  # Oxigraph's evaluation errors
            return Answer(500, detail=f"the store cannot be read ({' '.join(str(error).split())}); build the graph again")

    def _index(self, path: Path) -> tuple[Store, Index]:
        """The store and its index, made anew when a build has replaced the store."""
        if self._open is None or self._path != path:
            self._open = None  # the old index goes before the new one is made: one at a time in memory
            store = open_store(path)
            self._open, self._path = (store, Index(load(store))), path
        return self._open


def _json(value: Any) -> Answer:
    return Answer(200, JSON, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _endpoint(store: Store, index: Index, request: Request) -> Answer:
    """The endpoint itself: manifest, query batch or data extension."""
    given = request.given
    if "queries" in given and "extend" in given:
        raise RequestError(400, "both queries and extend: send one of them")
    if "queries" in given:
        batch = parsed_queries(given["queries"])
        return _json({key: {"result": [records.candidate(index, one) for one in candidates(index, query)]} for key, query in batch.items()})
    if "extend" in given:
        return _json(records.extended(index, parsed_extension(given["extend"])))
    return _json(manifest(request.root, index.base, index.types))


def _suggest_entity(store: Store, index: Index, request: Request) -> Answer:
    return _json({"result": suggest.entities(index, _prefix(request), _whole(request, "cursor"), request.given.get("type", ""))})


def _suggest_type(store: Store, index: Index, request: Request) -> Answer:
    return _json({"result": suggest.types(index, _prefix(request), _whole(request, "cursor"))})


def _suggest_property(store: Store, index: Index, request: Request) -> Answer:
    return _json({"result": suggest.of_properties(_prefix(request), _whole(request, "cursor"))})


def _properties(store: Store, index: Index, request: Request) -> Answer:
    return _json(suggest.proposed(index, request.given.get("type", ""), _whole(request, "limit")))


def _flyout_entity(store: Store, index: Index, request: Request) -> Answer:
    number = _number(index, request)
    return _json({"id": request.given["id"], "html": pages.flyout(records.suggestion(index, index.entities[number]))})


def _flyout_type(store: Store, index: Index, request: Request) -> Answer:
    one = index.types.get(_id(request))
    if one is None:
        raise RequestError(404, f"no type {_id(request)[:80]}: {request.root}/reconcile/suggest/type?prefix= lists them")
    return _json({"id": request.given["id"], "html": pages.flyout(index.types.record(one))})


def _flyout_property(store: Store, index: Index, request: Request) -> Answer:
    one = properties().get(_id(request))
    if one is None:
        raise RequestError(404, f"no property {_id(request)[:80]}: there are {', '.join(properties())}")
    return _json({"id": request.given["id"], "html": pages.flyout({"name": one.name, "description": one.description})})


def _preview(store: Store, index: Index, request: Request) -> Answer:
    return Answer(200, HTML, pages.preview(store, index, index.entities[_number(index, request)]))


def _view(store: Store, index: Index, request: Request) -> Answer:
    return Answer(200, HTML, pages.view(store, index, index.entities[_number(index, request)]))


_ACTIONS = {
    "": _endpoint,
    "suggest/entity": _suggest_entity,
    "suggest/type": _suggest_type,
    "suggest/property": _suggest_property,
    "flyout/entity": _flyout_entity,
    "flyout/type": _flyout_type,
    "flyout/property": _flyout_property,
    "preview": _preview,
    "view": _view,
    "properties": _properties,
}
ACTIONS = tuple(filter(None, _ACTIONS))
"""The paths under the endpoint."""


def _prefix(request: Request) -> str:
    if "prefix" not in request.given:
        raise RequestError(400, f"no prefix: ask /reconcile/{request.action}?prefix=…")
    return request.given["prefix"]


def _id(request: Request) -> str:
    if not request.given.get("id"):
        raise RequestError(400, f"no id: ask /reconcile/{request.action}?id=…")
    return request.given["id"]


def _number(index: Index, request: Request) -> int:
    number = index.find(_id(request))
    if number is None:
        raise RequestError(404, f"no body, place or document {_id(request)[:80]}: identifiers are IRIs without {index.base}")
    return number


def _whole(request: Request, name: str) -> int:
    """A whole number, 0 when it is not given."""
    text = request.given.get(name, "") or "0"
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RequestError(400, f"{name}: not a whole number")
    return int(text)
