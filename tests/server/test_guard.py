"""What may run, and what may not, however it is dressed up."""

from __future__ import annotations

import pytest

from server.guard import Form, RefusedQuery, checked

EVIL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", Form.SELECT),
        ("ask {}", Form.ASK),
        ("DESCRIBE <https://x.example/官渡区>", Form.DESCRIBE),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("CONSTRUCT { ?s ?p ?n } { SELECT ?s ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ?p }", Form.CONSTRUCT),
        ("SELECT * FROM <x:g> FROM NAMED <x:h> { GRAPH ?g { ?s ?p ?o } }", Form.SELECT),
        ('SELECT ("SERVICE <x:y> {} INSERT DATA {}" AS ?word) {} # SERVICE', Form.SELECT),
        ("SELECT * { <x:a#SERVICE> ?service ?LOAD }", Form.SELECT),
    ],
)
def test_queries_pass(query: str, form: Form) -> None:
    assert (checked(query).text, checked(query).form) == (query, form)


@pytest.mark.parametrize(
    ("head", "default", "named"),
    [
        ("SELECT *", (), ()),
        ("SELECT * FROM <x:g> FROM <x:h> FROM NAMED <x:i>", ("x:g", "x:h"), ("x:i",)),
        ("PREFIX id: <x:id/> PREFIX : <x:no/> ASK FROM id:图 FROM NAMED :n", ("x:id/图",), ("x:no/n",)),
        ("BASE <x:b/> SELECT * FROM <g>", (), ()),
        ("SELECT * FROM no:where", (), ()),
    ],
)
def test_the_graphs_of_from(head: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    query = checked(f"{head} {{ ?s ?p ?o }}")
    assert (query.default_graphs, query.named_graphs) == (default, named)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {EVIL} }}",
        f"SELECT * {{ {EVIL.replace('SERVICE', 'SERVICE SILENT')} }}",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        f"ASK {{ FILTER EXISTS {{ {EVIL} }} }}",
        f"SELECT (EXISTS {{ {EVIL} }} AS ?x) {{}}",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {EVIL} }} }} }} UNION {{}} }}",
        f"SELECT * {{ GRAPH ?g {{ MINUS {{ {EVIL} }} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {EVIL} }}",
        f"DESCRIBE ?s {{ {EVIL} }}",
        f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {EVIL} }})",
        f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {EVIL} }})",
        f"SELECT * {{ #\r{EVIL}\n}}",
        f"SELECT * {{ #\\u000d{EVIL}\n}}",
        "SELECT * { \\u0053ERVICE <x:y> { ?s ?p ?o } }",
        "SELECT * { s\\U00000045rvice <x:y> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(RefusedQuery, match="SERVICE is refused"):
        checked(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:> <b:> <c:> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "LOAD SILENT <file:///etc/hostname> INTO GRAPH <x:g>",
        "CLEAR ALL",
        "DROP GRAPH <x:g>",
        "PREFIX x: <x:> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(RefusedQuery, match="update"):
        checked(update)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "end of the query"),
        ("SELEKT *", "line 1, column 1"),
        ("SELECT * FROM <x:g>\n{ ?s ?p", "line 2"),
        ("SELECT * FROM <x:g> {} ; DROP ALL", "column 24"),
        ("SELECT * " + "{" * 3000 + "}" * 3000, "nested too deeply"),
        ("SELECT * { \\u005cu0053ERVICE <x:y> {} }", "write the character itself"),
        ("SELECT *\0 {}", "NUL"),
    ],
)
def test_what_is_no_query_is_told_in_one_line(query: str, told: str) -> None:
    with pytest.raises(RefusedQuery, match=told) as caught:
        checked(query)
    assert "\n" not in str(caught.value)
