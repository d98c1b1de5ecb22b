"""From a question to a response: the way every route goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from server.answer import Answer, Question
from server.cache import AnswerCache, etag, normal
from server.engine.engine import Engine
from server.guard import form_of
from server.media import GRAPHS, RESULTS, negotiate
from server.problem import problem
from server.protocol import RequestError
from server.remote import Remote
from server.settings import Settings
from server.store import StoreError

VARY = "Accept, Accept-Encoding"


async def ask(state: Any, question: Question) -> tuple[Answer, str]:
    """The answer on the current graph, from the cache where it is there, and its entity tag. ``state``: of the application."""
    workers: Engine | Remote = state.workers
    cache: AnswerCache = state.cache
    try:
        version = workers.version()
        question = _negotiated(question)
        if not version or (state.settings.service_allow and "service" in question.query.lower()):  # others' data change too
            return await workers.ask(question), ""
        key = (version, normal(question.query), question.accept, question.default_graphs, question.named_graphs, question.compressed)
        if (known := cache.get(key)) is not None:
            state.metrics.cache_hit()
            return known, etag(key)
        state.metrics.cache_miss()
        answer = await workers.ask(question)
    except StoreError as error:
        return Answer(503, detail=str(error)), ""
    cache.put(key, answer)
    return answer, etag(key)


def _negotiated(question: Question) -> Question:
    """The same with one media type, so that answers are kept by what they are. What is no plain query is left to the worker."""
    form = form_of(question.query)
    media = negotiate(question.accept, GRAPHS if form.is_graph else RESULTS) if form is not None else None
    return replace(question, accept=media.type) if media is not None else question


def headers_of(answer: Answer, tag: str) -> dict[str, str]:
    """What goes with an answer."""
    headers = {"Vary": VARY}
    if answer.status >= 400:
        return headers | ({"Retry-After": "5"} if answer.status == 503 else {})
    headers |= {"ETag": tag, "Cache-Control": "no-cache"} if tag else {"Cache-Control": "no-store"}
    if answer.encoding:
        headers["Content-Encoding"] = answer.encoding
    if answer.cut:
        headers["Gongwen-Cut"] = f"max-rows={answer.cut}"
    return headers


def told(answer: Answer) -> dict[str, int]:
    """What a problem says beside its text: where a syntax error is."""
    return {"line": answer.line, "column": answer.column} if answer.line else {}


async def reply(request: Request, question: Question) -> Response:
    """Run a question on the current store; the answer, or a problem. HEAD gets the headers of GET."""
    question = replace(question, compressed=takes_gzip(request.headers.get("accept-encoding", "")))
    answer, tag = await ask(request.app.state, question)
    headers = headers_of(answer, tag)
    if answer.status >= 400:
        return problem(answer.status, answer.detail, headers, told(answer))
    if same(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if answer.stream is not None:
        return StreamingResponse(answer.stream, headers=headers | {"Content-Length": str(answer.size)}, media_type=answer.content_type)
    return Response(answer.body, headers=headers, media_type=answer.content_type)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip (RFC 9110, 12.5.3)."""
    for item in accept_encoding.lower().split(","):
        coding, _, weight = item.strip().partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def same(if_none_match: str, tag: str) -> bool:
    """Whether a client has this already (RFC 9110, 13.1.2: a weak comparison)."""
    given = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return bool(tag) and (tag in given or "*" in given)


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
