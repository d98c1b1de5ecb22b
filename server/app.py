"""The web application: one router per concern around the current store and its workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from ontology.errors import GongwenError, SettingError
from server import home, named, sparql, static_files
from server.cache import AnswerCache
from server.direct import Direct
from server.engine.engine import Engine
from server.front.install import install
from server.linked import dataset, terms, things
from server.metrics import Metrics
from server.metrics import routes as metrics
from server.openapi import routes as openapi
from server.problem import problem
from server.protocol import RequestError
from server.reconcile import routes as reconcile
from server.remote import Remote, StoreAddress
from server.settings import Settings
from server.store import CurrentStore


def create_app(graph: Path, settings: Settings | None = None, store: StoreAddress | None = None) -> FastAPI:
    """The application on one graph directory. Raises StoreError when there is no graph in it.

    ``store``: another server that answers the queries, in place of the embedded store.
    A build into the directory is picked up with the next request. No page loads anything from elsewhere.
    """
    current = CurrentStore(graph)
    current.path()
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if store is not None:
            app.state.workers = Remote(store, chosen.query_timeout, chosen.max_answer, chosen.workers)
        else:
            app.state.workers = Engine(current, chosen, app.state.metrics)
            await app.state.workers.start()
        app.state.cache = AnswerCache(chosen.cache_size * 2**20, chosen.cache_entry)
        app.state.desks = reconcile.Desks(chosen)
        try:
            yield
        finally:
            app.state.workers.close()
            app.state.desks.close()

    app = FastAPI(title="Gongwen", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.current = current
    app.state.settings = chosen
    app.state.metrics = Metrics(current.version)
    app.add_middleware(Direct, state=app.state)
    install(app, chosen, app.state.metrics)
    data = (sparql.router, named.router, reconcile.router, dataset.router, terms.router, things.router)
    for router in (home.router, metrics.router, openapi.router, static_files.router, *data):
        app.include_router(router)
    app.add_exception_handler(GongwenError, _told)
    app.add_exception_handler(HTTPException, _http)
    return app


async def _told(request: Request, error: Exception) -> Response:
    """Our own errors: what the client asked does not fit."""
    status = error.status if isinstance(error, RequestError) else 400 if isinstance(error, SettingError) else 500
    return problem(status, str(error))


async def _http(request: Request, error: Exception) -> Response:
    """Errors of the frame: no such page, method not allowed."""
    assert isinstance(error, HTTPException)
    return problem(error.status_code, f"{request.method} {request.url.path}: {error.detail}", dict(error.headers or {}))
