"""The catalogue: headers, parameters by type, and what is said when something does not fit."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import XSD

from queries.catalogue import catalogue, read_query
from queries.errors import ParameterError, QuerySyntaxError, UnknownQueryError
from queries.results import Result
from queries.runners import run_on_store

TYPED = "\n".join(
    [
        "# title@zh: 试",
        "# title@en: Try",
        "# param: n integer optional 数 | number",
        "# param: d decimal optional 小数 | decimal",
        "# param: t date optional 日 | date",
        "# param: i iri optional 标识 | identifier",
        "# param: l label optional 名 | name",
        "# param: s string required 串 | string",
        "SELECT ?n ?d ?t ?i ?l ?s { }",
    ]
)


def typed(value: str, name: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(str(XSD[name])))


def test_values_take_the_declared_type(tmp_path: Path) -> None:
    path = tmp_path / "try.rq"
    path.write_text(TYPED, encoding="utf-8")
    query = read_query(path, named=True)
    assert query.titles == {"zh": "试", "en": "Try"} and query.columns == ("n", "d", "t", "i", "l", "s")
    answer = run_on_store(ox.Store(), query.bound({"n": "-14", "d": "1607.33", "t": "2022-01", "i": "<a:b>", "l": "孤儿", "s": "x"}))
    cells = (typed("-14", "integer"), typed("1607.33", "decimal"), typed("2022-01", "gYearMonth"), ox.NamedNode("a:b"))
    assert answer == Result(query.columns, ((*cells, ox.Literal("孤儿", language="zh"), ox.Literal("x")),))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "needs parameter s"),
        ({"s": "x", "z": "1"}, "has no parameter 'z'; it takes n, d, t, i, l, s"),
        ({"s": "x", "n": "14家"}, "n='14家': not a number"),
        ({"s": "x", "n": "１４"}, "not a number"),
        ({"s": "x", "d": "1e5"}, "not a number"),
        ({"s": "x", "t": "2022年"}, "not a date"),
        ({"s": "x", "i": "a b"}, "not an absolute IRI"),
        ({"s": "\ud800"}, "not valid Unicode"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, values: dict[str, str], message: str) -> None:
    path = tmp_path / "try.rq"
    path.write_text(TYPED, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        read_query(path, named=True).bound(values)
    assert message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "hint"), [("cosign", "cosigned"), ("statistic", "statistics"), ("什么", "gongwen queries")])
def test_an_unknown_name_gets_a_hint(name: str, hint: str) -> None:
    with pytest.raises(UnknownQueryError, match=hint):
        catalogue().get(name)


def test_a_users_own_file_may_leave_parameters_undeclared(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?a ?b { }", encoding="utf-8")
    answer = run_on_store(ox.Store(), read_query(path).bound({"a": "<a:b>", "b": "3"}))
    assert answer == Result(("a", "b"), ((ox.NamedNode("a:b"), ox.Literal("3")),))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# param: x what optional a | b\nSELECT ?x { }", "is not NAME TYPE"),
        (b"# param: y string optional a | b\nSELECT ?x { }", "no variable"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_malformed_file_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(content)
    with pytest.raises(QuerySyntaxError, match=message):
        read_query(path)


def test_no_query_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("SELEKT ?x { }", encoding="utf-8")
    with pytest.raises(QuerySyntaxError, match="bad: "):
        _ = read_query(path).columns
