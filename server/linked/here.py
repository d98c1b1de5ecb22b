"""Where this server is, and whose IRIs it answers for."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from fastapi import Request

from ontology.namespaces import ID_BASE
from server.linked.asking import rows, text
from server.linked.spaces import Spaces
from server.protocol import RequestError

_HOST: Final = re.compile(r"https?://[A-Za-z0-9._~:\[\]-]+(/[A-Za-z0-9._~%/-]*)?")


async def spaces(request: Request) -> Spaces:
    """The spaces of the graph that is served now: its description tells its base (``void:uriSpace``), also in a foreign store.

    Asked once for each store. Raises Unanswered, StoreError.
    """
    state, store = request.app.state, request.app.state.current.path()
    known: tuple[object, str, str] | None = getattr(state, "linked_base", None)
    if known is None or known[0] != store:
        found = await rows(request, text("base"))
        told = found[0] if found else {"base": ID_BASE, "dataset": Spaces().dataset}
        known = state.linked_base = (store, told["base"], told["dataset"])
    return Spaces(known[1], known[2], mount(request))


def mount(request: Request) -> str:
    """The path that a proxy has put this server at, empty for none."""
    return quote(str(request.scope.get("root_path", "")).rstrip("/"), safe="/%")


def host(request: Request) -> str:
    """This server's address as the client wrote it, or as the setting ``public_url`` says, without a slash at its end.

    It goes into documents, so it must be one an IRI can hold. Raises RequestError.
    """
    address = str(getattr(request.app.state.settings, "public_url", "") or request.base_url).rstrip("/")
    if not _HOST.fullmatch(address):
        raise RequestError(400, "the Host header is no host name: send the one in this server's address")
    return address


def sent_path(request: Request) -> str:
    """The request's path as it was sent, before any decoding, without the mount."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    path = path.encode("latin-1").decode("utf-8", "surrogateescape")  # a client that sends raw UTF-8
    return path.removeprefix(mount(request))


def sparql(request: Request, query: str) -> str:
    """The address, on this server, that answers a query."""
    return f"{mount(request)}/sparql?query={quote(query, safe='')}"
