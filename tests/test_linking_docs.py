"""docs/linking.md: its commands, its program and its query give what it shows; the query also joins by division code."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.links.matching import Matcher
from extract.links.records import Columns, table_records
from extract.links.things import Kind, read_things
from extract.rdf.links import Link, links_nquads
from ontology.namespaces import ID_BASE, PREFIXES

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "linking.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (first,) = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return str(first)


def gongwen(here: Path, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "gongwen.py"), *arguments]
    return subprocess.run(command, cwd=here, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120).stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page's files, and the graph of the two letters it speaks of."""
    here = tmp_path_factory.mktemp("linking")
    (here / "letters").mkdir()
    for name in ("04-elderly-care.txt", "20-elderly-care.txt"):
        shutil.copy(ROOT / "tests" / "letters" / name, here / "letters")
    (here / "population.csv").write_text(block("csv"), encoding="utf-8")
    (here / "share.rq").write_text(block("sparql"), encoding="utf-8")
    gongwen(here, "build", "letters", "--out", "graph")
    return here


def test_the_example_prints_what_the_page_shows(place: Path) -> None:
    command, _, output = block("console").partition("\n")
    assert gongwen(place, *shlex.split(command)[2:]).splitlines() == output.splitlines()
    program = [sys.executable, "-X", "utf8", "-c", block("python")]
    done = subprocess.run(program, cwd=place, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    assert done.stdout == block("text")


def test_the_same_query_joins_by_division_code() -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    graph = (
        prefixes
        + f"""@prefix id: <{ID_BASE}> .
<{ID_BASE}place/530103> a schema:AdministrativeArea ; rdfs:label "盘龙区"@zh ; skos:notation "530103"^^gw:GBT2260 .
<{ID_BASE}fact/1> a gw:Statistic ; gw:what "60周岁及以上老年人" ; gw:unit "人" ; gw:value 50 ; gw:statedIn <{ID_BASE}letter/1> .
<{ID_BASE}letter/1> gw:sourceFile "a.txt" ; dct:creator <{ID_BASE}body/1> .
<{ID_BASE}body/1> a gw:Body ; gw:place <{ID_BASE}place/530103> .
"""
    )
    store = ox.Store()
    store.load(graph.encode(), ox.RdfFormat.TURTLE)
    table = "代码,常住人口\n530103000000,200\n"
    records = table_records(table.encode("gb18030"), Columns("代码", base="https://data.example/area/"), Path("a.csv"))
    (outcome,) = Matcher(read_things(store, Kind.PLACE, ID_BASE), "code", {}).match(records)
    link = Link(outcome.subject, f"{PREFIXES['owl']}sameAs", outcome.record.target, "code", "a.csv", file="a.csv", sha256="0" * 64)
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in ox.parse(links_nquads([link]), ox.RdfFormat.N_QUADS))
    store.add(ox.Quad(ox.NamedNode(outcome.record.target), ox.NamedNode("https://data.example/population"), ox.Literal(200)))
    (row,) = store.query(block("sparql"))  # type: ignore[misc]
    assert [cell.value for cell in row] == ["a.txt", "https://data.example/area/530103000000", "50", "200", "25"]
