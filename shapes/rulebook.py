"""The rules that core shapes cannot say: SELECT queries, each run once over the whole graph.

``shapes/rules/NAME.rq`` starts with comment lines ``# rule: # severity: # path: # zh: # en:`` (path: an IRI or ``-``) and selects
``?focus`` and, where they can be told, ``?value ?source ?quote``. The same rule as ``sh:sparql`` would run once per node.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ontology.namespaces import GWS, SH
from shapes.errors import RuleError
from shapes.results import Result, Severity

RULES_DIR: Final = Path(__file__).parent / "rules"
_HEADER: Final = re.compile(r"^# (rule|severity|path|zh|en): (.+)$", re.MULTILINE)
_COMPONENT: Final = str(SH.SPARQLConstraintComponent)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file. ``shape``: the IRI it is reported under."""

    name: str
    shape: str
    severity: Severity
    path: str | None
    message_zh: str
    message_en: str
    query: str


def read_rule(path: Path) -> Rule:
    """The rule in ``path``; ``RuleError`` when its header is incomplete."""
    query = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(query))
    missing = {"rule", "severity", "path", "zh", "en"} - set(header)
    if missing or header["severity"] not in set(Severity):
        wrong = f"no {', '.join(sorted(missing))} line" if missing else f"no severity {header['severity']!r}"
        raise RuleError(f"rule {path.name}: {wrong} in its header; write rule, severity, path, zh and en as the other rules do")
    return Rule(
        name=path.stem,
        shape=str(GWS[header["rule"]]),
        severity=Severity(header["severity"]),
        path=None if header["path"] == "-" else header["path"],
        message_zh=header["zh"],
        message_en=header["en"],
        query=query,
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by file name."""
    return tuple(read_rule(path) for path in sorted(RULES_DIR.glob("*.rq")))


def run_rule(rule: Rule, store: ox.Store) -> list[Result]:
    """The results of one rule, sorted. The default graph is asked; where it is empty, the union of the named graphs."""
    union = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is None
    try:
        solutions = store.query(rule.query, use_default_graph_as_union=union)
    except SyntaxError as error:
        raise RuleError(f"rule {rule.name}: {error}; mend the query") from error
    assert isinstance(solutions, ox.QuerySolutions)
    names = {variable.value for variable in solutions.variables}
    return sorted({_result(rule, solution, names) for solution in solutions}, key=Result.sort_key)


def store_of(graph: Graph) -> ox.Store:
    """An Oxigraph store in memory with the triples of an rdflib graph, or the quads of a ``Dataset``."""
    store = ox.Store()
    if isinstance(graph, Dataset):
        for named in graph.graphs():
            store.bulk_load(named.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES, to_graph=_graph_name(named))
    else:
        store.bulk_load(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return store


def _graph_name(graph: Graph) -> ox.NamedNode | ox.DefaultGraph:
    default = graph.identifier == DATASET_DEFAULT_GRAPH_ID
    return ox.DefaultGraph() if default else ox.NamedNode(str(graph.identifier))


def _result(rule: Rule, solution: ox.QuerySolution, names: set[str]) -> Result:
    value, source, quote = (solution[name] if name in names else None for name in ("value", "source", "quote"))
    focus = solution["focus"]
    assert isinstance(focus, ox.NamedNode)  # our graphs hold no blank nodes
    return Result(
        shape=rule.shape,
        component=_COMPONENT,
        severity=rule.severity,
        focus=focus.value,
        path=rule.path,
        value=None if value is None else str(value),
        message_zh=rule.message_zh,
        message_en=rule.message_en,
        source=source.value if isinstance(source, ox.Literal) else None,
        quote=quote.value if isinstance(quote, ox.Literal) else None,
    )
