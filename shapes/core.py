"""SHACL core over one graph, by pySHACL.

Measured on letters of 2,000 triples: shapes that are property shapes with targets of their own cost 43 ms a letter, the same nested in
node shapes 190 ms, because pySHACL builds every constraint anew for each focus node of a nested shape. So ours are flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyshacl
from rdflib import RDF, Graph, Literal, Node, URIRef

from ontology.namespaces import SH
from shapes.results import Result, Severity
from shapes.trace import Trace

SHAPE_FILES: Final = tuple(sorted(Path(__file__).parent.glob("*.ttl")))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a shape says when it is broken."""

    iri: str
    severity: Severity
    message_zh: str
    message_en: str


@cache
def shapes_graph() -> Graph:
    """All shapes in one graph, read once. Callers share it and leave it as it is."""
    graph = Graph()
    for path in SHAPE_FILES:
        graph.parse(path, format="turtle")
    return graph


@cache
def shape(iri: str) -> Shape:
    """The shape ``iri`` with its severity and messages."""
    graph, node = shapes_graph(), URIRef(iri)
    messages = {text.language: str(text) for text in graph.objects(node, SH.message) if isinstance(text, Literal)}
    severity = str(graph.value(node, SH.severity)).removeprefix(str(SH))
    return Shape(iri, Severity(severity), messages["zh"], messages["en"])


def check(graph: Graph) -> list[Result]:
    """All results of the core shapes on ``graph``, which is not changed; sorted. No inference, no SHACL-AF, no SHACL-SPARQL."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(), advanced=False, inference="none", inplace=True, js=False)
    return sorted(set(_results(graph, report)), key=Result.sort_key)


def _results(graph: Graph, report: Graph) -> Iterator[Result]:
    trace = Trace(graph)
    for node in report.subjects(RDF.type, SH.ValidationResult):
        broken = shape(str(report.value(node, SH.sourceShape)))
        focus, path, value = (report.value(node, p) for p in (SH.focusNode, SH.resultPath, SH.value))
        assert focus is not None  # SHACL 3.6.2.1: every result has one
        letter = trace.letter(focus)
        yield Result(
            shape=broken.iri,
            component=str(report.value(node, SH.sourceConstraintComponent)),
            severity=broken.severity,
            focus=str(focus),
            path=None if path is None else str(path),
            value=None if value is None or path is None else _n3(value),
            message_zh=broken.message_zh,
            message_en=broken.message_en,
            source=letter,
            quote=trace.quote(focus),
        )


def _n3(term: Node) -> str:
    assert isinstance(term, URIRef | Literal)  # our graphs hold no blank nodes
    return term.n3()
