"""Stores to export: the sample letters built once, and a small one with every oddity a label can have."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.archive import Settings, build
from gongwen import rooms
from ontology.namespaces import PREFIXES
from server.store import CurrentStore, make_store, open_store

ROOT = Path(__file__).parents[3]
GW = "https://gongwen.example/ontology#"
ID = "https://data.x.example/kg/"
ODD = '甲,"乙"\n丙\t<丁>&\'\x01\x0b\ufffe\U0001f600'
"""A label with all that CSV, JSON and XML must escape, or cannot hold."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph directory of the sample letters."""
    out = tmp_path_factory.mktemp("exports") / "G"
    summary = build([ROOT / "tests" / "letters"], out, rooms(), Settings())
    assert summary.sound
    return out


@pytest.fixture(scope="session")
def sample(built: Path) -> ox.Store:
    """Its store."""
    return open_store(CurrentStore(built).path())


def graph_directory(out: Path, nquads: str) -> Path:
    """A graph directory, as far as an export looks, with these N-Quads."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "all.nq").write_text(nquads, encoding="utf-8")
    make_store([out / "all.nq"], out / "store-1")
    (out / "manifest.json").write_text(json.dumps({"format": "gongwen-graph/2", "graph": {"store": "store-1"}}))
    return out


def nquads(turtle: str, graph: str) -> str:
    """Turtle, with prefixes for our terms and ``id:``, as N-Quads of one named graph."""
    names = {**PREFIXES, "id": ID}
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.items())
    triples = ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)
    quads = (ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(ID + graph)) for t in triples)
    return "".join(f"{quad} .\n" for quad in quads)


def cosigning(key: str, number: int, document: str, bodies: list[str], date: str = "2022-06-20") -> str:
    """A letter's statement that bodies cosigned a document, with two annotations."""
    fact = f"<{ID}fact/{key}/cosigning-{number}>"
    parts = "".join(
        f"{fact} gw:participation <{ID}fact/{key}/cosigning-{number}/p{i}> . <{ID}fact/{key}/cosigning-{number}/p{i}> a cv:Participation ;"
        f' gw:participant <{ID}body/{body}> ; gw:printedForm "{body}" ; cv:role gwk:role\\/{"lead" if i == 0 else "cosigner"} .\n'
        f'<{ID}body/{body}> a gw:Body ; rdfs:label "{body}"@zh ; gw:agencyKind gwk:agency-kind\\/department .\n'
        for i, body in enumerate(bodies)
    )
    marks = "".join(
        f"{fact} gw:evidence {mark} . {mark} a oa:Annotation ; oa:hasBody {fact} .\n"
        for mark in (f"<{ID}annotation/{key}/{number}-{i}>" for i in range(2))
    )
    return (
        f'<{ID}letter/{key}> a gw:ReplyLetter ; gw:sourceFile "{key}.txt" ; dct:issued "{date}"^^xsd:date ; dct:title "答复{key}"@zh .\n'
        f"{fact} a gw:Cosigning ; gw:statedIn <{ID}letter/{key}> ; gw:document <{ID}document/{document}> .\n"
        f'<{ID}document/{document}> a gw:NormativeDocument ; dct:title "{document}"@zh .\n{parts}{marks}'
    )


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Two letters; a body and a title with ``ODD`` as label, and IRIs with percent signs, parentheses and quotation marks."""
    first = cosigning("1", 1, "办法（试行）%2F“一”", ["甲%20局", "乙局", "丙局"])
    literal = str(ox.Literal(ODD, language="zh"))
    labels = f"<{ID}body/甲%20局> rdfs:label {literal} . <{ID}letter/1> dct:title {literal} .\n"
    second = cosigning("2", 1, "办法二", ["甲%20局", "乙局"], "2023-01-05")
    everything = nquads(first + labels, "graph/1") + nquads(second, "graph/2")
    return open_store(CurrentStore(graph_directory(tmp_path_factory.mktemp("odd") / "G", everything)).path())


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The bodies 区检察院 and 官渡区检察院, and a document by its title and by its number, are one by judgement."""
    letters = nquads(cosigning("1", 1, "T", ["区检察院", "区法院"]), "graph/1") + nquads(
        cosigning("2", 1, "N", ["官渡区检察院", "区法院", "区民政局"], "2023-01-05"), "graph/2"
    )
    same = {
        "body/区检察院": "body/官渡区人民检察院",
        "body/官渡区检察院": "body/官渡区人民检察院",
        "body/区法院": "body/区法院",
        "document/T": "document/N",
    }
    resolution = "".join(f"<{ID}{node}> gw:canonical <{ID}{thing}> .\n" for node, thing in same.items())
    resolution += f'<{ID}body/官渡区人民检察院> skos:prefLabel "官渡区人民检察院"@zh ; skos:altLabel "区检察院"@zh .'
    directory = graph_directory(tmp_path_factory.mktemp("merged") / "G", letters + nquads(resolution, "graph/resolution"))
    return open_store(CurrentStore(directory).path())


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """A store without a statement."""
    return open_store(CurrentStore(graph_directory(tmp_path_factory.mktemp("empty") / "G", "")).path())
