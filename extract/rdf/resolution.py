"""The graph of who is who ("Who is who" of docs/model.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from extract.rdf.concepts import concept
from extract.rdf.nquads import sorted_nquads
from extract.rdf.terms import ELI, GW, SKOS_, TYPE, date, text, zh
from extract.resolution.judgement import Judgement
from extract.resolution.resolve import Resolution
from ontology.namespaces import ID_BASE, id_namespace

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def resolution_nquads(resolution: Resolution, base: str = ID_BASE) -> bytes:
    """``id:graph/resolution`` as N-Quads, sorted lines: what every body and document stands for (``gw:canonical``), its names, and the
    judgements."""
    namespace = str(id_namespace(base))
    graph = NamedNode(f"{namespace}graph/resolution")
    return sorted_nquads(Quad(*triple, graph) for triple in _triples(resolution, namespace))


def _triples(resolution: Resolution, base: str) -> Iterator[Triple]:
    for thing, standing in resolution.canonical.items():
        yield NamedNode(base + thing), GW.canonical, NamedNode(base + standing)
    for thing, naming in resolution.names.items():
        node = NamedNode(base + thing)
        yield node, SKOS_.prefLabel, zh(naming.preferred)
        for name in naming.others:
            yield node, SKOS_.altLabel, zh(name)
    for document, implemented in resolution.implements:
        yield NamedNode(base + document), ELI.implements, NamedNode(base + implemented)
    for judgement in resolution.judgements:
        yield from _judgement(judgement, base)


def _judgement(judgement: Judgement, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{base}judgement/{hashlib.sha256(judgement.line().encode()).hexdigest()[:16]}")
    outcome = concept("judgement", judgement.outcome)
    yield node, TYPE, GW.Judgement
    yield node, GW.judged, NamedNode(base + judgement.a)
    yield node, GW.judged, NamedNode(base + judgement.b)
    yield node, GW.outcome, outcome.node
    yield outcome.node, TYPE, SKOS_.Concept  # so that the graph can be read alone
    yield outcome.node, SKOS_.prefLabel, zh(outcome.label)
    yield node, GW.judgedBy, text(judgement.who)
    yield node, GW.judgedOn, date(judgement.when)
    yield node, GW.reason, text(judgement.why)
