"""The reference graph: the ontology, the SKOS schemes and the places that letters' facts point to."""

from __future__ import annotations

from importlib.resources import files

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from extract.rdf.nquads import sorted_nquads
from ontology.namespaces import ID_BASE, id_namespace
from ontology.place_graph import place_quads

SOURCES = ("gongwen.ttl", "schemes.ttl")


def reference_nquads(base: str = ID_BASE) -> bytes:
    """``id:graph/reference`` as N-Quads: sorted lines, each once. ``base``: IRI the data's IRIs start with.

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
    return sorted_nquads(quads)
