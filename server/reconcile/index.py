"""The names of a graph's entities, ready to be searched. Made once for a store, held in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from server.reconcile.entities import Class, Entities, Entity
from server.reconcile.ngrams import Pairs
from server.reconcile.places import Places
from server.reconcile.properties import Comparison
from server.reconcile.schema import Types
from server.reconcile.short_forms import MARK, FullForms, full_form, national_form
from server.reconcile.text import find_number, issued_title, title_key, without_last_bracket


class Names:
    """The names of one class of entities, by their pairs of characters."""

    def __init__(self, names: dict[str, list[int]]) -> None:
        self.names = sorted(names)
        self.owners = [names[name] for name in self.names]
        self._pairs = Pairs(self.names)

    def near(self, text: str, most: int) -> list[tuple[str, list[int]]]:
        """Names like ``text`` with the numbers of the entities that bear them."""
        return [(self.names[number], self.owners[number]) for number in self._pairs.near(text, most)]

    def starting(self, prefix: str) -> Iterable[int]:
        """Numbers of the entities with a name that starts with ``prefix``, in the names' order, repeated when several names do."""
        for position in range(bisect_left(self.names, prefix), len(self.names)):
            if not self.names[position].startswith(prefix):
                return
            yield from self.owners[position]


class Index:
    """All that a query is looked up in. ``exact``: entities by folded name, True where it is the canonical one; ``cores``: bodies by what
    their names hold beside the place; ``located``: the same by place too; ``national``: bodies without a
    place; ``numbers``: documents by number; ``bases``: by title without
    the last bracket; ``tails``: by title without the body in front, or without 关于印发…的通知 around;
    ``formers``: places by a name they had before."""

    def __init__(self, entities: Entities, full: FullForms = full_form) -> None:
        self.base = entities.base
        self.entities: Sequence[Entity] = entities.all
        self.labels = entities.labels
        self.full = full
        self.ids = {entity.id: number for number, entity in enumerate(self.entities)}
        self._plain_ids = {plain_id(entity.id): number for number, entity in enumerate(self.entities)}
        self.types = Types(entities.all, entities.labels)
        self.places = Places(self.entities)
        by_id = {entity.id: entity for entity in self.entities}
        self.comparison = Comparison(by_id, self.places, entities.labels)
        self.exact: dict[str, dict[int, bool]] = defaultdict(dict)
        self.cores: dict[str, list[int]] = defaultdict(list)
        self.located: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.national: dict[str, list[int]] = defaultdict(list)
        self.numbers: dict[str, list[int]] = defaultdict(list)
        self.bases: dict[str, list[int]] = defaultdict(list)
        self.tails: dict[str, list[int]] = defaultdict(list)
        self.formers: dict[str, list[int]] = defaultdict(list)
        self.by_place: dict[str, list[int]] = defaultdict(list)
        self.by_kind: dict[str, list[int]] = defaultdict(list)
        self.by_type: dict[Class, list[int]] = {kind: [] for kind in Class}
        for number in sorted(range(len(self.entities)), key=lambda n: (-self.entities[n].letters, self.entities[n].id)):
            self._add(number, self.entities[number])
        self.names = {kind: Names(self._names_of(kind)) for kind in Class}

    def _add(self, number: int, entity: Entity) -> None:
        self.by_type[entity.type].append(number)
        if entity.kind:
            self.by_kind[entity.kind].append(number)
        for name in entity.names:
            key = title_key(name)
            self.exact[key][number] = self.exact[key].get(number, False) or name == entity.name
        if entity.type is Class.BODY and entity.places:
            self._add_body(number, entity)
        elif entity.type is Class.BODY:
            for name in entity.names:
                self.national[national_form(title_key(name))].append(number)
        elif entity.type is Class.DOCUMENT:
            self._add_document(number, entity)
        elif entity.type is Class.PLACE:
            for name in self.places.names(entity.id):
                self.exact[name].setdefault(number, False)
            for name in entity.formers:
                self.formers[title_key(name)].append(number)

    def _add_body(self, number: int, entity: Entity) -> None:
        own = set(entity.places)
        for place in entity.places:
            self.by_place[place].append(number)
        for name in entity.names:
            split = self.places.split(title_key(name))
            if split.level or not split.chain or own & self.places.called(split.chain[-1]):
                core = self.full(split.core)
                if core != MARK and number not in self.cores[core][-1:]:
                    self.cores[core].append(number)
                    for place in entity.places:
                        self.located[core, place].append(number)

    def _add_document(self, number: int, entity: Entity) -> None:
        for printed in entity.numbers:
            if found := find_number(printed):
                self.numbers[found.key].append(number)
            self.exact[title_key(printed)].setdefault(number, False)
        for name in entity.names:
            key = title_key(name)
            if (base := without_last_bracket(key)) != key:
                self.bases[base].append(number)
            _, about, rest = key.partition("关于")
            if about and rest and not key.startswith("关于"):
                self.tails[f"关于{rest}"].append(number)
            if inner := issued_title(key):
                self.tails[inner].append(number)

    def _names_of(self, kind: Class) -> dict[str, list[int]]:
        """Names that stand alone: 区民政局 is borne by every district, so characters do not tell whose it is."""
        names: dict[str, list[int]] = {}
        for number in self.by_type[kind]:
            for name in self.entities[number].names:
                key = title_key(name)
                placed = kind is Class.BODY and bool(self.entities[number].places) and name != self.entities[number].name
                if placed and not self.places.split(key).chain:
                    continue
                if key and number not in names.setdefault(key, []):
                    names[key].append(number)
        return names

    def find(self, identifier: str) -> int | None:
        """The number of an entity by its identifier, its IRI, or the IRI of a node it stands for; percent-encoded once more or once less
        than it is, as clients do."""
        name = identifier.strip().removeprefix(self.base)
        if (number := self.ids.get(name)) is not None:
            return number
        return self._plain_ids.get(plain_id(name))


def plain_id(identifier: str) -> str:
    """An identifier with nothing percent-encoded, by which those that differ in that alone meet."""
    for _ in range(2):
        identifier = unquote(identifier)
    return identifier.replace("+", " ")
