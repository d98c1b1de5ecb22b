"""A network: the nodes and edges that the graph formats (GraphML, GEXF, Cytoscape JSON, SVG, CSV) write."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.exports.span import Span
from server.exports.words import words


@dataclass(slots=True)
class Node:
    """A thing or a statement. ``iri``: its identifier; ``label``: Chinese; ``kind``: IRI of the concept it is classified by;
    ``event``: whether it has a date of its own (a letter, a statement), so that its span is when it is, not when it is spoken of;
    ``weight``: as the view says; ``evidence``: annotations that back it."""

    iri: str
    label: str
    cls: str
    label_en: str = ""
    kind: str = ""
    event: bool = False
    weight: int = 0
    evidence: int = 0
    span: Span = field(default_factory=Span)

    def attributes(self) -> dict[str, str | int]:
        """What the formats say of it, in their order; what is not known is left out. Spans keep the printed precision."""
        return _present(
            {
                "label": self.label,
                "label_en": self.label_en,
                **_named("class", self.cls),
                **(_named("kind", self.kind) if self.kind else {}),
                **self.span.attributes(),
                "weight": self.weight,
                "evidence": self.evidence,
            }
        )


@dataclass(slots=True)
class Edge:
    """A relation of two nodes. ``relation``: IRI of the property, class or role that says which; ``weight``: as the view says;
    ``evidence``: annotations that back it, 0 for a relation that no words of a letter are marked for (a body's place)."""

    source: str
    target: str
    relation: str
    weight: int = 0
    evidence: int = 0
    span: Span = field(default_factory=Span)

    def attributes(self) -> dict[str, str | int]:
        """What the formats say of it, in their order; what is not known is left out."""
        label = words(self.relation)
        return _present(
            {
                "label": label.zh,
                "label_en": label.en,
                "relation": self.relation,
                **self.span.attributes(),
                "weight": self.weight,
                "evidence": self.evidence,
            }
        )


@dataclass(slots=True)
class Network:
    """Nodes by IRI and edges by (source, target, relation). ``view``: which part of the graph it shows; ``directed``: whether an edge
    has a direction."""

    view: str
    directed: bool
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)

    def edge(self, source: str, target: str, relation: str) -> Edge:
        """The edge, made when it is new; an undirected one runs from the smaller IRI."""
        if not self.directed and target < source:
            source, target = target, source
        return self.edges.setdefault((source, target, relation), Edge(source, target, relation))

    def sorted_nodes(self) -> list[Node]:
        """Nodes in the order of their IRIs, so that the same graph gives the same bytes."""
        return [self.nodes[iri] for iri in sorted(self.nodes)]

    def sorted_edges(self) -> list[Edge]:
        """Edges in the order of their ends and relation."""
        return [self.edges[key] for key in sorted(self.edges)]

    def parallel(self) -> bool:
        """Whether two nodes have more than one edge."""
        return len({key[:2] for key in self.edges}) < len(self.edges)


def _named(prefix: str, iri: str) -> dict[str, str]:
    return {prefix: iri, f"{prefix}_zh": words(iri).zh, f"{prefix}_en": words(iri).en}


def _present(values: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in values.items() if value != ""}
