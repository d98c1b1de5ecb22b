"""Questions to the graph that is served now, written in SPARQL and put like anyone's."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ontology.errors import GongwenError
from server.answer import Answer, Question

if TYPE_CHECKING:
    from pyoxigraph import Triple

Row = dict[str, str]
"""A solution: values by variable, unbound ones left out."""


class Unanswered(GongwenError):
    """The graph could not be asked: busy, stopped at the deadline, gone. ``status``: what HTTP calls it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.detail)
        self.status = answer.status


def text(name: str, **values: Any) -> str:
    """The query in ``queries/NAME.rq.j2``. ``values`` are IRIs that ``Spaces`` made or the graph holds, and numbers: neither can end
    what it stands in."""
    rendered = _templates().get_template(f"{name}.rq.j2").render(**values)
    return "\n".join(line.rstrip() for line in rendered.splitlines() if line.strip())


async def rows(request: Request, query: str) -> list[Row]:
    """Solutions of a SELECT. Raises Unanswered, StoreError."""
    answer = await _ask(request, query, "application/sparql-results+json")
    bindings: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


async def triples(request: Request, query: str) -> set[Triple]:
    """The graph that a CONSTRUCT makes. Raises Unanswered, StoreError."""
    from pyoxigraph import RdfFormat, parse

    answer = await _ask(request, query, "application/n-triples")
    return {quad.triple for quad in parse(answer.body, RdfFormat.N_TRIPLES)}


async def _ask(request: Request, query: str, accept: str) -> Answer:
    question = Question(store=request.app.state.current.path(), query=query, accept=accept)
    answer: Answer = await request.app.state.workers.ask(question)
    if answer.status >= 400:
        raise Unanswered(answer)
    return answer


@cache
def _templates() -> Environment:
    """Not the pages' environment: SPARQL is no HTML."""
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "queries"), autoescape=False, undefined=StrictUndefined)
