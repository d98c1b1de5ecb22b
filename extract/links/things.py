"""The graph's places, bodies or documents by code and by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from extract.links.atlas import Atlas, Known
from extract.links.values import division_code, document_number, plain_name, plain_title
from ontology.errors import SettingError
from ontology.namespaces import GW, PREFIXES, SCHEMA
from ontology.places import gazetteer

_HEAD = "".join(
    f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix in ("gw", "rdfs", "skos", "dct", "eli", "schema")
)
_NAMES = _HEAD + "SELECT DISTINCT ?x ?value { ?x a %s ; rdfs:label|skos:prefLabel|skos:altLabel|dct:title ?value }"
_PRINTED = _HEAD + "SELECT DISTINCT ?x ?value { ?m gw:refersTo ?x ; gw:printedForm ?value . ?x a %s }"
_CITED = _HEAD + "SELECT DISTINCT ?x ?value { ?citation gw:citedDocument ?x ; gw:citedTitle ?value }"
_NUMBERS = _HEAD + "SELECT DISTINCT ?x ?value { ?x a %s ; eli:number ?value }"
_CODES = _HEAD + "SELECT DISTINCT ?x ?value { ?x a %s ; skos:notation|gw:divisionCode ?value }"
_PARENTS = _HEAD + "SELECT DISTINCT ?x ?value { ?x a schema:AdministrativeArea ; schema:containedInPlace ?value }"
_PLACES = _HEAD + "SELECT DISTINCT ?x ?value { ?x a gw:Body ; gw:place ?value }"
_CANONICAL = _HEAD + "SELECT ?x ?value { ?x gw:canonical ?value }"
_PREFERRED = _HEAD + "SELECT ?x ?value { ?x a %s ; skos:prefLabel ?value }"


class Kind(Enum):
    """What can be linked: the class of the graph's things."""

    PLACE = str(SCHEMA.AdministrativeArea)
    BODY = str(GW.Body)
    DOCUMENT = str(GW.NormativeDocument)

    @classmethod
    def of(cls, name: str) -> Kind:
        """By name (place, body, document), prefixed name or IRI. SettingError for another."""
        for kind in cls:
            prefixed = {f"{prefix}:{kind.value.removeprefix(iri)}" for prefix, iri in PREFIXES.items() if kind.value.startswith(iri)}
            if name in {kind.name.lower(), kind.value, *prefixed}:
                return kind
        raise SettingError(f"class {name}: write place, body or document (or schema:AdministrativeArea, gw:Body, gw:NormativeDocument)")


@dataclass(slots=True)
class Things:
    """``names``: names to IRIs that stand for themselves anywhere; ``short``: printed short names (区民政局), which mean something only
    where the place is known; ``codes``: codes to IRIs; ``places``: a body's place; ``labels``: what to call each in a report.

    Every IRI is the canonical one of those that are known to be the same (``gw:canonical``).
    """

    kind: Kind
    atlas: Atlas
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    local: set[str] = field(default_factory=set)
    """Things that only one letter speaks of, by a name that does not tell which: never linked."""


def read_things(store: Store, kind: Kind, base: str) -> Things:
    """The things of a class in a graph's store."""
    ask = partial(_pairs, store)
    canonical = dict(ask(_CANONICAL))
    things = Things(kind, _atlas(ask, base))
    term = f"<{kind.value}>"
    for iri, name in ask(_PREFERRED % term):
        things.labels.setdefault(iri, name)
    for iri, name in sorted(ask(_NAMES % term)):
        things.labels.setdefault(iri, name)
    match kind:
        case Kind.PLACE:
            _codes(things, ask(_CODES % term), base)
        case Kind.BODY:
            _bodies(things, ask, canonical, base)
        case Kind.DOCUMENT:
            for iri, title in (*ask(_NAMES % term), *ask(_CITED)):
                things.names[plain_title(title)].add(canonical.get(iri, iri))
            for iri, number in ask(_NUMBERS % term):
                if code := document_number(number):
                    things.codes[code].add(canonical.get(iri, iri))
    return things


def _pairs(store: Store, query: str) -> Iterator[tuple[str, str]]:
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    for solution in answer:
        first, second = solution["x"], solution["value"]
        if isinstance(first, NamedNode) and isinstance(second, NamedNode | Literal):
            yield first.value, second.value


def _atlas(ask: partial[Iterator[tuple[str, str]]], base: str) -> Atlas:
    names: dict[str, list[str]] = defaultdict(list)
    for iri, name in sorted(ask(_NAMES % "schema:AdministrativeArea")):
        names[iri].append(name)
    parents = dict(sorted(ask(_PARENTS)))
    return Atlas(gazetteer(), {iri: Known(tuple(found), parents.get(iri, "")) for iri, found in names.items()}, base)


def _codes(things: Things, notations: Iterator[tuple[str, str]], base: str) -> None:
    """Codes of places: those the graph says, and those their IRIs are made of."""
    own = re.compile(re.escape(base) + r"place/([0-9]{6}|[0-9]{9})", re.ASCII)
    found = [(iri, match[1]) for iri in things.labels if (match := own.fullmatch(iri))]
    for iri, code in (*notations, *found):
        if division := division_code(code):
            things.codes[division].add(iri)


def _bodies(things: Things, ask: partial[Iterator[tuple[str, str]]], canonical: dict[str, str], base: str) -> None:
    placed = dict(sorted(ask(_PLACES)))
    unresolved = re.compile(re.escape(base) + r"body/[0-9a-f]{16}/.*", re.ASCII)
    for iri, name in (*ask(_NAMES % "gw:Body"), *ask(_PRINTED % "gw:Body")):
        meant = canonical.get(iri, iri)
        place = placed.get(iri) or placed.get(meant)
        if place:
            things.places.setdefault(meant, place)
        if unresolved.fullmatch(meant):
            things.local.add(meant)
        full = name in (things.labels.get(meant), things.labels.get(iri)) or _tells_place(name, place, things.atlas)
        (things.names if full and meant not in things.local else things.short)[plain_name(name)].add(meant)


def _tells_place(name: str, place: str | None, atlas: Atlas) -> bool:
    """Whether a body's name starts with the name of its place, or of a place that one is in."""
    above = [place, *atlas.ancestors(place)] if place else []
    return any(name.startswith(own) and name != own for iri in above for own in atlas.names(iri))
