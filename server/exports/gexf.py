"""GEXF 1.3 with dynamics (https://gexf.net/): Gephi's own format. Statements, letters and edges live from their first to their last day.

networkx writes GEXF too, but dates the file by the clock and knows no start and end of its own; hence this writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

from lxml import etree

from server.exports.network import Edge, Network, Node
from server.exports.source import Source
from server.exports.span import Span, first_day, last_day
from server.exports.words import words
from server.exports.xmltext import clean

_NAMESPACE: Final = "http://gexf.net/1.3"
_OWN: Final = frozenset({"label", "weight"})  # attributes that the format has itself, of edges
_TYPES: Final = {"weight": "integer", "evidence": "integer"}


def write(source: Source, out: BinaryIO) -> None:
    """The network of the view. Precision of a month or a year becomes its first and last day; ``date_from`` keeps what was printed."""
    network = source.network()
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", {"version": "1.3"}, nsmap={None: _NAMESPACE}):
            _line(xml, "meta", {}, [_leaf("creator", "gongwen"), _leaf("description", f"gongwen {network.view}")])
            kind = "directed" if network.directed else "undirected"
            with xml.element("graph", {"defaultedgetype": kind, "mode": "dynamic", "timeformat": "date"}):
                _graph(xml, network, source)
    out.write(b"\n")


def _graph(xml: Any, network: Network, source: Source) -> None:
    nodes, edges = network.sorted_nodes(), network.sorted_edges()
    columns = {
        "node": _declare(xml, "node", nodes, frozenset({"label"})),
        "edge": _declare(xml, "edge", edges, _OWN),
    }
    with xml.element("nodes", {"count": str(len(nodes))}):
        for node in source.counted(nodes):
            own = {"id": node.iri, "label": clean(node.label), **(_life(node.span) if node.event else {})}
            _line(xml, "node", own, _values(node.attributes(), columns["node"]))
    with xml.element("edges", {"count": str(len(edges))}):
        for number, edge in enumerate(source.counted(edges)):
            ends = {"id": f"e{number}", "source": edge.source, "target": edge.target}
            label = clean(words(edge.relation).zh)
            own = {**ends, "kind": edge.relation, "label": label, "weight": str(edge.weight), **_life(edge.span)}
            _line(xml, "edge", own, _values(edge.attributes(), columns["edge"]))


def _declare(xml: Any, cls: str, items: Sequence[Node] | Sequence[Edge], left_out: frozenset[str]) -> set[str]:
    """Write the attributes that items have, with their names as ids; returns the names."""
    names = {name: None for item in items for name in item.attributes() if name not in left_out}
    declared = [_element("attribute", {"id": name, "title": name, "type": _TYPES.get(name, "string")}) for name in names]
    if declared:
        _line(xml, "attributes", {"class": cls}, declared)
    return set(names)


def _values(attributes: dict[str, str | int], columns: set[str]) -> list[Any]:
    found = [_element("attvalue", {"for": name, "value": clean(str(value))}) for name, value in attributes.items() if name in columns]
    if not found:
        return []
    holder = _element("attvalues", {})
    holder.extend(found)
    return [holder]


def _life(span: Span) -> dict[str, str]:
    return {"start": first_day(span.first), "end": last_day(span.last)} if span.first else {}


def _line(xml: Any, name: str, attributes: dict[str, str], children: list[Any]) -> None:
    element = _element(name, attributes)
    element.extend(children)
    xml.write("\n")
    xml.write(element)


def _element(name: str, attributes: dict[str, str]) -> Any:
    return etree.Element(name, attributes)  # it is written inside the default namespace, which need not be declared again


def _leaf(name: str, content: str) -> Any:
    element = _element(name, {})
    element.text = content
    return element
