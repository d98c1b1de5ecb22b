"""From a question to a response: the way every route goes."""

from __future__ import annotations

from dataclasses import replace

from fastapi import Request, Response

from server.answer import Question
from server.problem import problem
from server.protocol import RequestError
from server.settings import Settings
from server.store import CurrentStore, StoreError
from server.workers import Workers


async def reply(request: Request, question: Question) -> Response:
    """Run a question on the current store; the answer, or a problem. HEAD gets the headers of GET."""
    current: CurrentStore = request.app.state.current
    workers: Workers[Question] = request.app.state.workers
    try:
        question = replace(question, store=current.path())
    except StoreError as error:
        return problem(503, str(error), {"Retry-After": "5"})
    answer = await workers.ask(question)
    headers = {"Vary": "Accept"}
    if answer.status >= 400:
        if answer.status == 503:
            headers["Retry-After"] = "5"
        return problem(answer.status, answer.detail, headers)
    return Response(answer.body, headers=headers, media_type=answer.content_type)


async def body_of(request: Request) -> bytes:
    """The request's body. Raises RequestError (413) as soon as it is longer than the setting."""
    settings: Settings = request.app.state.settings
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > settings.max_request:
            raise RequestError(413, f"the request is longer than {settings.max_request} bytes: send a shorter query")
    return bytes(body)


def accept_of(request: Request) -> str | None:
    """All Accept headers as one."""
    return ", ".join(request.headers.getlist("accept")) or None
