"""The validation report: as RDF for machines, as lines for people."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.util import from_n3

from ontology.namespaces import GW, ID_BASE, SH, bind_prefixes, id_namespace
from shapes.results import Result, Severity

_MARKS: Final = {Severity.VIOLATION: "违规", Severity.WARNING: "警告", Severity.INFO: "提示"}


@dataclass(frozen=True, slots=True)
class Report:
    """All results, each once, in the order of ``Result.sort_key``."""

    results: tuple[Result, ...]

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """A report of results from anywhere: letters, rules, a cache."""
        return cls(tuple(sorted(set(results), key=Result.sort_key)))

    @property
    def conforms(self) -> bool:
        """True when nothing is violated; warnings and infos are allowed."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """How many results of one severity."""
        return Counter(result.severity for result in self.results)[severity]

    def to_turtle(self, base: str = ID_BASE) -> bytes:
        """A ``sh:ValidationReport`` (SHACL 3.6.1) without blank nodes; the same results give the same bytes.

        ``sh:conforms`` follows the standard and is false as soon as there is any result, unlike ``conforms``.
        """
        graph = bind_prefixes(Graph(), base)
        ids = id_namespace(base)
        report = ids["report"]
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.results)))
        for result in self.results:
            node = ids[f"report/{_digest(result)}"]
            graph.add((report, SH.result, node))
            _add(graph, node, result)
        return graph.serialize(format="turtle", encoding="utf-8")

    def to_table(self) -> str:
        """A readable text: a line of totals, then each result with its letter, node, message and quote."""
        totals = "，".join(f"{_MARKS[severity]} {self.count(severity)}" for severity in Severity)
        lines = [f"{'合格' if self.conforms else '不合格'}（{totals}）"]
        for result in self.results:
            lines.append(
                f"{_MARKS[result.severity]}  {result.source or '—'}  {_short(result.shape)}  {result.message_zh} / {result.message_en}"
            )
            about = [_short(result.focus), _short(result.path) if result.path else "", result.value or ""]
            lines.append("      " + "  ".join(part for part in about if part))
            if result.quote:
                lines.append(f"      “{' '.join(result.quote.split())}”")
        return "\n".join(lines) + "\n"


def _add(graph: Graph, node: URIRef, result: Result) -> None:
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, URIRef(result.focus)))
    graph.add((node, SH.sourceShape, URIRef(result.shape)))
    graph.add((node, SH.sourceConstraintComponent, URIRef(result.component)))
    graph.add((node, SH.resultSeverity, SH[result.severity.value]))
    graph.add((node, SH.resultMessage, Literal(result.message_zh, lang="zh")))
    graph.add((node, SH.resultMessage, Literal(result.message_en, lang="en")))
    if result.path:
        graph.add((node, SH.resultPath, URIRef(result.path)))
    if result.value:
        value = from_n3(result.value)
        if isinstance(value, URIRef | Literal):
            graph.add((node, SH.value, value))
    if result.source:
        graph.add((node, GW.reportedFile, Literal(result.source)))
    if result.quote:
        graph.add((node, GW.reportedQuote, Literal(result.quote)))


def _digest(result: Result) -> str:
    text = "\0".join(value or "" for _, value in sorted(result.to_record().items()))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _short(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.removeprefix(ID_BASE)
