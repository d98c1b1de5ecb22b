"""Places by code, name and path of names (昆明市官渡区): those of the graph and those of the gazetteer (GB/T 2260)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from extract.links.values import division_code, plain_name
from ontology.places import Gazetteer, short_name

_LONGEST = 60  # code points: no path of divisions' names is longer


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the graph: what it is called, and the place it is in ('' when the graph does not say)."""

    names: tuple[str, ...]
    parent: str = ""


class Atlas:
    """``base``: IRI the data's IRIs start with; ``known``: the graph's places by IRI, beside those that the gazetteer lists.

    A place is named by its IRI, whether the graph holds it or not: that several listed places bear a name makes it ambiguous even
    where the graph speaks of one of them only.
    """

    def __init__(self, gazetteer: Gazetteer, known: Mapping[str, Known], base: str) -> None:
        self._base = f"{base}place/"
        self._gazetteer = gazetteer
        self._known = known
        self._names: dict[str, set[str]] = defaultdict(set)
        for code, place in gazetteer.by_code.items():
            for name in {place.name, short_name(place.name)}:
                self._names[plain_name(name)].add(self._base + code)
        for iri, place_known in known.items():
            for name in place_known.names:
                self._names[plain_name(name)].add(iri)

    def __contains__(self, iri: str) -> bool:
        """Whether the graph holds the place."""
        return iri in self._known

    def by_code(self, value: str) -> str | None:
        """The IRI of a listed place by its code."""
        code = division_code(value)
        iri = f"{self._base}{code}"
        return iri if code and (code in self._gazetteer.by_code or iri in self._known) else None

    def by_name(self, value: str) -> frozenset[str]:
        """The places that a name, or a path of names (province, prefecture, county), may mean."""
        name = plain_name(value)
        return frozenset(self._path(name)) if name and len(name) <= _LONGEST else frozenset()

    def means(self, value: str) -> frozenset[str]:
        """The places that a code or a name may mean."""
        found = self.by_code(value)
        return frozenset({found}) if found else self.by_name(value)

    def _path(self, name: str) -> set[str]:
        found = set(self._names.get(name, ()))
        for length in range(2, len(name) - 1):
            if uppers := self._names.get(name[:length]):
                found |= {iri for iri in self._path(name[length:]) if uppers & set(self.ancestors(iri))}
        return found

    def names(self, iri: str) -> tuple[str, ...]:
        """What a place is called, its full name first."""
        if iri in self._known:
            return self._known[iri].names
        listed = self._gazetteer.by_code.get(iri.removeprefix(self._base))
        return (listed.name,) if listed else ()

    def located(self, iri: str) -> bool:
        """Whether it is known which places a place is in."""
        return iri.removeprefix(self._base) in self._gazetteer.by_code or bool(self._parent(iri))

    def ancestors(self, iri: str) -> list[str]:
        """The places a place is in, nearest first; empty when nothing tells."""
        found: list[str] = []
        while (iri := self._parent(iri)) and iri not in found:
            found.append(iri)
        return found

    def _parent(self, iri: str) -> str:
        known = self._known.get(iri)
        if known and known.parent:
            return known.parent
        listed = self._gazetteer.by_code.get(iri.removeprefix(self._base))
        return f"{self._base}{listed.parent}" if listed and listed.parent else ""
