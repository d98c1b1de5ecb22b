"""The kinds as a SKOS scheme: ``https://gongwen.example/scheme/agency/civil-affairs``, each tied to its class in the agency-kind scheme."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from ontology.bodies.links import cited
from ontology.bodies.tables import kinds
from ontology.namespaces import GWK, bind_prefixes, concept

SCHEME: Final = GWK["agency"]


def agency(kind: str) -> URIRef:
    """The IRI of a kind's concept."""
    return concept("agency", kind)


def agency_scheme(only: Collection[str] | None = None) -> Graph:
    """The scheme ``gwk:agency``: labels zh and en, other full forms and short forms, the class and sources. ``only``: ids of the kinds
    wanted, None for all."""
    graph = bind_prefixes(Graph())
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    graph.add((SCHEME, SKOS.prefLabel, Literal("机关单位种类", "zh")))
    graph.add((SCHEME, SKOS.prefLabel, Literal("kinds of agencies", "en")))
    for kind in kinds().values() if only is None else [kinds()[kind] for kind in sorted(only)]:
        node = agency(kind.id)
        for predicate, value in (
            (RDF.type, SKOS.Concept),
            (SKOS.notation, Literal(kind.id)),
            (SKOS.prefLabel, Literal(kind.label, "zh")),
            (SKOS.prefLabel, Literal(kind.label_en, "en")),
            (SKOS.inScheme, SCHEME),
            (SKOS.topConceptOf, SCHEME),
            (SKOS.broadMatch, concept("agency-kind", kind.scheme)),
        ):
            graph.add((node, predicate, value))
        graph.add((SCHEME, SKOS.hasTopConcept, node))
        for name in (*kind.full_forms, *kind.national, *kind.short, *kind.national_short):
            if name.replace("{}", "") != kind.label:
                graph.add((node, SKOS.altLabel, Literal(name.replace("{}", "…") if not name.startswith("{}") else name[2:], "zh")))
        for source in kind.sources:
            if source != "printed":
                graph.add((node, DCTERMS.source, Literal(cited(source), "zh")))
    return graph
