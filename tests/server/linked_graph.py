"""The sample letters as a graph, and what is minted in it."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from subprocess import run

from pyoxigraph import NamedNode
from serving import ROOT

from server.store import open_store

BASE = "https://gongwen.example/id/"
HOST = "https://gongwen.example/"


def build(out: Path, *options: str, letters: str = "tests/letters") -> None:
    command = [sys.executable, str(ROOT / "gongwen.py"), "build", str(ROOT / letters), "--out", str(out), *options]
    done = run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def minted(graph: Path) -> frozenset[str]:
    """Every IRI of ours that the store holds, in any place of a statement."""
    store = open_store(graph / json.loads((graph / "manifest.json").read_text())["graph"]["store"])
    terms = (term for quad in store for term in (quad.subject, quad.predicate, quad.object, quad.graph_name))
    return frozenset({term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(HOST)})


@cache
def kinds(iris: frozenset[str]) -> dict[str, list[str]]:
    """IRIs by kind: ``id/body``, ``id/annotation/…/quote``, ``scheme/level``, ``ontology#``; sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(iris):
        path = iri.removeprefix(HOST)
        first = re.split(r"[/#]", path)
        depth = path.count("/")
        leaf = re.sub(r"[-0-9].*", "", path.rpartition("/")[2]) if path.startswith(("id/annotation", "id/fact")) and depth > 3 else ""
        found["/".join((*first[: 2 if first[0] != "ontology" else 1], str(depth), leaf))].append(iri)
    return dict(found)
