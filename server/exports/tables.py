"""The tables of the CSV export, as data tells them: ``tables/*.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``type``: a CSVW datatype, or ``date`` for one of any precision; ``to``: table whose key it is; the rest: see the head
    of a file of tables."""

    name: str
    zh: str
    en: str
    type: str
    required: bool = False
    thing: bool = False
    to: str = ""
    label: str = ""
    word: str = ""
    count: str = ""
    of: str = ""

    @property
    def queried(self) -> bool:
        """Whether the query gives it."""
        return not (self.label or self.word or self.count)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``key``: columns that tell its rows apart; ``known``: column of the things that a letter must speak of, ``""`` for none."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    query: str = ""
    known: str = ""


@cache
def tables() -> tuple[Table, ...]:
    """All tables, by name."""
    found = []
    for path in sorted(Path(__file__).with_name("tables").glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["table"]:
            columns = tuple(Column(**column) for column in entry.pop("columns"))
            found.append(Table(**{**entry, "key": tuple(entry["key"]), "columns": columns}))
    return tuple(sorted(found, key=lambda table: table.name))


_TYPES = {"weight": "integer", "evidence": "integer", "id": "anyURI", "source": "anyURI", "target": "anyURI"}
_NODE = {
    "id": "标识",
    "label": "名称",
    "label_en": "名称（英文）",
    "class": "类型概念",
    "class_zh": "类型",
    "class_en": "类型（英文）",
    "kind": "类别概念",
    "kind_zh": "类别",
    "kind_en": "类别（英文）",
}
_EDGE = {"source": "起点", "target": "终点", "label": "关系", "label_en": "关系（英文）", "relation": "关系概念"}
_BOTH = {"date_from": "起始日期", "date_to": "截止日期", "weight": "权重", "evidence": "依据数"}


def network_tables() -> tuple[Table, Table]:
    """The tables of a view: its edges and its nodes, with the columns that Gephi's spreadsheet import knows."""
    nodes = tuple(_plain(name, zh) for name, zh in (_NODE | _BOTH).items())
    edges = tuple(_plain(name, zh, "nodes" if name in {"source", "target"} else "") for name, zh in (_EDGE | _BOTH).items())
    return (
        Table("edges", "联系", "edges", ("source", "target", "relation"), edges),
        Table("nodes", "节点", "nodes", ("id",), nodes),
    )


def _plain(name: str, zh: str, to: str = "") -> Column:
    kind = "date" if name.startswith("date_") else _TYPES.get(name, "string")
    return Column(name, zh, name.replace("_", " "), kind, required=name in {"id", "source", "target", "relation"}, to=to)
