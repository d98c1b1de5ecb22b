"""What can be matched: a body, a place or a document, with all that queries compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Class(StrEnum):
    """The three classes of entities; the value is the type's identifier."""

    BODY = "gw:Body"
    PLACE = "schema:AdministrativeArea"
    DOCUMENT = "gw:NormativeDocument"


@dataclass(slots=True)
class Entity:
    """A canonical node of the graph. Fields that a class has not, or the graph does not know, are empty.

    ``id``: the IRI without the base of the data; ``name``: canonical name, or title; ``others``: other printed names; ``kind``: IRI of
    the kind of body or document, or the level of the place; ``places``: ids of the places of a body; ``parents``: ids of the places
    that contain a place, of the bodies above a body; ``codes``: GB/T 2260; ``numbers``: document numbers as printed; ``dates``: ISO
    8601; ``leads``: ids of the bodies that issued a document, ``cosigners``: of those that cosigned it; ``cosigned``, ``issued``: ids of
    a body's documents; ``formers``: names that a
    place had before; ``links``: IRIs elsewhere; ``letters``: how many letters name it; ``members``: IRIs of the nodes it stands for.
    """

    id: str
    name: str
    type: Class
    others: tuple[str, ...] = ()
    kind: str = ""
    places: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    cosigners: tuple[str, ...] = ()
    cosigned: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    formers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    letters: int = 0
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and the others."""
        return (self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a graph. ``base``: what the data's IRIs start with; ``labels``: names of kinds by IRI and language."""

    base: str
    all: tuple[Entity, ...]
    labels: dict[str, dict[str, str]]
