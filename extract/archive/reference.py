"""The reference graph: what is known whatever letters say, of the things they speak of.

The ontology and the SKOS schemes, places, known documents that letters cite, and what the tables of agency kinds say of the bodies
that are present: of which kind they are, who is under whom, who guides whom, what became of what.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from extract.rdf.nquads import sorted_nquads
from extract.rdf.terms import DCT, GW, ORG, TYPE, date, text, zh
from extract.resolution.bodies import Hierarchy
from extract.resolution.resolve import Resolution
from ontology.bodies.scheme import agency, agency_scheme
from ontology.document_graph import document_quads
from ontology.documents import registry
from ontology.namespaces import ID_BASE, id_namespace, iri_segment
from ontology.place_graph import place_quads

SOURCES = ("gongwen.ttl", "schemes.ttl")


def reference_nquads(base: str = ID_BASE, resolution: Resolution | None = None) -> bytes:
    """``id:graph/reference`` as N-Quads: sorted lines, each once. ``base``: IRI the data's IRIs start with; ``resolution``: who is who
    among the bodies and documents present, None for a graph without letters.

    The sources hold no blank nodes, so lines are the same every time.
    """
    graph = NamedNode(id_namespace(base)["graph/reference"])
    folder = files("ontology")
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for name in SOURCES
        for quad in parse(folder.joinpath(name).read_bytes(), RdfFormat.TURTLE)
    ]
    quads.extend(place_quads(graph, base))
    if resolution is not None:
        cited = (unquote(identifier.removeprefix("document/")) for identifier in resolution.canonical if identifier.startswith("document/"))
        quads.extend(document_quads(base, [known for name in cited if (known := registry().by_id.get(name)) is not None]))
        quads.extend(Quad(*triple, graph) for triple in _hierarchy(resolution.hierarchy, str(id_namespace(base))))
        scheme = agency_scheme({kind for _, kind in resolution.hierarchy.kinds}).serialize(format="nt", encoding="utf-8")
        quads.extend(Quad(t.subject, t.predicate, t.object, graph) for t in parse(scheme, RdfFormat.N_TRIPLES))
    return sorted_nquads(quads)


def _hierarchy(hierarchy: Hierarchy, base: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    predicates = {"subOrganizationOf": ORG.subOrganizationOf, "guidedBy": GW.guidedBy}
    for subject, relation, target in hierarchy.relations:
        yield NamedNode(base + subject), predicates[relation], NamedNode(base + target)
    for body, kind in hierarchy.kinds:
        yield NamedNode(base + body), ORG.classification, NamedNode(agency(kind))
    for change in hierarchy.changes:
        node = NamedNode(f"{base}change/{iri_segment(change.id)}")
        yield node, TYPE, ORG.ChangeEvent
        for body in change.original:
            yield node, ORG.originalOrganization, NamedNode(base + body)
        for body in change.resulting:
            yield node, ORG.resultingOrganization, NamedNode(base + body)
        if change.date:
            yield node, DCT.date, date(change.date)
        yield node, DCT.source, text(change.source)
        if change.note:
            yield node, DCT.description, zh(change.note)
