"""The sentences that name an entity, from the store: private data are blanked in the graph already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ontology.namespaces import PREFIXES
from server.reconcile.entities import Entity

if TYPE_CHECKING:
    from pyoxigraph import Literal, QuerySolutions, Store

_QUERY = """
SELECT DISTINCT ?source ?quote WHERE {
  VALUES ?node { %s }
  ?fact gw:document|gw:agency|gw:participation/gw:participant|gw:commissioner|gw:implementer|gw:responsible|gw:place|gw:refersTo ?node ;
    gw:evidence/oa:hasTarget/oa:hasSelector/oa:exact ?quote ;
    gw:statedIn/gw:sourceFile ?source .
}
ORDER BY DESC(STRLEN(?quote)) ?source ?quote
LIMIT %d
"""
LONGEST = 160
"""Characters of a quote that are shown."""
_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Quote:
    """``text`` as the letter in the file ``source`` has it, cut at LONGEST characters."""

    source: str
    text: str


def quotes(store: Store, base: str, entity: Entity, most: int) -> list[Quote]:
    """The longest sentences about an entity, or about the nodes it stands for. ``most``: how many."""
    from pyoxigraph import NamedNode

    iris = entity.members[:_MEMBERS] or (base + entity.id,)
    nodes = " ".join(str(NamedNode(iri)) for iri in iris)
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    rows = cast("QuerySolutions", store.query(prologue + _QUERY % (nodes, most)))
    return [Quote(cast("Literal", row["source"]).value, _short(cast("Literal", row["quote"]).value)) for row in rows]


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
