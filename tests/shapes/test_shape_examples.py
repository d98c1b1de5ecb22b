"""Every shape and every rule has an example that holds and one that it alone reports."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

import shapes
from ontology.namespaces import PREFIXES, SH
from shapes.core import SHAPE_FILES, shape, shapes_graph
from shapes.results import Severity
from shapes.rulebook import rules, run_rule, store_of
from shapes.validator import validate_letter, validate_rules

EXAMPLES = Path(shapes.__file__).parent / "examples"
EXAMPLE_BASE = "https://gongwen.example/id/example/"
NAMES = [path.stem for path in SHAPE_FILES]
RULES = {rule.name: rule for rule in rules()}
EXPECT = re.compile(r"^# expect gws:(\S+) ex:(\S+) (\S+)$", re.MULTILINE)
Finding = tuple[str, str, str | None]


def expected(path: Path) -> set[Finding]:
    """(shape, focus, path) of the ``# expect`` lines of an example."""
    return {
        (PREFIXES["gws"] + name, EXAMPLE_BASE + focus, None if term == "-" else PREFIXES[term.split(":")[0]] + term.split(":")[1])
        for name, focus, term in EXPECT.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", NAMES)
def test_valid_example_conforms(name: str) -> None:
    graph = Graph().parse(EXAMPLES / f"{name}.valid.ttl")
    assert len(graph)
    assert validate_letter(graph) == []


@pytest.mark.parametrize("name", NAMES)
def test_invalid_example_breaks_exactly_what_it_says(name: str) -> None:
    path = EXAMPLES / f"{name}.invalid.ttl"
    found = {(result.shape, result.focus, result.path) for result in validate_letter(Graph().parse(path))}
    assert found == expected(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_of_a_file_is_in_its_invalid_example(name: str) -> None:
    declared = {str(node) for node in Graph().parse(EXAMPLES.parent / f"{name}.ttl").subjects(SH.targetClass, None)}
    assert {shape for shape, _, _ in expected(EXAMPLES / f"{name}.invalid.ttl")} == declared


@pytest.mark.parametrize("name", RULES)
def test_rule_examples(name: str) -> None:
    for kind in ("valid", "invalid"):
        path = EXAMPLES / "rules" / f"{name}.{kind}.ttl"
        results = run_rule(RULES[name], store_of(Graph().parse(path)))
        assert {(result.shape, result.focus, result.path) for result in results} == expected(path)
        assert bool(results) == (kind == "invalid")


def test_no_example_without_its_shape_or_rule() -> None:
    assert {path.name.split(".")[0] for path in EXAMPLES.glob("*.ttl")} == set(NAMES)
    assert {path.name.split(".")[0] for path in (EXAMPLES / "rules").glob("*.ttl")} == set(RULES)


def test_messages_and_severities() -> None:
    nodes = {node for node in shapes_graph().subjects(RDF.type, None) if isinstance(node, URIRef)}
    assert nodes == set(shapes_graph().subjects(SH.targetClass, None))
    for node in nodes:
        found = shape(str(node))
        assert found.severity in Severity
        assert found.message_zh and found.message_en
        assert re.search(r"[\u4e00-\u9fff]", found.message_zh) and found.message_en[0].isascii()


def test_shape_and_rule_names_are_unique() -> None:
    names = [str(node) for node in set(shapes_graph().subjects(SH.targetClass, None))] + [rule.shape for rule in rules()]
    assert len(names) == len(set(names))


def test_shapes_stay_core_and_flat() -> None:
    """pySHACL runs nested property shapes and ``sh:sparql`` once per node; see ``shapes/core.py``."""
    for predicate in (SH.sparql, SH.property, SH.rule):
        assert not list(shapes_graph().subject_objects(predicate))


def test_rules_say_the_same_over_named_graphs() -> None:
    """A build's N-Quads hold named graphs only; the store may hold their union in its default graph."""
    path = EXAMPLES / "rules" / "cosigning-named-count.invalid.ttl"
    plain = store_of(Graph().parse(path))
    named = ox.Store()
    for number in (1, 2):  # the same triples in two graphs count once
        named.extend(ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(f"urn:graph:{number}")) for q in plain)
    assert validate_rules(named) == validate_rules(plain) != []
