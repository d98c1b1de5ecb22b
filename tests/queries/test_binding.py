"""Whatever a value holds, it is bound as one term and changes nothing else in the query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from queries.binding import BoundTerm, bind, sparql_term
from queries.errors import ParameterError
from queries.results import Description, Result, Truth
from queries.runners import run_on_graph, run_on_store

ECHO = "# a brace { in a comment\nSELECT ?x ?y WHERE { VALUES ?y { 1 } FILTER(BOUND(?x)) }"
ATTACKS = (
    '" } } #',
    '"@zh) } } INSERT DATA { <a:a> <a:b> 1 } #',
    "\\",
    '\\"',
    "\\u0022 . ?s ?p ?o #",
    "\\U00000022) } #",
    "\\\\u0022",
    "\\u005C\\u0022",
    "\\u00220022",
    "\n\r\t\x0c\x08",
    "'''\"\"\"",
    "> } <",
    "?x $x {y}",
    "\x00\x01\x7f\u2028\ufeff\U0001f600",
)
SETTINGS = settings(max_examples=60, deadline=None)
words = st.text(st.characters(codec="utf-8"), max_size=20)
literals = st.builds(ox.Literal, words) | st.builds(ox.Literal, words, language=st.sampled_from(["zh", "en-GB"]))


def test_known_attacks_stay_values() -> None:
    for attack in ATTACKS:
        for term in (ox.Literal(attack), ox.Literal(attack, language="zh")):
            query = bind(ECHO, {"x": term})
            expected = Result(("x", "y"), ((term, ox.Literal(1)),))
            assert run_on_store(ox.Store(), query) == expected
            assert run_on_graph(Graph(), query) == expected


@given(literals)
@example(ox.Literal("\\u0022"))
@SETTINGS
def test_any_literal_comes_back_from_both_engines(term: ox.Literal) -> None:
    query = bind(ECHO, {"x": term})
    expected = Result(("x", "y"), ((term, ox.Literal(1)),))
    assert run_on_store(ox.Store(), query) == expected
    assert run_on_graph(Graph(), query) == expected


@given(st.text(alphabet="\\uU0025CA\"'\n{}<>?x ", max_size=24))
@settings(max_examples=150, deadline=None)
def test_strings_made_of_escapes_come_back(value: str) -> None:
    query = bind(ECHO, {"x": ox.Literal(value)})
    for answer in (run_on_store(ox.Store(), query), run_on_graph(Graph(), query)):
        assert isinstance(answer, Result) and answer.rows == ((ox.Literal(value), ox.Literal(1)),)


@given(words)
@SETTINGS
def test_an_iri_is_refused_or_stays_one_term(value: str) -> None:
    try:
        term = ox.NamedNode(f"https://云川.example/{value}")
    except ValueError:
        return
    assert not set(sparql_term(term)[1:-1]) & set('<>"{}|^`\\ ')
    assert run_on_store(ox.Store(), bind(ECHO, {"x": term})) == Result(("x", "y"), ((term, ox.Literal(1)),))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { }", Result(("x",), ((ox.Literal("v"),),))),
        ("SELECT ?x WHERE { SELECT ?x { VALUES ?x { 'v' 'w' } } } ORDER BY ?x", Result(("x",), ((ox.Literal("v"),),))),
        (
            "PREFIX a: <http://e/#> SELECT ?x (true AS ?t) WHERE { # {\n }",
            Result(("x", "t"), ((ox.Literal("v"), ox.Literal(True)),)),
        ),
        ('SELECT ?x (\'{"\' AS ?s) ("""{""" AS ?t) { }', Result(("x", "s", "t"), ((ox.Literal("v"), ox.Literal('{"'), ox.Literal("{")),))),
        ("ASK { FILTER(?x = 'v') }", Truth(True)),
        ("ASK { FILTER(?x = 'w') }", Truth(False)),
        (
            "CONSTRUCT { <a:s> <a:p> ?x } WHERE { }",
            Description((ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("v")),)),
        ),
        ("SELECT (COUNT(*) AS ?n) { VALUES ?x { 'v' 'v' 'w' } }", Result(("n",), ((ox.Literal(2),),))),
    ],
)
def test_the_outer_group_is_found_in_every_form(query: str, expected: Result | Truth | Description) -> None:
    bound = bind(query, {"x": ox.Literal("v")})
    assert run_on_store(ox.Store(), bound) == expected
    assert run_on_graph(Graph(), bound) == expected


@pytest.mark.parametrize(
    ("query", "values", "message"),
    [
        ("SELECT ?x { }", {"y": ox.Literal("v")}, "no variable ?y"),
        ("SELECT ?x { }", {"x) } #": ox.Literal("v")}, "no variable"),
        ("SELECT ('?x' AS ?y) { } # ?x", {"x": ox.Literal("v")}, "no variable ?x"),
        ("DESCRIBE ?x", {"x": ox.NamedNode("a:b")}, "no group"),
    ],
)
def test_what_cannot_be_bound_is_said(query: str, values: dict[str, BoundTerm], message: str) -> None:
    with pytest.raises(ParameterError, match=message.replace("?", r"\?")):
        bind(query, values)


def test_a_group_inside_the_projection_is_passed_over() -> None:
    query = bind("SELECT (EXISTS { ?s ?p ?o } AS ?t) ?x { }", {"x": ox.Literal("v")})  # rdflib cannot evaluate EXISTS here
    assert run_on_store(ox.Store(), query) == Result(("t", "x"), ((ox.Literal(False), ox.Literal("v")),))


def test_nothing_to_bind_changes_nothing() -> None:
    assert bind(ECHO, {}) == ECHO
