"""``/sparql`` where ``server.direct`` has not answered: OPTIONS, and GET without a query."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from server.linked.service import service_description

router = APIRouter()
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@router.api_route("/sparql", methods=["GET", "HEAD"])
async def describe(request: Request) -> Response:
    """What the service is, for who asks without a query."""
    return await service_description(request)


@router.options("/sparql")
async def options() -> Response:
    """The methods there are."""
    return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
