"""The view ``documents``: agencies on one side, documents on the other, and the role of the one in the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ontology.namespaces import GW
from server.exports.network import Network
from server.exports.signings import cosigned, issued
from server.exports.things import Things

if TYPE_CHECKING:
    from pyoxigraph import Store


def documents(store: Store) -> Network:
    """Who cosigned or issued what. Edges run from agency to document; their relation is the role (lead, cosigner, issuer) and their
    weight the number of statements. A node's weight counts the nodes on the other side. Dates are those of the letters that say so."""
    things = Things(store)
    network = Network("documents", directed=True)
    facts: dict[int, set[str]] = defaultdict(set)
    backing: dict[int, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for signing in sorted([*cosigned(store), *issued(store)]):
        body, document = things.of(signing.body), things.of(signing.document)
        if body not in network.nodes:
            network.nodes[body] = things.node(signing.body, str(GW.Body))
        if document not in network.nodes:
            network.nodes[document] = things.node(signing.document, str(GW.NormativeDocument))
        edge = network.edge(body, document, signing.role)
        for part in (network.nodes[body], network.nodes[document], edge):
            facts[id(part)].add(signing.fact)
            backing[id(part)] |= {signing.annotation} - {""}
            part.evidence = len(backing[id(part)])
            part.span.add(signing.date)
        edge.weight = len(facts[id(edge)])
        others[body].add(document)
        others[document].add(body)
    for iri, node in network.nodes.items():
        node.weight = len(others[iri])
    return network
