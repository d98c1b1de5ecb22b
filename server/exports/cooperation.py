"""The view ``cooperation``: agencies, and how many documents each two cosigned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from ontology.namespaces import GW
from server.exports.network import Edge, Network, Node
from server.exports.signings import Signing, cosigned
from server.exports.things import Things

if TYPE_CHECKING:
    from pyoxigraph import Store


def cooperation(store: Store) -> Network:
    """Agencies that cosigned. Weights count documents: of an edge, those its two agencies cosigned together (the named query
    ``cooperation``), of a node, those it cosigned with another."""
    things = Things(store)
    network = Network("cooperation", directed=False)
    statements: dict[tuple[str, str], list[Signing]] = defaultdict(list)
    for signing in sorted(cosigned(store)):
        statements[signing.fact, things.of(signing.document)].append(signing)
    documents: dict[int, set[str]] = defaultdict(set)
    backing: dict[int, set[str]] = defaultdict(set)
    for (_, document), signings in statements.items():
        named = {things.of(signing.body): signing.body for signing in signings}
        bodies = sorted(named)
        if len(bodies) < 2:
            continue
        annotations = {signing.annotation for signing in signings if signing.annotation}
        for body in bodies:
            if body not in network.nodes:
                network.nodes[body] = things.node(named[body], str(GW.Body))
        ties = [network.edge(a, b, str(GW.Cosigning)) for a, b in combinations(bodies, 2)]
        for part in _parts([network.nodes[body] for body in bodies], ties):
            documents[id(part)].add(document)
            backing[id(part)] |= annotations
            part.weight, part.evidence = len(documents[id(part)]), len(backing[id(part)])
            part.span.add(signings[0].date)
    return network


def _parts(nodes: list[Node], ties: list[Edge]) -> Iterator[Node | Edge]:
    yield from nodes
    yield from ties
