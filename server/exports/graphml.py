"""GraphML, with a typed key for each attribute (http://graphml.graphdrawing.org/specification.html).

Gephi, yEd, Cytoscape and igraph read it.
"""

from __future__ import annotations

from typing import BinaryIO

import networkx as nx

from server.exports.graphs import graph_of
from server.exports.source import Source


def write(source: Source, out: BinaryIO) -> None:
    """The network of the view."""
    graph = graph_of(source.network())
    source.progress(graph.number_of_nodes() + graph.number_of_edges())
    nx.write_graphml_lxml(graph, out, prettyprint=True)
