"""``/openapi.json``. There is no page that shows it: those there are load their scripts from elsewhere."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from server.openapi.document import document
from server.settings import Settings

router = APIRouter()


@router.api_route("/openapi.json", methods=["GET", "HEAD"], include_in_schema=False)
async def openapi(request: Request) -> Response:
    """The document, made once: nothing in it changes while the server runs."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        settings: Settings = state.settings
        state.openapi = document(request.app, _version(), settings.public_url)
    return JSONResponse(state.openapi, headers={"Cache-Control": "public, max-age=300"})


def _version() -> str:
    """Of the installed package; a checkout that is not installed has none."""
    try:
        return version("gongwen")
    except PackageNotFoundError:
        return "0"
