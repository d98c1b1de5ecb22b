"""What people see of an entity: a preview in a frame, a page, a flyout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from server.reconcile.entities import Entity
from server.reconcile.evidence import quotes
from server.reconcile.index import Index
from server.reconcile.records import described, values_of
from server.reconcile.schema import properties
from server.table import templates

if TYPE_CHECKING:
    from pyoxigraph import Store

PREVIEW_QUOTES, PAGE_QUOTES = 2, 30
PREVIEW_VALUES, PAGE_VALUES = 4, 200
"""Quotes, and values of one property, that are shown."""


def preview(store: Store, index: Index, entity: Entity) -> bytes:
    """A small HTML document (specification, 5.2)."""
    return _page("preview.html.j2", store, index, entity, PREVIEW_QUOTES, PREVIEW_VALUES)


def view(store: Store, index: Index, entity: Entity) -> bytes:
    """The page that ``view`` in the manifest leads to."""
    return _page("entity.html.j2", store, index, entity, PAGE_QUOTES, PAGE_VALUES)


def flyout(record: Mapping[str, Any]) -> str:
    """A few words as HTML, escaped (6.5). ``record``: with a name and perhaps a description."""
    return templates().get_template("flyout.html.j2").render(name=record["name"], description=record.get("description", "")).strip()


def _page(template: str, store: Store, index: Index, entity: Entity, sentences: int, most: int) -> bytes:
    rows = []
    for one in properties().values():
        values = list(dict.fromkeys(values_of(index, entity, one.id))) if entity.type in one.classes and one.id != "name" else []
        if values:
            shown = [_shown(index, value) for value in values[:most]]
            rows.append({"name": one.zh, "title": one.en, "values": shown, "more": len(values) - len(shown)})
    page = templates().get_template(template)
    return page.render(
        title=entity.name,
        entity=entity,
        iri=index.base + entity.id if not entity.id.startswith(("http://", "https://")) else entity.id,
        types=[one.name for one in index.types.of(entity)],
        description=described(index, entity),
        rows=rows,
        quotes=quotes(store, index.base, entity, sentences),
    ).encode()


def _shown(index: Index, value: str | int) -> dict[str, str]:
    """A value's text, with the address of its page when it is an entity."""
    number = index.ids.get(value) if isinstance(value, str) else None
    if number is None:
        return {"text": str(value), "address": ""}
    return {"text": index.entities[number].name, "address": f"view?id={quote(index.entities[number].id, safe='')}"}
