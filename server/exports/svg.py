"""A picture of a network: SVG 1.1 that needs no network and no fonts of its own (https://www.w3.org/TR/SVG11/)."""

from __future__ import annotations

from collections import Counter
from typing import Any, BinaryIO, Final

from lxml import etree

from server.exports.network import Edge, Network
from server.exports.picture.drawing import FONT, LEADING, Drawing, Mark, draw, radius, stroke
from server.exports.picture.labels import width
from server.exports.source import Source
from server.exports.words import Words, words
from server.exports.xmltext import line

_SVG: Final = "http://www.w3.org/2000/svg"
_NAMESPACES: Final[Any] = {None: _SVG}
_FONTS: Final = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei','WenQuanYi Micro Hei',SimHei,sans-serif"
)
_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195")
"""Okabe and Ito's, which people who confuse colours can tell apart (without yellow, which a white sheet swallows)."""
_GREY: Final = "#8a8a8a"
_MARGIN: Final = 24.0
_HEAD: Final = 64.0
_FOOT: Final = 74.0
_LEAST: Final = 760.0

_TITLES: Final = {
    "cooperation": ("联合发文合作网络", "Cooperation network: agencies that issued documents together"),
    "documents": ("单位与文件", "Agencies and the documents they issued or cosigned"),
}
_MARKS: Final = {"cooperation": "联合印发的文件数 documents cosigned", "documents": "相连的单位或者文件数 agencies or documents tied"}
_LEGEND: Final = {"cooperation": ("一起印发的文件数", "documents issued together"), "documents": ("陈述数", "statements")}


