"""Putting the front before an application."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware

from server.front.gate import Gate
from server.front.headers import security_headers
from server.front.watch import Watch
from server.metrics import Metrics
from server.problem import problem
from server.settings import Settings

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def install(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Bounds, CORS and security headers, outermost last. Within CORS, so that a page elsewhere can read that it was refused."""
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors_origins),
        allow_methods=list(METHODS),
        allow_headers=["*"],
        expose_headers=["*"],
    )
    app.add_middleware(Watch, headers=security_headers(), metrics=metrics)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _uncaught)


async def _invalid(request: Request, error: Exception) -> Response:
    """A parameter that does not fit what its route declares: the first one."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = " ".join(str(part) for part in first["loc"])
    return problem(422, f"{place}: {first['msg']}"[:300])


async def _uncaught(request: Request, error: Exception) -> Response:
    """An error of ours. The trace goes to this machine's log (the server logs what passes through here), nothing of it to the client.

    Starlette calls this outside all other layers, so the headers are put here.
    """
    headers = security_headers().of(request.url.path, b"application/problem+json")
    told = "the server failed on this request; the failure is in its log"
    return problem(500, told, {name.decode(): value.decode() for name, value in headers})
