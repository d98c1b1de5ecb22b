"""From a notation or a Chinese label to the concept of a SKOS scheme (``ontology/schemes.ttl``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import SKOS

import ontology
from extract.rdf.iris import concept_iri
from ontology.namespaces import GWK


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept and its Chinese label. ``known``: a scheme declares it; else the label is the word that was given."""

    node: ox.NamedNode
    notation: str
    label: str
    known: bool


def concept(scheme: str, name: str) -> Concept:
    """The concept of ``scheme`` with this notation or Chinese label; an unknown name gives one that only the word describes."""
    return _index().get((scheme, name)) or Concept(concept_iri(scheme, name), name, name, known=False)


def find_concept(scheme: str, name: str) -> Concept | None:
    """Like ``concept``, None when no scheme declares it."""
    return _index().get((scheme, name))


@cache
def _index() -> dict[tuple[str, str], Concept]:
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    for triple in ox.parse(path=str(Path(ontology.__file__).parent / "schemes.ttl"), format=ox.RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.Literal):
            continue
        if triple.predicate.value == str(SKOS.notation):
            names[subject.value] = value.value
        elif triple.predicate.value == str(SKOS.prefLabel) and value.language == "zh":
            labels[subject.value] = value.value
    index: dict[tuple[str, str], Concept] = {}
    for iri, notation in sorted(names.items()):
        scheme = iri.removeprefix(str(GWK)).partition("/")[0]
        found = Concept(ox.NamedNode(iri), notation, labels.get(iri, notation), known=True)
        index[scheme, notation] = found
        index.setdefault((scheme, found.label), found)
    return index
