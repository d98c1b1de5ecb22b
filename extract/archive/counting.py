"""What a store holds, counted for its description (VoID, https://www.w3.org/TR/void/, section 4.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from extract.rdf.description import Counts
from ontology.namespaces import PREFIXES

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix in ("gw", "dct"))
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_ENTITIES = 'SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?s { ?s ?p ?o } } FILTER(STRSTARTS(STR(?s), "%s")) }'
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"
_LINKS = _HEAD + "SELECT DISTINCT ?s ?p ?o { ?link gw:linkSubject ?s ; gw:linkPredicate ?p ; gw:linkTarget ?o }"
_LETTERS = _HEAD + "SELECT (MIN(STR(?letter)) AS ?first) { ?letter gw:sourceFile ?file }"
_PLACES = _HEAD + "SELECT DISTINCT ?place { ?letter gw:sourceFile ?file ; dct:creator/gw:place ?place } ORDER BY ?place"
_DATES = (
    _HEAD + "SELECT (MIN(STR(?date)) AS ?first) (MAX(STR(?date)) AS ?last) "
    '{ ?letter gw:sourceFile ?file ; dct:issued ?date FILTER(REGEX(STR(?date), "^[0-9]{4}(-[0-9]{2}){0,2}$")) }'
)


def count(directory: Path, base: str) -> Counts:
    """The counts over a store's default graph, the union of the graphs that were loaded. ``base``: what the data's IRIs start with."""
    store = ox.Store.read_only(str(directory))
    properties = {name: int(number) for name, number in _rows(store, _PROPERTIES)}
    ((subjects,),) = _rows(store, _SUBJECTS)
    ((entities,),) = _rows(store, _ENTITIES % base)
    ((first, last),) = _rows(store, _DATES)
    ((example,),) = _rows(store, _LETTERS)
    ((objects,),) = _rows(store, _OBJECTS)
    return Counts(
        triples=sum(properties.values()),
        entities=int(entities),
        subjects=int(subjects),
        objects=int(objects),
        classes=dict(sorted((name, int(number)) for name, number in _rows(store, _CLASSES))),
        properties=dict(sorted(properties.items())),
        linksets=dict(sorted(Counter((p, space(target)) for _, p, target in _rows(store, _LINKS)).items())),
        first=first or None,
        last=last or None,
        places=tuple(place for (place,) in _rows(store, _PLACES)),
        example=example or None,
    )


def space(iri: str) -> str:
    """What the IRIs of a data set start with, told from one: up to its last ``/`` or ``#`` with something behind it."""
    kept = iri.rstrip("/#")
    return kept[: max(kept.rfind("/"), kept.rfind("#")) + 1] or kept


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    """The answer's cells as text, '' where unbound."""
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    for solution in answer:
        yield tuple("" if cell is None else cell.value for cell in solution)
