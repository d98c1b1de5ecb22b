"""``/reconcile``: the service over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest

from server.linked.here import host
from server.problem import problem
from server.protocol import FORM, RequestError, parameters
from server.reconcile.desk import ACTIONS, Desk, Request
from server.replies import body_of
from server.settings import Settings
from server.store import CurrentStore, StoreError
from server.workers import Workers

router = APIRouter()
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Desks:
    """The worker that reconciles, started with the first request. Apart from those that answer SPARQL: a query that is stopped at its
    deadline takes its process with it, and the index lives in one."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.reconcile_timeout
        self._workers: Workers[Request] | None = None

    def workers(self) -> Workers[Request]:
        """The running worker."""
        if self._workers is None:
            self._workers = Workers(1, self._seconds, Desk)
        return self._workers

    def stop(self) -> None:
        """End what runs at once."""
        if self._workers is not None:
            self._workers.stop()

    def close(self) -> None:
        """Stop, and collect what is left."""
        if self._workers is not None:
            self._workers.close()


@router.api_route("/reconcile", methods=["GET", "HEAD"])
async def get(request: HttpRequest) -> Response:
    """Manifest; or a query batch (``queries``) or data extension (``extend``) by GET."""
    return await _answer(request, "", parameters(request.scope["query_string"]))


@router.post("/reconcile")
async def post(request: HttpRequest) -> Response:
    """A query batch or data extension as a form."""
    media, _, rest = request.headers.get("content-type", "").partition(";")
    if media.strip().lower() != FORM or not {"", "charset=utf-8"} >= {"".join(rest.split()).lower().replace('"', "")}:
        raise RequestError(415, f"content type {media or 'missing'}: send {FORM} in UTF-8, with queries or extend")
    given = [*parameters(request.scope["query_string"]), *parameters(await body_of(request))]
    if not any(name in ("queries", "extend") for name, _ in given):
        raise RequestError(400, 'neither queries nor extend: send queries={"q0": {"query": "…"}}')
    return await _answer(request, "", given)


@router.options("/reconcile")
async def options() -> Response:
    """The methods there are."""
    return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})


@router.api_route("/reconcile/{action:path}", methods=["GET", "HEAD"])
async def beside(request: HttpRequest, action: str) -> Response:
    """Suggest, flyout, preview, view and property proposals."""
    if action not in ACTIONS:
        raise RequestError(404, f"no /reconcile/{action[:80]}: there are {', '.join(ACTIONS)}")
    return await _answer(request, action, parameters(request.scope["query_string"]))


async def _answer(request: HttpRequest, action: str, given: list[tuple[str, str]]) -> Response:
    """Parameters that the specification does not know are passed over, ``callback`` among them: clients use CORS."""
    values: dict[str, str] = {}
    for name, value in given:
        if name in values:
            raise RequestError(400, f"parameter {name[:40]} is given twice: give it once")
        values[name] = value
    current: CurrentStore = request.app.state.current
    desks: Desks = request.app.state.desks
    try:
        store = current.path()
    except StoreError as error:
        return problem(503, str(error), {"Retry-After": "5"})
    answer = await desks.workers().ask(Request(store, host(request), action, values))
    if answer.status >= 400:
        return problem(answer.status, answer.detail, {"Retry-After": "5"} if answer.status == 503 else None)
    return Response(answer.body, media_type=answer.content_type)
