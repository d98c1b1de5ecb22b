"""``/``: what is here, for a person; ``/healthz``: whether it works, for a machine."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from queries.catalogue import catalogue
from server.problem import problem
from server.store import CurrentStore, StoreError
from server.table import templates

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
async def home(request: Request) -> Response:
    """The page that says what is here and links to the named queries."""
    page = (
        templates().get_template("home.html.j2").render(title="公文", queries=catalogue().queries, host=str(request.base_url).rstrip("/"))
    )
    return Response(page, media_type="text/html")


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def health(request: Request) -> Response:
    """200 while there is a graph to answer from, else 503."""
    current: CurrentStore = request.app.state.current
    try:
        store = current.path().name
    except StoreError as error:
        return problem(503, str(error))
    return JSONResponse({"status": "ok", "store": store}, headers={"Cache-Control": "no-store"})
