"""``/sparql`` where ``server.direct`` has not answered: OPTIONS, and GET without a query."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from server.protocol import RequestError

router = APIRouter()
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@router.api_route("/sparql", methods=["GET", "HEAD"])
async def describe(request: Request) -> Response:
    """What the service is, for who asks without a query."""
    raise RequestError(400, "0 query parameters: send exactly one, as in /sparql?query=SELECT…")


@router.options("/sparql")
async def options() -> Response:
    """The methods there are."""
    return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
