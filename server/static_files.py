"""``/static``: style sheets, so that pages need nothing inline and nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from server.protocol import RequestError

router = APIRouter(tags=["pages"])


@router.head("/static/{name}", include_in_schema=False)
@router.get(
    "/static/{name}", summary="A style sheet of the pages", response_class=Response, responses={404: {"description": "No such file"}}
)
async def static(name: str) -> Response:
    """Only names of files that are there are answered: no path is ever made of what a client sends."""
    found = _files().get(name)
    if found is None:
        raise RequestError(404, f"no /static/{name[:80]}: there are {', '.join(_files())}")
    return Response(found, media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "static").glob("*.css"))}
