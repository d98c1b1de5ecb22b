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
from server.replies import ask

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
    body = await _ask(request, query, "application/sparql-results+json")
    bindings: list[dict[str, dict[str, str]]] = json.loads(body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


async def triples(request: Request, query: str) -> set[Triple]:
    """The graph that a CONSTRUCT makes. Raises Unanswered, StoreError."""
    from pyoxigraph import RdfFormat, parse

    body = await _ask(request, query, "application/n-triples")
    return {quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)}


def rows_cut(request: Request) -> int:
    """The server's own limit of rows, when an answer to this request's questions was cut there; else 0."""
    return int(getattr(request.state, "rows_cut", 0))


async def _ask(request: Request, query: str, accept: str) -> bytes:
    question = Question(query=query, accept=accept)
    answer, _ = await ask(request.app.state, question)
    if answer.status >= 400:
        raise Unanswered(answer)
    if answer.cut:
        request.state.rows_cut = answer.cut
    return answer.body if answer.stream is None else b"".join([part async for part in answer.stream])


@cache
def _templates() -> Environment:
    """Not the pages' environment: SPARQL is no HTML."""
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "queries"), autoescape=False, undefined=StrictUndefined)
