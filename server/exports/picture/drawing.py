"""The geometry of a picture: marks, labels and lines in pixels, on a sheet. ``server.exports.svg`` draws it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import Final

from ontology.namespaces import GW
from server.exports.network import Edge, Network, Node
from server.exports.picture.boxes import Box, spread
from server.exports.picture.islands import pack
from server.exports.picture.labels import lines, width
from server.exports.picture.stress import parts, places
from server.exports.xmltext import line

FONT: Final = 12.0
LEADING: Final = 14.0
MOST: Final = 300
"""Nodes on a sheet; of a larger network the strongest ties are shown."""

_GAP: Final = 6.0
_ISLAND_GAP: Final = 20.0
_EDGE: Final = 56.0
_ROOM: Final = 22.0  # that a dense part needs more, so that its marks come to stand in a ring and its edges between them
_FLAT: Final = 1.2  # labels are wider than high
_DOCUMENT: Final = str(GW.NormativeDocument)


@dataclass(slots=True)
class Mark:
    """A node on the sheet. ``x``, ``y``: middle of the mark; ``radius``: of it; ``lines``: its label, below; ``box``: both together."""

    node: Node
    x: float
    y: float
    radius: float
    lines: list[str]
    box: Box

    @property
    def square(self) -> bool:
        """A document, not a body."""
        return self.node.cls == _DOCUMENT

    def label_box(self) -> Box:
        """The rectangle that the label takes."""
        wide = max(width(one) for one in self.lines) * FONT
        high = len(self.lines) * LEADING
        return Box(self.x, self.y + self.radius + 2 + high / 2, wide, high)


@dataclass(slots=True)
class Drawing:
    """Marks by IRI, the edges between them, and the size of the sheet. ``left_out``: nodes that are not shown."""

    marks: dict[str, Mark]
    edges: list[Edge]
    width: float
    height: float
    left_out: int


def radius(weight: int) -> float:
    """Of a mark: its area grows with the weight."""
    return 3.0 + 2.5 * sqrt(min(max(weight, 1), 60))


def stroke(weight: int) -> float:
    """Width of an edge, pixels."""
    return min(0.8 + 1.4 * (max(weight, 1) - 1), 9.0)


def draw(network: Network, least_width: float = 0.0) -> Drawing:
    """A network on a sheet of about the shape of A4 across, at least so wide; labels do not cover each other or a mark."""
    chosen, edges = _strongest(network)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        neighbours[edge.source].add(edge.target)
        neighbours[edge.target].add(edge.source)
    islands = [_island(network, part, neighbours) for part in parts(chosen, neighbours)]
    corners, (wide, high) = pack([_size(island) for island in islands], least_width)
    for island, (left, top) in zip(islands, corners, strict=True):
        _move(island, left + _ISLAND_GAP / 2, top + _ISLAND_GAP / 2)
    marks = {mark.node.iri: mark for island in islands for mark in island}
    return Drawing(marks, edges, wide, high, len(network.nodes) - len(marks))


def _strongest(network: Network) -> tuple[list[str], list[Edge]]:
    """All nodes and edges, or those of the heaviest edges as far as the sheet has room."""
    edges = network.sorted_edges()
    if len(network.nodes) <= MOST:
        return sorted(network.nodes), edges
    chosen: set[str] = set()
    for edge in sorted(edges, key=lambda edge: (-edge.weight, -edge.evidence, edge.source, edge.target)):
        if len(chosen | {edge.source, edge.target}) <= MOST:
            chosen |= {edge.source, edge.target}
    return sorted(chosen), [edge for edge in edges if edge.source in chosen and edge.target in chosen]


def _island(network: Network, part: list[str], neighbours: dict[str, set[str]]) -> list[Mark]:
    ties = sum(len(neighbours[iri]) for iri in part)
    density = ties / (len(part) * max(len(part) - 1, 1))
    found = places(part, neighbours, _EDGE + _ROOM * density * sqrt(max(len(part) - 4, 0)))
    marks = []
    for iri in part:
        node = network.nodes[iri]
        size = radius(node.weight)
        label = lines(line(node.label), 12.0 if node.cls == _DOCUMENT else 8.0, 3)
        wide = max(max(width(one) for one in label) * FONT, size * 2) + _GAP
        x, y = found[iri][0] * _FLAT, found[iri][1]
        marks.append(Mark(node, x, y, size, label, Box(x, y, wide, size * 2 + 2 + len(label) * LEADING + _GAP)))
    spread([mark.box for mark in marks])
    for mark in marks:
        mark.x, mark.y = mark.box.x, mark.box.top + _GAP / 2 + mark.radius
    return marks


def _size(island: list[Mark]) -> tuple[float, float]:
    boxes = [mark.box for mark in island]
    wide = max(box.right for box in boxes) - min(box.left for box in boxes)
    high = max(box.bottom for box in boxes) - min(box.top for box in boxes)
    return wide + _ISLAND_GAP, high + _ISLAND_GAP


def _move(island: list[Mark], left: float, top: float) -> None:
    """So that its upper left corner comes to stand there."""
    dx = left - min(mark.box.left for mark in island)
    dy = top - min(mark.box.top for mark in island)
    for mark in island:
        for thing in (mark, mark.box):
            thing.x += dx
            thing.y += dy
