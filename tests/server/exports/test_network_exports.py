"""Networks: what the views count, and each format read again by networkx with equal counts."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from export_graphs import GW, ID, ODD, count_merged
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from queries.catalogue import catalogue
from queries.results import Result
from queries.runners import run_on_store
from server.exports.formats import FORMATS, stream
from server.exports.network import Network
from server.exports.source import VIEWS, Source
from server.exports.span import Span, first_day, last_day
from server.exports.words import expand, words
from server.exports.xmltext import clean

FORMS = ("graphml", "gexf", "cytoscape")


def written(store: ox.Store, name: str, view: str | None = None) -> bytes:
    return b"".join(stream(store, FORMATS[name], view).chunks)


def read(data: bytes, name: str) -> Any:
    match name:
        case "graphml":
            return nx.read_graphml(BytesIO(data))
        case "gexf":
            return nx.read_gexf(BytesIO(data), version="1.3")
    return nx.cytoscape_graph(json.loads(data))


def rows(store: ox.Store, name: str) -> list[dict[str, str]]:
    answer = run_on_store(store, catalogue().get(name).bound({}))
    assert isinstance(answer, Result)
    return answer.values()


@pytest.fixture(scope="module")
def networks(sample: ox.Store) -> dict[str, Network]:
    """The sample's views."""
    return {view: Source(sample, view).network() for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", FORMS)
def test_networkx_reads_the_same_counts(sample: ox.Store, networks: dict[str, Network], name: str, view: str) -> None:
    network = networks[view]
    graph = read(written(sample, name, view), name)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(network.nodes), len(network.edges)) != (0, 0)
    assert graph.is_directed() == network.directed
    for node in network.nodes.values():
        data = graph.nodes[node.iri]
        assert (data["label"], int(data["weight"]), int(data["evidence"])) == (node.label, node.weight, node.evidence)
        assert data["class_en"] == words(node.cls).en and data.get("kind_zh", "") == (words(node.kind).zh if node.kind else "")
    found = Counter((a, b, data["relation"], int(data["weight"]), int(data["evidence"])) for a, b, data in graph.edges(data=True))
    expected = Counter((e.source, e.target, e.relation, e.weight, e.evidence) for e in network.edges.values())
    if not network.directed:
        found = Counter((min(a, b), max(a, b), *rest) for a, b, *rest in found.elements())
    assert found == expected


def test_cooperation_counts_what_the_named_query_counts(sample: ox.Store, networks: dict[str, Network]) -> None:
    network = networks["cooperation"]
    labels = {iri: node.label for iri, node in network.nodes.items()}
    found = {tuple(sorted((labels[e.source], labels[e.target]))): e.weight for e in network.edges.values()}
    assert found == {tuple(sorted((row["a"], row["b"]))): int(row["documents"]) for row in rows(sample, "cooperation")}
    assert all(node.weight and node.evidence for node in network.nodes.values())


def test_documents_counts_what_the_named_queries_count(sample: ox.Store, networks: dict[str, Network]) -> None:
    network = networks["documents"]
    labels = {iri: node.label for iri, node in network.nodes.items()}
    edges = {(labels[e.source], e.target, words(e.relation).zh) for e in network.edges.values()}
    cosigned = {(row["agency"], row["document"], row["role"]) for row in rows(sample, "cosigned")}
    issued = {(row["agency"], row["document"], words(f"{GW}Issuing").zh) for row in rows(sample, "issued")}
    assert edges == cosigned | issued
    assert {e.source for e in network.edges.values()}.isdisjoint(e.target for e in network.edges.values())


def test_everything_has_every_statement_and_thing(sample: ox.Store, networks: dict[str, Network]) -> None:
    network = networks["everything"]
    counts = Counter(node.cls for node in network.nodes.values())
    for name in (
        "Body",
        "NormativeDocument",
        "Facility",
        "Programme",
        "Statistic",
        "Amount",
        "Commitment",
        "Cosigning",
        "ReplyLetter",
        "Repair",
    ):
        assert counts[GW + name] == count_merged(sample, f"?x a <{GW}{name}>"), name
    statements = [node for node in network.nodes.values() if node.event]
    assert statements and all(node.evidence for node in statements)
    mentions = {row["mention"] for row in rows(sample, "organizations")}
    assert mentions and sum(e.weight for e in network.edges.values() if e.relation == f"{GW}OrganizationMention") == count(
        sample, "OrganizationMention"
    )


