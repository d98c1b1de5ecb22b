"""``/queries``: the named queries. ``/queries/NAME?param=value`` answers one, ``/queries/NAME.csv`` in one format."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from queries.catalogue import catalogue
from queries.errors import QueryError, UnknownQueryError
from server.answer import Question
from server.listing import listing
from server.media import RESULTS
from server.protocol import RequestError, parameters
from server.replies import accept_of, reply

router = APIRouter()


@router.api_route("/queries", methods=["GET", "HEAD"])
async def index() -> Response:
    """The catalogue."""
    return JSONResponse(listing())


@router.api_route("/queries/{name}", methods=["GET", "HEAD"])
async def answer(request: Request, name: str) -> Response:
    """One named query's answer; the parameters are its own. A suffix (``.csv``) goes before the Accept header."""
    name, _, suffix = name.partition(".")
    types = {media.name: media.type for media in RESULTS}
    if suffix and suffix not in types:
        raise RequestError(404, f"no format .{suffix}: there are {', '.join('.' + known for known in types)}")
    try:
        query = catalogue().get(name)
        text = query.bound(_values(request.scope["query_string"]))
    except UnknownQueryError as error:
        raise RequestError(404, str(error)) from None
    except QueryError as error:
        raise RequestError(400, str(error)) from None
    title = f"{query.titles['zh']} {query.titles['en']}"
    return await reply(request, Question(query=text, accept=types.get(suffix) or accept_of(request), title=title))


def _values(query_string: bytes) -> dict[str, str]:
    """Parameters by name; one left empty, as forms send it, is not given. Raises RequestError."""
    values: dict[str, str] = {}
    for name, value in parameters(query_string):
        if name in values:
            raise RequestError(400, f"parameter {name} is given twice: give it once")
        if value:
            values[name] = value
    return values
