"""Which nodes are one thing: the one place where exports read the judgements of resolution (``gw:canonical``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

_CANONICAL = """
SELECT DISTINCT ?node ?canonical ?name ?language WHERE {
  ?node gw:canonical ?canonical .
  OPTIONAL { ?canonical skos:prefLabel ?label . BIND(STR(?label) AS ?name) BIND(LANG(?label) AS ?language) }
}
"""


def select(store: Store, query: str) -> QuerySolutions:
    """The rows of a SELECT of ours: our prefixes are put in front of it."""
    from pyoxigraph import QuerySolutions

    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    found = store.query(head + query)
    assert isinstance(found, QuerySolutions)
    return found


def text(term: object) -> str:
    """The IRI or the lexical form of a term, ``""`` for an unbound one."""
    return "" if term is None else str(getattr(term, "value", ""))


@dataclass(frozen=True, slots=True)
class Canonical:
    """``nodes``: node IRI to the IRI of the thing it is; ``names``: (thing's IRI, language) to its preferred label."""

    nodes: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, iri: str) -> str:
        """The thing that a node is; a node that resolution says nothing of stands for itself."""
        return self.nodes.get(iri, iri)

    def name(self, iri: str, language: str = "zh") -> str | None:
        """The preferred label of a node's thing in a language."""
        return self.names.get((self.of(iri), language))


def read_canonical(store: Store) -> Canonical:
    """What the graph's resolution says; empty when it has none. Of several answers for one node the first in order counts."""
    found = Canonical()
    rows = ((text(r["node"]), text(r["canonical"]), text(r["name"]), text(r["language"])) for r in select(store, _CANONICAL))
    for node, canonical, name, language in sorted(rows):
        found.nodes.setdefault(node, canonical)
        if name:
            found.names.setdefault((canonical, language), name)
    return found