def count(store: ox.Store, cls: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(GW + cls), ox.DefaultGraph()))


def test_merged_bodies_and_documents_count_once(merged: ox.Store) -> None:
    network = Source(merged, "cooperation").network()
    body = f"{ID}body/官渡区人民检察院"
    assert {node.label: node.weight for node in network.nodes.values()} == {"官渡区人民检察院": 1, "区法院": 1, "区民政局": 1}
    court = network.edge(body, f"{ID}body/区法院", f"{GW}Cosigning")
    assert (court.weight, court.evidence, court.span) == (1, 4, Span("2022-06-20", "2023-01-05"))
    assert words(network.nodes[body].kind).en == "government department"
    documents = Source(merged, "documents").network()
    assert (len(documents.nodes), len(documents.edges)) == (4, 3)
    lead = documents.edge(body, f"{ID}document/N", "https://gongwen.example/scheme/role/lead")
    assert (lead.weight, lead.evidence) == (2, 4)
    everything = Source(merged, "everything").network()
    assert [n.weight for n in everything.nodes.values() if n.cls == f"{GW}Body"].count(2) == 2
    assert sum(n.cls == f"{GW}Body" for n in everything.nodes.values()) == 3


@pytest.mark.parametrize("name", FORMS)
def test_odd_labels(odd: ox.Store, name: str) -> None:
    graph = read(written(odd, name, "cooperation"), name)
    label = graph.nodes[f"{ID}body/甲%20局"]["label"]
    expected = clean(ODD)
    # attributes of XML have their white space normalised unless it is escaped
    assert " ".join(label.split()) == " ".join(expected.split())
    assert '"乙"' in label and "<丁>&'" in label and "\x01" not in label


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", FORMS)
def test_an_empty_graph(empty: ox.Store, name: str, view: str) -> None:
    graph = read(written(empty, name, view), name)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


def test_graphml_has_typed_keys(sample: ox.Store) -> None:
    root = etree.fromstring(written(sample, "graphml", "cooperation"))
    keys = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter("{*}key")}
    assert keys["node", "label"] == "string" and keys["node", "weight"] in {"int", "long"} and keys["edge", "evidence"] in {"int", "long"}
    ids = [key.get("id") for key in root.iter("{*}key")]
    assert len(ids) == len(set(ids))


def test_gexf_statements_live_in_their_time(odd: ox.Store) -> None:
    root: Any = etree.fromstring(written(odd, "gexf"))
    nodes = {node.get("id"): node for node in root.iter("{*}node")}
    letter = nodes[f"{ID}letter/2"]
    assert (letter.get("start"), letter.get("end")) == ("2023-01-05", "2023-01-05")
    assert nodes[f"{ID}body/乙局"].get("start") is None, "a body is there before a letter speaks of it"
    assert {root.find("{*}graph").get(name) for name in ("mode", "timeformat")} == {"dynamic", "date"}
    assert root.get("version") == "1.3"


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2022-06-20"], "2022-06-20", "2022-06-20"),
        (["2022", "2021-03"], "2021-03", "2022"),
        (["2022-02"], "2022-02", "2022-02"),
        (["", "soon", "12022-01-01"], "", ""),
    ],
)
def test_spans(dates: list[str], first: str, last: str) -> None:
    span = Span()
    for date in dates:
        span.add(date)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2023-02", "2023-02-01", "2023-02-28")],
)
def test_days_of_a_month_and_a_year(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


@given(st.text())
def test_cleaned_text_is_xml(text: str) -> None:
    cleaned = clean(text.encode("utf-8", "replace").decode())
    element = etree.Element("e")
    element.text = cleaned
    back = etree.fromstring(etree.tostring(element, encoding="utf-8")).text or ""
    assert back == cleaned.replace("\r\n", "\n") or "\r" in cleaned
