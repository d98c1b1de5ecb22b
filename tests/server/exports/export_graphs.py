"""Stores to export: the sample letters built once, and a small one with every oddity a label can have."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from server.store import make_store

ROOT = Path(__file__).parents[3]
GW = "https://gongwen.example/ontology#"
ID = "https://data.x.example/kg/"
ODD = '甲,"乙"\n丙\t<丁>&\'\x01\x0b\ufffe\U0001f600'
"""A label with all that CSV, JSON and XML must escape, or cannot hold."""


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


def count_merged(store: ox.Store, pattern: str) -> int:
    """How many things fit a pattern of ``?x``; those that stand for one thing count once, bodies that no letter names not at all."""
    named = f"FILTER(EXISTS {{ ?x <{GW}canonical> ?any }} || NOT EXISTS {{ ?x a <{GW}Body> }})"
    canonical = f"{named} OPTIONAL {{ ?x <{GW}canonical> ?standing }} BIND(COALESCE(?standing, ?x) AS ?thing)"
    answer = store.query(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {pattern} {canonical} }}")
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["n"].value)
