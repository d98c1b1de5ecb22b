"""The reference data in memory: the ontology and the SKOS schemes, and the labels people read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from rdflib import RDFS, SKOS, Graph, Literal, URIRef

from ontology.namespaces import GWK

REFERENCE_FILES: Final = tuple(Path(__file__).with_name(name) for name in ("gongwen.ttl", "schemes.ttl"))


@cache
def load_reference() -> Graph:
    """The ontology and the schemes in one graph, read once. Callers share it and leave it as it is."""
    graph = Graph()
    for path in REFERENCE_FILES:
        graph.parse(path, format="turtle")
    return graph


@cache
def label(iri: str, lang: str = "zh") -> str | None:
    """The label of a term or concept in ``lang`` (``zh`` or ``en``), None when the reference data have none."""
    graph, subject = load_reference(), URIRef(iri)
    for predicate in (SKOS.prefLabel, RDFS.label):
        for value in graph.objects(subject, predicate):
            if isinstance(value, Literal) and value.language == lang:
                return str(value)
    return None


def concepts(scheme: str) -> dict[str, str]:
    """Notation to IRI of one scheme's concepts, in order of notation: ``concepts("level")["district"]``."""
    graph = load_reference()
    members = graph.subjects(SKOS.inScheme, GWK[scheme])
    return dict(sorted((str(graph.value(member, SKOS.notation)), str(member)) for member in members))
