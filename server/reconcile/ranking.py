"""From a query to its candidates: scores, their features, and whether one is a match.

Score (0 to 100): 100 × similarity of the name; with properties 70 × similarity + 30 × agreement, the mean over the properties of 1
(agrees), 0.5 (the graph does not tell) and 0 (disagrees); with properties and no name 100 × agreement. Of another type than asked for, when
``type_strict`` is should: × 0.6. A candidate is a match when it was found on exact grounds that tell which of all namesakes is meant (or a
property that agrees tells it), no property disagrees, the type is one asked for, and no other exact candidate comes within 10 points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.reconcile.entities import Class, Entity
from server.reconcile.hits import Ground, Hit
from server.reconcile.index import Index
from server.reconcile.places import code_of
from server.reconcile.properties import AGREES, DISAGREES
from server.reconcile.protocol import Query, Value
from server.reconcile.search import search
from server.reconcile.text import find_number, title_key

NAME_SHARE = 0.7
OTHER_TYPE = 0.6
MARGIN = 10.0
FILTERED = 2000
"""Entities that a query without a name looks at."""
_TELLING = ("place", "code", "parent", "number", "issuer", "link")
"""Properties that tell namesakes apart."""
_KEYS = {Class.PLACE: ("code", "link"), Class.DOCUMENT: ("number", "link"), Class.BODY: ("link",)}
"""Properties that tell an entity without a name."""


@dataclass(slots=True)
class Candidate:
    """An entity (its number) with its score. ``agreement``: by property, those that are compared only; ``agreed``: their mean, None
    without properties; ``exact``: found on grounds that may be a match, a name without its place among them once a property tells it.
    """

    number: int
    entity: Entity
    hit: Hit | None
    of_type: bool
    agreement: dict[str, float]
    agreed: float | None = None
    score: float = 0.0
    exact: bool = False
    match: bool = False

    def __post_init__(self) -> None:
        if self.agreement:
            self.agreed = sum(self.agreement.values()) / len(self.agreement)
        value = self.agreed or 0.0
        if self.hit:
            value = self.hit.similarity if self.agreed is None else NAME_SHARE * self.hit.similarity + (1 - NAME_SHARE) * self.agreed
            relative = self.hit.ground is Ground.RELATIVE and self.hit.similarity == Ground.RELATIVE.similarity
            self.exact = self.hit.ground.exact or (relative and self._agrees("place", "code"))
        else:
            self.exact = self._agrees(*_KEYS[self.entity.type])
        self.score = round(100 * value * (1 if self.of_type else OTHER_TYPE), 2)

    def _agrees(self, *pids: str) -> bool:
        return any(self.agreement.get(pid) == AGREES for pid in pids)

    @property
    def told(self) -> bool:
        """Whether name or properties tell which of all namesakes this is."""
        return self.hit is None or self.hit.told or self._agrees(*_TELLING)

    def features(self) -> dict[str, bool | float]:
        """What the score and the match rest on."""
        found: dict[str, bool | float] = {}
        if self.hit:
            found["name_similarity"] = round(100 * self.hit.similarity, 2)
            found["name_exact"] = self.exact
            found["namesake_told"] = self.told
        found["type_match"] = self.of_type
        if self.agreed is not None:
            found["property_agreement"] = round(self.agreed, 4)
            found |= {f"property_{pid}": value for pid, value in self.agreement.items()}
        found["letters"] = self.entity.letters
        return found


def candidates(index: Index, query: Query) -> list[Candidate]:
    """A query's candidates, best first; equals by how many letters name them, then by id."""
    classes = _classes(index, query)
    said = [value for pid, values in query.properties if pid in ("place", "code", "parent") for value in values]
    told = {place for value in said for place in index.comparison.meant_places(value)}
    if title_key(query.text):
        hits = {hit.entity: hit for hit in search(index, query.text, classes, frozenset(told))}
        numbers: Iterable[int] = hits
    elif query.properties:
        hits, numbers = {}, _filtered(index, query)
    else:
        return []
    found = []
    for number in numbers:
        entity = index.entities[number]
        of_type = _of_type(index, entity, query)
        if entity.type in classes and (of_type or query.strict == "should"):
            found.append(Candidate(number, entity, hits.get(number), of_type, _agreement(index, entity, query)))
    found.sort(key=lambda candidate: (-candidate.score, not candidate.exact, -candidate.entity.letters, candidate.entity.id))
    if not hits:
        found = [candidate for candidate in found if candidate.score > 0]
    _decide(found)
    return found[: query.limit]


def _decide(found: list[Candidate]) -> None:
    """Mark the match, if there is one."""
    if not found or not (best := found[0]).exact or not best.told or not best.of_type or DISAGREES in best.agreement.values():
        return
    best.match = not any(other.exact and best.score - other.score < MARGIN for other in found[1:])


def _classes(index: Index, query: Query) -> set[Class]:
    """The classes that may hold candidates."""
    if not query.types or query.strict == "should":
        return set(Class)
    found = [index.types.get(name) for name in query.types]
    return {Class(one.broader or one.id) for one in found if one}


def _of_type(index: Index, entity: Entity, query: Query) -> bool:
    if not query.types:
        return True
    own = {one.id for one in index.types.of(entity)}
    asked = [one.id if (one := index.types.get(name)) else "" for name in query.types]
    return all(name in own for name in asked) if query.strict == "all" else any(name in own for name in asked)


def _agreement(index: Index, entity: Entity, query: Query) -> dict[str, float]:
    agreement: dict[str, float] = {}
    for pid, values in query.properties:
        found = index.comparison.agreement(entity, pid, [value for value in values if value.text.strip() or value.id])
        if found is not None and any(value.text.strip() or value.id for value in values):
            agreement[pid] = min(found, agreement.get(pid, 1.0))
    return agreement


def _filtered(index: Index, query: Query) -> list[int]:
    """Entities that one of the properties leads to."""
    found: dict[int, None] = {}
    for pid, values in query.properties:
        for value in values:
            found.update(dict.fromkeys(_led_to(index, pid, value)))
    return list(found)[:FILTERED]


def _led_to(index: Index, pid: str, value: Value) -> Iterable[int]:
    match pid:
        case "code":
            for place in index.places.by_code.get(code_of(value.text), ()):
                yield from (index.ids[place], *index.by_place.get(place, ()))
        case "place":
            for place in sorted(index.comparison.meant_places(value)):
                yield from index.by_place.get(place, ())
        case "number" if printed := find_number(value.text):
            yield from index.numbers.get(printed.key, ())
        case "name" | "alias" | "number":
            yield from index.exact.get(title_key(value.text), ())
        case "issuer" | "cosigned" | "issued":
            about = [value.id] if value.id else [index.entities[number].id for number in index.exact.get(title_key(value.text), ())]
            for identifier in about:
                if (number := index.find(identifier)) is not None:
                    yield from _beside(index, index.entities[number])
        case "kind":
            for kind, names in index.labels.items():
                if value.text in names.values() or kind in (value.text, value.id):
                    yield from index.by_kind.get(kind, ())
        case "link":
            yield from (number for number, entity in enumerate(index.entities) if value.text and value.text in entity.links)


def _beside(index: Index, entity: Entity) -> Iterable[int]:
    """The documents of a body, the bodies of a document."""
    for identifier in (*entity.cosigned, *entity.issued, *entity.leads, *entity.cosigners):
        if identifier in index.ids:
            yield index.ids[identifier]
