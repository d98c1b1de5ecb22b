"""The types and properties that the service knows, from ``schema.toml``; kinds of bodies and documents are sub-types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ontology.namespaces import GWK, PREFIXES
from server.reconcile.entities import Class, Entity

SCHEMA_SPACE = PREFIXES["gw"]
_SCHEMES = {Class.BODY: "agency-kind", Class.DOCUMENT: "document-kind", Class.PLACE: "place-level"}


@dataclass(frozen=True, slots=True)
class Property:
    """``classes``: entities that have it; ``value``: entity, string or int; ``type``: the type of its values that are entities;
    ``filters``: whether queries may narrow by it."""

    id: str
    zh: str
    en: str
    description: str
    classes: tuple[Class, ...]
    value: str
    type: str = ""
    filters: bool = True

    @property
    def name(self) -> str:
        """The name shown, in both languages."""
        return f"{self.zh} {self.en}"


@dataclass(frozen=True, slots=True)
class Type:
    """A type of entities; ``broader``: the type above it, '' for the three classes."""

    id: str
    name: str
    description: str = ""
    broader: str = ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "schema.toml").read_text(encoding="utf-8"))


@cache
def properties() -> dict[str, Property]:
    """The properties by id, in the order they are proposed."""
    classes = {"body": Class.BODY, "place": Class.PLACE, "document": Class.DOCUMENT}
    return {
        row["id"]: Property(
            row["id"],
            row["zh"],
            row["en"],
            row["description"],
            tuple(classes[name] for name in row["classes"]),
            row["value"],
            row.get("type", ""),
            row.get("filter", True),
        )
        for row in _data()["property"]
    }


class Types:
    """The types of a graph: the three classes and the kinds that entities have. ``labels``: names of kinds by IRI and language."""

    def __init__(self, entities: tuple[Entity, ...], labels: dict[str, dict[str, str]]) -> None:
        self.all = {row["id"]: Type(row["id"], f"{row['zh']} {row['en']}", row["description"]) for row in _data()["type"]}
        used = sorted({(entity.type, entity.kind) for entity in entities if entity.kind})
        for kind, iri in used:
            if iri.startswith(f"{GWK}{_SCHEMES[kind]}/"):
                names = labels.get(iri, {})
                name = " ".join(filter(None, (names.get("zh"), names.get("en")))) or iri.rpartition("/")[2]
                self.all[_short(iri)] = Type(_short(iri), name, broader=kind.value)

    def get(self, name: str) -> Type | None:
        """A type by its id or its full IRI."""
        if (found := self.all.get(name)) is not None:
            return found
        return next((self.all.get(f"{prefix}:{name.removeprefix(iri)}") for prefix, iri in PREFIXES.items() if name.startswith(iri)), None)

    def of(self, entity: Entity) -> list[Type]:
        """An entity's types: its kind, when it has one, then its class."""
        found = [self.all[_short(entity.kind)]] if _short(entity.kind) in self.all else []
        return [*found, self.all[entity.type.value]]

    def record(self, one: Type) -> dict[str, Any]:
        """A type as JSON (type.json of the specification)."""
        record: dict[str, Any] = {"id": one.id, "name": one.name}
        if one.description:
            record["description"] = one.description
        if one.broader:
            record["broader"] = [{"id": one.broader, "name": self.all[one.broader].name}]
        return record


def _short(iri: str) -> str:
    """gwk:agency-kind/court."""
    return f"gwk:{iri.removeprefix(str(GWK))}"
