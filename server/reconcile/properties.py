"""Whether what a query says of an entity agrees with the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from server.reconcile.entities import Class, Entity
from server.reconcile.places import Places, code_of
from server.reconcile.protocol import Value
from server.reconcile.text import find_number, fold, title_key

AGREES, UNKNOWN, DISAGREES = 1.0, 0.5, 0.0
REMEMBERED = 2000
"""Values whose places are kept: a column of a table has few, again and again."""
_DATE = re.compile(r"((?:19|20)\d\d)(?:\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?)?(?:\D.*)?$")


class Comparison:
    """Compares values of a query's properties with an entity's. ``ids``: entities by id; ``labels``: names of kinds by IRI."""

    def __init__(self, ids: Mapping[str, Entity], places: Places, labels: Mapping[str, Mapping[str, str]]) -> None:
        self._ids, self._places, self._labels = ids, places, labels
        self._meant: dict[Value, set[str]] = {}
        self._by_property: dict[str, Callable[[Entity, Value], float]] = {
            "name": self._name,
            "alias": self._name,
            "kind": self._kind,
            "place": self._place,
            "code": self._code,
            "parent": self._parent,
            "number": self._number,
            "date": self._date,
            "issuer": self._issuer,
            "cosigned": lambda entity, value: self._among(entity.cosigned, value),
            "issued": lambda entity, value: self._among(entity.issued, value),
            "link": lambda entity, value: _told(value.text in entity.links, bool(entity.links)),
        }

    def agreement(self, entity: Entity, pid: str, values: Iterable[Value]) -> float | None:
        """AGREES when any value agrees, UNKNOWN when the graph does not tell, DISAGREES; None for a property that is not compared."""
        compare = self._by_property.get(pid)
        return max((compare(entity, value) for value in values), default=UNKNOWN) if compare else None

    def _name(self, entity: Entity, value: Value) -> float:
        return _told(value.id == entity.id or title_key(value.text) in map(title_key, entity.names), True)

    def _kind(self, entity: Entity, value: Value) -> float:
        if not entity.kind:
            return UNKNOWN
        notation = entity.kind.rpartition("/")[2]
        said = {value.id, value.text, value.text.rpartition("/")[2], value.id.rpartition("/")[2]}
        return _told(bool(said & {entity.kind, notation, *self._labels.get(entity.kind, {}).values()}), True)

    def _place(self, entity: Entity, value: Value) -> float:
        """The body's own place agrees; one around it, or one in it, neither agrees nor not."""
        own = set(entity.places)
        if not own:
            return UNKNOWN
        meant = self.meant_places(value)
        if meant & own:
            return AGREES
        around = {outer for place in own for outer in self._places.ancestors(place)}
        return UNKNOWN if meant & around else DISAGREES

    def _code(self, entity: Entity, value: Value) -> float:
        places = (entity.id,) if entity.type is Class.PLACE else entity.places
        codes = {code_of(code) for place in places if place in self._places.by_id for code in self._places.by_id[place].codes}
        said = code_of(value.text)
        if not codes or not said:
            return UNKNOWN
        return AGREES if said in codes else UNKNOWN if any(_within(code, said) for code in codes) else DISAGREES

    def _parent(self, entity: Entity, value: Value) -> float:
        if entity.type is Class.PLACE:
            above = set(self._places.ancestors(entity.id))
        else:
            above = {outer for place in entity.places for outer in self._places.ancestors(place)} | set(entity.parents)
        if not above:
            return UNKNOWN
        return _told(bool(above & self.meant_places(value)) or self._among(entity.parents, value) == AGREES, True)

    def _number(self, entity: Entity, value: Value) -> float:
        said = find_number(value.text)
        keys = {number.key for number in map(find_number, entity.numbers) if number}
        if said and keys:
            return _told(said.key in keys, True)
        return _told(fold(value.text) in map(fold, entity.numbers), bool(entity.numbers))

    def _date(self, entity: Entity, value: Value) -> float:
        """Dates agree as far as both say; without a date, the year of the document's number tells."""
        if not (said := _parts(value.text)):
            return UNKNOWN
        for known in filter(None, map(_parts, entity.dates)):
            if all(a == b for a, b in zip(said, known, strict=False)):
                return AGREES
        if entity.dates:
            return DISAGREES
        years = {number.year for number in map(find_number, entity.numbers) if number}
        return UNKNOWN if not years else AGREES if said[0] in years and len(said) == 1 else UNKNOWN if said[0] in years else DISAGREES

    def _issuer(self, entity: Entity, value: Value) -> float:
        return self._among((*entity.leads, *entity.cosigners), value)

    def _among(self, ids: Iterable[str], value: Value) -> float:
        known = list(ids)
        if value.id in known and value.id:
            return AGREES
        names = {title_key(name) for one in known if one in self._ids for name in self._ids[one].names}
        return _told(title_key(value.text) in names, bool(known))

    def meant_places(self, value: Value) -> set[str]:
        """Ids of the places that a value may mean: an identifier, a code, or a name with or without those around it."""
        if (known := self._meant.get(value)) is None:
            if len(self._meant) >= REMEMBERED:
                self._meant.clear()
            known = self._meant[value] = self._places_meant(value)
        return known

    def _places_meant(self, value: Value) -> set[str]:
        if value.id in self._places.by_id:
            return {value.id}
        if code := code_of(value.text):
            return set(self._places.by_code.get(code, ()))
        name = fold(value.text)
        split = self._places.split(name)
        if split.chain and split.core == "□":
            meant = {place for place in self._places.called(split.chain[-1]) if self._places.fit(split, place) > 0}
            if meant:
                return meant
        return self._places.called(name)


def _told(agrees: bool, known: bool) -> float:
    return AGREES if agrees else DISAGREES if known else UNKNOWN


def _within(code: str, outer: str) -> bool:
    """Whether a place's code lies in that of a province (530000) or prefecture (530100)."""
    stem = outer[:6]
    stem = stem[:2] if stem.endswith("0000") else stem[:4] if stem.endswith("00") else stem
    return code != outer and code.startswith(stem)


def _parts(text: str) -> tuple[int, ...]:
    match = _DATE.match(text.strip())
    return tuple(int(part) for part in match.groups() if part) if match else ()
