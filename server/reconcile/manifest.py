"""The service manifest: what the service is and where its parts are."""

from __future__ import annotations

from typing import Any

from server.reconcile.protocol import BATCH
from server.reconcile.schema import SCHEMA_SPACE, Types

PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 260
"""Pixels of a preview's frame."""
_SETTINGS = (
    {"name": "limit", "label": "最多几个值 Limit", "type": "number", "default": 0, "help_text": "每行最多几个值，0 为全部 (0 for all)"},
    {
        "name": "content",
        "label": "实体的形式 Entities as",
        "type": "select",
        "default": "entity",
        "help_text": "值为实体时给出什么 (what to give for values that are entities)",
        "choices": [
            {"value": "entity", "name": "实体 entity"},
            {"value": "name", "name": "名称 name"},
            {"value": "id", "name": "标识 identifier"},
        ],
    },
)


def manifest(root: str, base: str, types: Types) -> dict[str, Any]:
    """The manifest (specification, 3.1). ``root``: the server's address without a slash at the end; ``base``: what the data's IRIs start
    with. No ``authentication``: the server has no accounts."""
    service = f"{root}/reconcile"

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": service, "service_path": f"/suggest/{what}", "flyout_service_path": f"/flyout/{what}?id=${{id}}"}

    return {
        "versions": ["0.2"],
        "name": "公文 Gongwen",
        "identifierSpace": base,
        "schemaSpace": SCHEMA_SPACE,
        "defaultTypes": [{"id": one.id, "name": one.name} for one in types.all.values() if not one.broader],
        "documentation": f"{root}/",
        "batchSize": BATCH,
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": list(_SETTINGS),
        },
    }
