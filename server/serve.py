"""Serving until told to stop."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from ontology.errors import GongwenError
from server.app import create_app
from server.front.protocol import http_options
from server.remote import StoreAddress
from server.settings import Settings


class ServeError(GongwenError):
    """An address that cannot be listened on."""


def serve(
    graph: Path, host: str, port: int, settings: Settings, announce: Callable[[str], None], store: StoreAddress | None = None
) -> None:
    """Answer requests until Ctrl-C or SIGTERM. ``port`` 0 takes a free one; ``announce`` is told the address once it listens.

    Raises ServeError when the address is taken or none of this machine's, StoreError when ``graph`` holds no graph.
    """
    app = create_app(graph, settings, store)
    listening = listen(host, port)
    address = f"[{host}]" if ":" in host else host
    announce(f"http://{address}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level=logging.WARNING, access_log=False, timeout_graceful_shutdown=3, **http_options(settings))
    # uvicorn raises the signal it stopped on once more when it is done; by then there is nothing left to interrupt.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    with listening:
        _Server(config, app).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Told to stop, it ends the queries that run; else their clients would hold it up."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        for name in ("workers", "desks"):
            if (running := getattr(self._app.state, name, None)) is not None:
                running.stop()
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address. Raises ServeError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise ServeError(f"{host}: no address to listen on ({error}); give --host 127.0.0.1") from None
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise ServeError(f"{host}:{port} cannot be listened on ({reason}); give another --port") from None
    return listening


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
