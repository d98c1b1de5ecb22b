"""Answers in every format."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from rdflib.namespace import XSD

from queries.errors import FormatError
from queries.printers import render
from queries.results import Description, Result, Truth

LONG = "很长" * 100
RESULT = Result(
    ("name", "count", "quote", "iri"),
    (
        (
            ox.Literal("甲,乙", language="zh"),
            ox.Literal("14", datatype=ox.NamedNode(str(XSD.decimal))),
            ox.Literal('一\n 二\t"三"'),
            ox.NamedNode("a:b"),
        ),
        (ox.Literal("丙"), None, ox.Literal(LONG), ox.BlankNode("n")),
    ),
)
GRAPH = Description(
    tuple(ox.Triple(ox.NamedNode(f"a:{s}"), ox.NamedNode("https://gongwen.example/ontology#what"), ox.Literal("词")) for s in "ba")
)


def test_csv_holds_plain_values_and_crlf() -> None:
    told = render(RESULT, "csv")
    assert list(csv.reader(io.StringIO(told, newline=""))) == [
        ["name", "count", "quote", "iri"],
        ["甲,乙", "14", '一\n 二\t"三"', "a:b"],
        ["丙", "", LONG, "_:n"],
    ]
    assert told.startswith("name,count,quote,iri\r\n") and told.endswith("\r\n")


def test_tsv_holds_terms_on_one_line_each() -> None:
    lines = render(RESULT, "tsv").splitlines()
    assert lines[0] == "?name\t?count\t?quote\t?iri"
    assert lines[1] == '"甲,乙"@zh\t"14"^^<http://www.w3.org/2001/XMLSchema#decimal>\t"一\\n 二\\t\\"三\\""\t<a:b>'
    assert len(lines) == 3 and lines[2].split("\t")[1] == ""


def test_json_leaves_unbound_cells_out_and_reads_back() -> None:
    told = render(RESULT, "json")
    assert json.loads(told)["results"]["bindings"][1].keys() == {"name", "quote", "iri"}
    back = ox.parse_query_results(told.encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(back, ox.QuerySolutions)
    rows = [[solution[name] for name in RESULT.columns[:3]] for solution in back]
    assert rows == [list(row[:3]) for row in RESULT.rows]


def test_the_table_collapses_trims_and_counts() -> None:
    told = render(RESULT, "table", width=200)
    assert '一二 "三"' in told and "…" in told and LONG not in told and told.endswith("2 rows\n")
    assert all(ord(char) > 31 for char in told.replace("\n", ""))
    assert "[b]" in render(Result(("a",), ((ox.Literal("[b]x[/b]"),),)), "table")


def test_an_empty_result_still_has_its_columns() -> None:
    empty = Result(("a", "b"), ())
    assert render(empty, "csv") == "a,b\r\n" and render(empty, "tsv") == "?a\t?b\n"
    assert json.loads(render(empty, "json")) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}
    assert "0 rows" in render(empty, "table")


def test_truth() -> None:
    assert render(Truth(True)) == "true\n" and json.loads(render(Truth(False), "json")) == {"head": {}, "boolean": False}


def test_graphs_print_sorted_with_prefixes() -> None:
    assert render(GRAPH, "ntriples").splitlines()[0].startswith("<a:a> ")
    told = render(GRAPH, "table")
    assert told == render(GRAPH, "turtle") == render(Description(GRAPH.triples[::-1]), "turtle")
    assert "@prefix gw: <https://gongwen.example/ontology#>" in told and 'gw:what "词"' in told and "@prefix oa:" not in told


@pytest.mark.parametrize(("answer", "form"), [(RESULT, "turtle"), (GRAPH, "csv"), (Truth(True), "ntriples"), (RESULT, "xml")])
def test_a_format_an_answer_does_not_have_is_said(answer: Result | Truth | Description, form: str) -> None:
    with pytest.raises(FormatError, match=form):
        render(answer, form)
