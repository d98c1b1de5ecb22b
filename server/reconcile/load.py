"""The entities of a store: canonical nodes, with what is said of all the nodes they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from ontology.errors import GongwenError
from ontology.namespaces import ID_BASE, PREFIXES
from server.reconcile.entities import Class, Entities, Entity

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

MOST = 500_000
"""Entities that an index holds; a larger graph is refused, not cut."""
MOST_NAMES = 60
"""Other names kept of one entity, in alphabetical order."""

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_LETTER = re.compile(r"(.*[/#])letter/[0-9a-f]{16}")
_ENTITY = re.compile(r"(.*?[/#])(?:body|place|document)/.+")

_CANONICAL = "SELECT ?s ?o { ?s gw:canonical ?o }"
_MEMBERS = "SELECT DISTINCT ?s { ?s a %s }"
_LETTERS = "SELECT DISTINCT ?s ?o { VALUES ?type { %s } GRAPH ?o { ?s a ?type . ?letter gw:sourceFile ?file } }"
_SOME_LETTER = "SELECT ?s { ?s gw:sourceFile ?file } LIMIT 1"
_LABELS = "SELECT ?s ?o { ?s skos:inScheme ?scheme ; skos:prefLabel ?o }"
_CODES = "SELECT ?s ?o { ?s skos:notation ?o FILTER(DATATYPE(?o) IN (gw:GBT2260, gw:StatisticalCode)) }"
_FIELDS = {
    "preferred": "skos:prefLabel",
    "label": "rdfs:label|dct:title",
    "other": "skos:altLabel|eli:title_alternative|eli:title_short|^gw:citedDocument/gw:citedTitle",
    "printed": "^gw:refersTo/gw:printedForm",
    "kind": "gw:agencyKind|gw:documentKind|gw:placeLevel",
    "place": "gw:place",
    "parent": "schema:containedInPlace|org:subOrganizationOf",
    "former": "gw:formerName",
    "number": "eli:number|^gw:citedDocument/gw:citedNumber",
    "date": "eli:date_document|dct:issued|dct:date",
    "lead": "eli:passed_by",
    "cosigner": "eli:countersigned_by",
    "link": "owl:sameAs|skos:exactMatch",
}
"""What is read of an entity, by property path."""


class TooManyEntities(GongwenError):
    """A graph too large to be matched against from memory."""


def load(store: Store) -> Entities:
    """All entities of a store, in order of their ids. Raises TooManyEntities."""
    canonical = dict(_pairs(store, _CANONICAL))
    base = _base(store)
    types: dict[str, Class] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for kind in Class:
        for (iri,) in _rows(store, _MEMBERS % kind):
            head = canonical.get(iri, iri)
            types.setdefault(head, kind)
            members[head].append(iri)
    if len(types) > MOST:
        raise TooManyEntities(f"the graph holds {len(types)} bodies, places and documents; reconciliation answers for {MOST} at most")
    head_of = {iri: head for head, group in members.items() for iri in group} | {head: head for head in types}
    fields = {name: _field(store, path, head_of) for name, path in _FIELDS.items()}
    fields["code"] = _by_head(_pairs(store, _CODES), head_of)
    letters: dict[str, set[str]] = defaultdict(set)
    for iri, graph in _pairs(store, _LETTERS % " ".join(Class)):
        letters[head_of.get(iri, iri)].add(graph)

    def short(iri: str) -> str:
        return head_of.get(iri, iri).removeprefix(base)

    entities = []
    for head in sorted(types):
        of = {name: values[head] for name, values in fields.items() if head in values}
        places = types[head] is Class.PLACE
        name = _name(of, head, base)
        entity = Entity(
            id=head.removeprefix(base),
            name=name,
            type=types[head],
            others=_others(name, of, () if places else of.get("printed", ())),
            kind=min(of.get("kind", ("",))),
            places=tuple(map(short, of.get("place", ()))),
            parents=tuple(dict.fromkeys(map(short, of.get("parent", ())))),
            codes=tuple(of.get("code", ())),
            numbers=tuple(of.get("number", ())),
            dates=tuple(of.get("date", ())),
            leads=tuple(dict.fromkeys(map(short, of.get("lead", ())))),
            cosigners=tuple(dict.fromkeys(map(short, of.get("cosigner", ())))),
            formers=tuple(of.get("former", ())),
            links=tuple(link for link in of.get("link", ()) if not link.startswith(base)),
            letters=len(letters.get(head, ())),
            members=tuple(sorted({head, *members[head]})),
        )
        entities.append(entity)
    _cross(entities)
    return Entities(base, tuple(entities), _labels(store))


def _cross(entities: Iterable[Entity]) -> None:
    """Tell bodies of the documents that name them."""
    by_id = {entity.id: entity for entity in entities}
    for entity in by_id.values():
        bodies = dict.fromkeys((*entity.leads, *entity.cosigners))
        for body in bodies:
            if body in by_id:
                (by_id[body].cosigned if len(bodies) > 1 else by_id[body].issued).append(entity.id)


def _name(of: dict[str, list[str]], iri: str, base: str) -> str:
    for field in ("preferred", "label", "other", "number"):
        if field in of:
            return min(of[field], key=lambda name: (-len(name), name))
    return iri.removeprefix(base)


def _others(name: str, of: dict[str, list[str]], printed: Iterable[str]) -> tuple[str, ...]:
    names = {*of.get("preferred", ()), *of.get("label", ()), *of.get("other", ()), *(" ".join(form.split()) for form in printed)}
    return tuple(sorted(names - {name, ""})[:MOST_NAMES])


def _field(store: Store, path: str, head_of: dict[str, str]) -> dict[str, list[str]]:
    """Values by entity, sorted."""
    rows = (row for part in path.split("|") for row in _pairs(store, f"SELECT DISTINCT ?s ?o {{ ?s {part} ?o }}"))
    return _by_head(rows, head_of)


def _by_head(rows: Iterable[tuple[str, str]], head_of: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for iri, value in rows:
        if (head := head_of.get(iri)) is not None:
            found[head].add(value)
    return {head: sorted(values) for head, values in found.items()}


def _labels(store: Store) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for solution in _solutions(store, _LABELS):
        concept, label = cast("NamedNode", solution[0]), cast("Literal", solution[1])
        labels[concept.value].setdefault(label.language or "", label.value)
    return dict(labels)


def _base(store: Store) -> str:
    """What the data's IRIs start with: told by a letter's IRI, else by any entity's."""
    for query, pattern in ((_SOME_LETTER, _LETTER), *((_MEMBERS % kind + " LIMIT 1", _ENTITY) for kind in Class)):
        for (iri,) in _rows(store, query):
            if match := pattern.fullmatch(iri):
                return match[1]
    return ID_BASE


def _pairs(store: Store, query: str) -> Iterator[tuple[str, str]]:
    return cast(Iterator[tuple[str, str]], _rows(store, query))


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    for solution in _solutions(store, query):
        yield tuple(cast("NamedNode | BlankNode | Literal", term).value for term in solution)


def _solutions(store: Store, query: str) -> QuerySolutions:
    return cast("QuerySolutions", store.query(_PROLOGUE + query))
