"""A client of the SPARQL 1.1 Graph Store HTTP Protocol. https://www.w3.org/TR/sparql11-http-rdf-update/"""

from __future__ import annotations

import random
import time
from collections.abc import Generator
from types import TracebackType
from urllib.parse import quote

import httpx

from server.publish.errors import PublishError
from server.remote.address import StoreAddress

N_TRIPLES = "application/n-triples"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_AGAIN = frozenset({429, 500, 502, 503, 504})


class GraphStore:
    """Graphs by their IRI, named indirectly (``?graph=``, 4.2). Tries again, ever later, where a later try may succeed.

    ``tries``: of each request; ``pause``: seconds before the second one, doubled each time, at most 30.
    """

    def __init__(self, address: StoreAddress, user: str | None, password: str, tries: int = 6, pause: float = 0.5) -> None:
        self._address, self._tries, self._pause = address, tries, pause
        self._client = httpx.Client(
            auth=Challenged(user, password) if user is not None else None,
            timeout=httpx.Timeout(300, connect=10),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, graph: str) -> tuple[str, bytes] | None:
        """A graph's media type and text (5.2), None when there is none."""
        response = self._send("GET", graph, absent=True)
        return None if response.status_code == 404 else (response.headers.get("content-type", ""), response.content)

    def put(self, graph: str, body: bytes) -> None:
        """Replace a graph (5.3) by N-Triples."""
        self._send("PUT", graph, body)

    def post(self, graph: str, body: bytes) -> None:
        """Merge N-Triples into a graph (5.5)."""
        self._send("POST", graph, body)

    def delete(self, graph: str) -> None:
        """Take a graph away (5.4); one that is gone already is well."""
        self._send("DELETE", graph, absent=True)

    def _send(self, method: str, graph: str, body: bytes | None = None, absent: bool = False) -> httpx.Response:
        # RFC 3986: what is not unreserved is percent-encoded, so the address is ASCII whatever the graph is called.
        url = f"{self._address.url}?graph={quote(graph, safe='')}"
        headers = {"Accept": f"{N_TRIPLES}, text/turtle;q=0.8"} if body is None else {"Content-Type": N_TRIPLES}
        told = ""
        for attempt in range(self._tries):
            if attempt:
                wait = min(30.0, self._pause * 2 ** (attempt - 1))
                time.sleep(wait * random.uniform(0.5, 1.0))  # apart from others that failed at the same moment
            try:
                response = self._client.request(method, url, content=body, headers=headers)
            except httpx.TransportError as error:
                told = f"cannot be reached ({type(error).__name__}); is it running?"
                continue
            if response.is_success or (absent and response.status_code == 404):
                return response
            told = f"answered {response.status_code} {response.reason_phrase}"
            if response.status_code not in _AGAIN:
                raise PublishError(f"{self._address.url} {told} to {method} of graph {graph}; {_advice(response.status_code)}")
        raise PublishError(
            f"{self._address.url} {told} ({method} of graph {graph}, {self._tries} tries); run the command again: it goes on"
        )


class Challenged(httpx.Auth):
    """Basic or Digest (RFC 7617, 7616), whichever the server asks for; the password is not sent before it asks."""

    requires_response_body = True

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            asks = response.headers.get("www-authenticate", "").lower()
            if "digest" in asks:
                self._chosen = httpx.DigestAuth(self._user, self._password)
            elif request.url.scheme == "https" or request.url.host in _LOOPBACK:
                self._chosen = httpx.BasicAuth(self._user, self._password)
            else:
                raise PublishError(f"{request.url.host} asks for the password in clear text: publish to it by https")
        yield from self._chosen.auth_flow(request)


def _advice(status: int) -> str:
    if status in (401, 403):
        return "give --user, and the password in the environment variable GONGWEN_PASSWORD"
    if status in (404, 405) or 300 <= status < 400:
        return "is that the Graph Store's address? Oxigraph: /store, Virtuoso: /sparql-graph-crud-auth, Fuseki: /NAME/data"
    return "see what the server's log says"