def write(source: Source, out: BinaryIO) -> None:
    """The view as a picture."""
    network = source.network()
    drawing = draw(network, _LEAST)
    source.progress(len(drawing.marks))
    etree.ElementTree(_root(network, drawing)).write(out, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _root(network: Network, drawing: Drawing) -> Any:
    wide, high = drawing.width + 2 * _MARGIN, drawing.height + _HEAD + _FOOT + 2 * _MARGIN
    size = {"width": _number(wide), "height": _number(high), "viewBox": f"0 0 {_number(wide)} {_number(high)}"}
    root = etree.Element(f"{{{_SVG}}}svg", {**size, "font-family": _FONTS, "font-size": _number(FONT), "role": "img"}, nsmap=_NAMESPACES)
    zh, en = _TITLES[network.view]
    _add(root, "title", {}, f"{zh} {en}")
    _add(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _add(root, "text", {"x": _number(_MARGIN), "y": "44", "font-size": "24", "font-weight": "bold"}, zh)
    _add(root, "text", {"x": _number(_MARGIN), "y": "66", "font-size": "13", "fill": "#444444"}, f"{en}. {_counts(network, drawing)}")
    sheet = _add(root, "g", {"transform": f"translate({_number(_MARGIN)} {_number(_MARGIN + _HEAD)})"})
    colours = _colours(drawing)
    lines = _add(sheet, "g", {"stroke": "#5b6470", "stroke-linecap": "round", "fill": "none"})
    for edge in sorted(drawing.edges, key=lambda edge: (edge.weight, edge.source, edge.target, edge.relation)):
        _edge(lines, edge, drawing)
    marks = _add(sheet, "g", {"stroke": "#ffffff", "stroke-width": "1"})
    for mark in drawing.marks.values():
        _mark(marks, mark, colours)
    labels = _add(sheet, "g", {"text-anchor": "middle", "fill": "#111111"})
    for mark in drawing.marks.values():
        _label(labels, mark)
    _legend(root, network, drawing, colours, _HEAD + 2 * _MARGIN + drawing.height)
    return root


def _counts(network: Network, drawing: Drawing) -> str:
    bodies, ties = len(network.nodes), len(network.edges)
    told = f"节点 nodes: {bodies}，联系 ties: {ties}"
    if drawing.left_out:
        told += f"；只画联系最多的 {len(drawing.marks)} 个，the {len(drawing.marks)} with the strongest ties are shown"
    return told if bodies else f"{told}（没有联合发文 nothing was issued together）"


def _colours(drawing: Drawing) -> dict[str, str]:
    """The commonest kinds of bodies, each with its colour."""
    counts = Counter(mark.node.kind for mark in drawing.marks.values() if mark.node.kind and not mark.square)
    order = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return dict(zip(order, _COLOURS, strict=False))


def _edge(parent: Any, edge: Edge, drawing: Drawing) -> None:
    a, b = drawing.marks[edge.source], drawing.marks[edge.target]
    ends = {"x1": _number(a.x), "y1": _number(a.y), "x2": _number(b.x), "y2": _number(b.y)}
    shade = "0.4" if edge.weight < 2 else "0.65"
    element = _add(parent, "line", {**ends, "stroke-width": _number(stroke(edge.weight)), "stroke-opacity": shade})
    label = words(edge.relation)
    told = f"{a.node.label} — {b.node.label}: {edge.weight}（{label.zh} {label.en}，依据 evidence {edge.evidence}）"
    _add(element, "title", {}, line(told))


def _mark(parent: Any, mark: Mark, colours: dict[str, str]) -> None:
    r = mark.radius
    if mark.square:
        place = {"x": _number(mark.x - r), "y": _number(mark.y - r), "width": _number(2 * r), "height": _number(2 * r)}
        element = _add(parent, "rect", {**place, "fill": _GREY})
    else:
        fill = colours.get(mark.node.kind, _GREY)
        element = _add(parent, "circle", {"cx": _number(mark.x), "cy": _number(mark.y), "r": _number(r), "fill": fill})
    kind = words(mark.node.kind) if mark.node.kind else words(mark.node.cls)
    _add(element, "title", {}, line(f"{mark.node.label}（{kind.zh} {kind.en}）: {mark.node.weight}，依据 evidence {mark.node.evidence}"))


def _label(parent: Any, mark: Mark) -> None:
    """In lines, each with a white rim so that an edge below does not spoil it."""
    top = mark.y + mark.radius + 2 + FONT - 1
    rim = {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": "3", "stroke-linejoin": "round"}
    element = _add(parent, "text", rim)
    for number, content in enumerate(mark.lines):
        _add(element, "tspan", {"x": _number(mark.x), "y": _number(top + number * LEADING)}, content)


def _legend(root: Any, network: Network, drawing: Drawing, colours: dict[str, str], top: float) -> None:
    legend = _add(root, "g", {"class": "legend", "transform": f"translate({_number(_MARGIN)} {_number(top)})", "font-size": "11"})
    x = 0.0
    entries = [(colours[kind], words(kind)) for kind in colours]
    if any(not mark.square and mark.node.kind not in colours for mark in drawing.marks.values()):
        entries.append((_GREY, Words("其他", "other")))
    for colour, kind in entries:
        _add(legend, "circle", {"cx": _number(x + 6), "cy": "0", "r": "6", "fill": colour})
        x = _told(legend, x + 16, 4, f"{kind.zh} {kind.en}") + 14
    x = 0.0
    zh, en = _LEGEND[network.view]
    for weight in (1, 2, 4):
        place = {"x1": _number(x), "x2": _number(x + 26), "y1": "28", "y2": "28", "stroke": "#5b6470"}
        _add(legend, "line", {**place, "stroke-width": _number(stroke(weight))})
        x = _told(legend, x + 32, 32, str(weight)) + 12
    x = _told(legend, x, 32, f"{zh} {en}") + 30
    for weight in (1, 4, 9):
        _add(legend, "circle", {"cx": _number(x + radius(weight)), "cy": "28", "r": _number(radius(weight)), "fill": _GREY})
        x = _told(legend, x + 2 * radius(weight) + 6, 32, str(weight)) + 12
    _told(legend, x, 32, _MARKS[network.view])


def _told(parent: Any, x: float, y: float, content: str) -> float:
    """A text of the legend; returns where it ends."""
    _add(parent, "text", {"x": _number(x), "y": _number(y), "fill": "#333333"}, content)
    return x + width(content) * 11


def _add(parent: Any, name: str, attributes: dict[str, str], content: str | None = None) -> Any:
    element = etree.SubElement(parent, f"{{{_SVG}}}{name}", attributes)
    element.text = None if content is None else line(content)
    return element


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
