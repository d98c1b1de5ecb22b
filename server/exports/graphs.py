"""A network as a networkx graph, for the formats that networkx writes."""

from __future__ import annotations

from typing import Any

import networkx as nx

from server.exports.network import Network
from server.exports.xmltext import clean


def graph_of(network: Network) -> Any:
    """Nodes named by their IRIs, edges ``e0``, ``e1`` … in order; text that XML cannot hold is cleaned, so that formats agree."""
    parallel = network.parallel()
    kind = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph, (False, False): nx.Graph}
    graph: Any = kind[network.directed, parallel]()
    for node in network.sorted_nodes():
        graph.add_node(node.iri, **_cleaned(node.attributes()))
    for number, edge in enumerate(network.sorted_edges()):
        key = {"key": f"e{number}"} if parallel else {}
        graph.add_edge(edge.source, edge.target, **key, **_cleaned(edge.attributes()))
    return graph


def _cleaned(values: dict[str, str | int]) -> dict[str, str | int]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
