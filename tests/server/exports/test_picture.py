"""The picture: labels inside the sheet, none over another, whatever the network."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pyoxigraph as ox
import pytest
from export_graphs import GW, ODD
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from server.exports.formats import FORMATS, stream
from server.exports.network import Network, Node
from server.exports.picture.boxes import Box, spread
from server.exports.picture.drawing import MOST, Drawing, draw
from server.exports.picture.islands import pack
from server.exports.picture.labels import lines, width
from server.exports.source import Source
from server.exports.xmltext import clean


def picture(store: ox.Store, view: str = "cooperation") -> Any:
    return etree.fromstring(b"".join(stream(store, FORMATS["svg"], view).chunks))


def network_of(edges: list[tuple[int, int]], weight: int = 1) -> Network:
    network = Network("cooperation", directed=False)
    for a, b in edges:
        for number in (a, b):
            iri = f"https://x.example/{number}"
            network.nodes[iri] = Node(iri, f"第{number}个有很长很长很长名称的机关单位办公室", f"{GW}Body", weight=weight)
        if a != b:
            network.edge(f"https://x.example/{a}", f"https://x.example/{b}", f"{GW}Cosigning").weight = weight
    return network


def sound(drawing: Drawing) -> None:
    boxes = [mark.label_box() for mark in drawing.marks.values()]
    discs = [Box(mark.x, mark.y, 2 * mark.radius, 2 * mark.radius) for mark in drawing.marks.values()]
    for box in [*boxes, *discs]:
        assert box.left >= 0 and box.top >= 0 and box.right <= drawing.width and box.bottom <= drawing.height
    for a, b in combinations([*boxes, *discs], 2):
        assert not a.covers(b)


@pytest.mark.parametrize("view", ["cooperation", "documents"])
def test_no_label_of_the_sample_covers_another(sample: ox.Store, view: str) -> None:
    network = Source(sample, view).network()
    drawing = draw(network)
    sound(drawing)
    assert len(drawing.marks) == min(len(network.nodes), MOST) or view == "documents"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=50), st.integers(0, 100))
def test_no_label_of_any_network_covers_another(edges: list[tuple[int, int]], weight: int) -> None:
    sound(draw(network_of(edges, weight)))


def test_it_shows_every_agency_and_tie_with_title_and_legend(sample: ox.Store) -> None:
    network = Source(sample, "cooperation").network()
    root = picture(sample)
    legend = root.find("{*}g[@class='legend']")
    assert legend is not None and "政府部门 government department" in {text.text for text in legend.iter("{*}text")}
    titles = [element.text for element in root.iter("{*}title")]
    assert "合作网络" in str(titles[0]) and len(titles) == 1 + len(network.nodes) + len(network.edges)
    assert len(list(root.iter("{*}line"))) == len(network.edges) + 3  # three of the legend
    shown = {"".join(tspan.text or "" for tspan in text) for text in root.iter("{*}text") if len(text)}
    assert {node.label for node in network.nodes.values()} <= {*shown, *(label for label in shown)}


def test_it_opens_without_a_network_and_names_chinese_fonts(sample: ox.Store) -> None:
    root = picture(sample)
    text = etree.tostring(root, encoding="unicode")
    assert re.findall(r"https?://[^\"' ]+", text) == ["http://www.w3.org/2000/svg"]
    assert "Noto Sans CJK SC" in root.get("font-family", "") and "sans-serif" in root.get("font-family", "")
    assert [float(number) for number in root.get("viewBox", "").split()] == [
        0,
        0,
        float(root.get("width", "")),
        float(root.get("height", "")),
    ]


def test_a_large_network_shows_the_strongest(sample: ox.Store) -> None:
    network = network_of([(2 * n, 2 * n + 1) for n in range(400)])
    strong = network.edge("https://x.example/798", "https://x.example/799", f"{GW}Cosigning")
    strong.weight = 7
    drawing = draw(network)
    assert len(drawing.marks) == MOST and drawing.left_out == 800 - MOST
    assert {strong.source, strong.target} <= set(drawing.marks)


def test_an_empty_graph_and_odd_labels(empty: ox.Store, odd: ox.Store) -> None:
    assert "nothing was issued together" in "".join(picture(empty).itertext())
    assert " ".join(clean(ODD).split()) in "".join(picture(odd).itertext())


@given(st.text(), st.floats(3, 20), st.integers(1, 4))
def test_lines_of_a_label_fit(text: str, longest: float, most: int) -> None:
    found = lines(text, longest, most)
    assert 1 <= len(found) <= most
    assert all(width(line) <= longest + 2.5 for line in found)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(1, 300), st.floats(1, 300)), max_size=20))
def test_islands_lie_on_the_sheet_and_apart(sizes: list[tuple[float, float]]) -> None:
    corners, (wide, high) = pack(sizes)
    boxes = [Box(x + w / 2, y + h / 2, w - 0.01, h - 0.01) for (x, y), (w, h) in zip(corners, sizes, strict=True)]
    assert all(box.left >= 0 and box.right <= wide + 1 and box.bottom <= high + 1 for box in boxes)
    assert not any(a.covers(b) for a, b in combinations(boxes, 2))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=15))
def test_boxes_come_apart(places: list[tuple[float, float]]) -> None:
    boxes = [Box(x, y, 60, 20) for x, y in places]
    spread(boxes)
    assert not any(a.covers(b) for a, b in combinations(boxes, 2))
