"""The bodies and documents that letters name, as resolution sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body. ``id``: its IRI without the data's base; ``name``: canonical in its letters; ``place``: identifier of its place (a code, or
    the name of an unlisted one) or None; ``kind``: notation of the agency kind or None; ``forms``: as printed, sorted."""

    id: str
    name: str
    place: str | None
    kind: str | None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document. ``id``: its IRI without the data's base; ``titles``, ``numbers``: what letters call it, sorted; ``implements``: ids of
    those that it carries out, as letters say."""

    id: str
    titles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """All of one letter, or of many: each id once, sorted. ``places``: (identifier, name)."""

    bodies: tuple[BodyRecord, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> Json:
        """As kept in ``letters/NAME.json``: rows without names of columns, for there are thousands."""
        return {
            "bodies": [[b.id, b.name, b.place, b.kind, list(b.forms)] for b in self.bodies],
            "documents": [[d.id, list(d.titles), list(d.numbers), list(d.implements)] for d in self.documents],
            "places": [list(place) for place in self.places],
        }

    @classmethod
    def from_json(cls, data: Json) -> Entities:
        return cls(
            tuple(BodyRecord(id_, name, place, kind, tuple(forms)) for id_, name, place, kind, forms in data["bodies"]),
            tuple(DocumentRecord(id_, *(tuple(names) for names in rest)) for id_, *rest in data["documents"]),
            tuple((identifier, name) for identifier, name in data["places"]),
        )


def together(parts: Iterable[Entities]) -> Entities:
    """The entities of several letters, the forms and titles of each united."""
    bodies: dict[str, BodyRecord] = {}
    documents: dict[str, DocumentRecord] = {}
    places: set[tuple[str, str]] = set()
    for part in parts:
        places.update(part.places)
        for body in part.bodies:
            if (known := bodies.get(body.id)) is not None:
                place, kind = known.place or body.place, known.kind or body.kind
                body = BodyRecord(body.id, known.name, place, kind, _union(known.forms, body.forms))
            bodies[body.id] = body
        for document in part.documents:
            if (cited := documents.get(document.id)) is not None:
                document = DocumentRecord(
                    document.id,
                    _union(cited.titles, document.titles),
                    _union(cited.numbers, document.numbers),
                    _union(cited.implements, document.implements),
                )
            documents[document.id] = document
    return Entities(tuple(bodies[key] for key in sorted(bodies)), tuple(documents[key] for key in sorted(documents)), tuple(sorted(places)))


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one if one == other else tuple(sorted({*one, *other}))
