"""Cytoscape JSON (.cyjs): elements with data, as Cytoscape and cytoscape.js read them (https://js.cytoscape.org/#notation/elements-json)."""

from __future__ import annotations

import json
from typing import BinaryIO

import networkx as nx

from server.exports.graphs import graph_of
from server.exports.source import Source


def write(source: Source, out: BinaryIO) -> None:
    """The network of the view, an element a line. Cytoscape shows ``name``; it is the label."""
    network = source.network()
    document = nx.cytoscape_data(graph_of(network), name="label")
    elements = document.pop("elements")
    head = {**document, "data": {"name": f"gongwen {network.view}"}, "format_version": "1.0", "generated_by": "gongwen"}
    out.write(json.dumps(head, ensure_ascii=False, sort_keys=True).encode()[:-1] + b', "elements": {\n')
    for number, group in enumerate(("nodes", "edges")):
        out.write((",\n" if number else "").encode() + f'"{group}": ['.encode())
        for place, element in enumerate(elements[group]):
            element["data"].setdefault("id", element["data"].get("key", f"e{place}"))
            out.write((",\n" if place else "\n").encode() + json.dumps(element, ensure_ascii=False).encode())
        source.progress(len(elements[group]))
        out.write(b"\n]")
    out.write(b"\n}}\n")
