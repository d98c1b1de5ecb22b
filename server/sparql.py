"""``/sparql``: the SPARQL 1.1 endpoint."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response

from server.answer import Question
from server.protocol import Operation, from_get, from_post
from server.replies import accept_of, body_of, reply

router = APIRouter()
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@router.api_route("/sparql", methods=["GET", "HEAD"])
async def get(request: Request) -> Response:
    """Query by GET; HEAD answers its headers."""
    return await _answer(request, from_get(request.scope["query_string"]))


@router.post("/sparql")
async def post(request: Request) -> Response:
    """Query by POST, as a form or directly."""
    body = await body_of(request)
    return await _answer(request, from_post(request.headers.get("content-type", ""), request.scope["query_string"], body))


@router.options("/sparql")
async def options() -> Response:
    """The methods there are."""
    return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})


async def _answer(request: Request, operation: Operation) -> Response:
    question = Question(
        store=Path(),
        query=operation.query,
        accept=accept_of(request),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
    )
    return await reply(request, question)
