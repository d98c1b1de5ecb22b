"""What stands on the server already: a graph there, ``ID_BASE + graph/published``, with each graph's digest.

It lives with the data, so a server that was emptied is filled again, and any machine with the build can go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.namespaces import SCHEMA
from server.publish.errors import PublishError
from server.publish.graph_store import GraphStore

UNKNOWN = ""
"""The digest of a graph of which nothing is sure: it is sent again, or taken away when the build has no such graph."""

_DIGEST = NamedNode(str(SCHEMA.sha256))


class Record:
    """The digests by graph, on a server."""

    def __init__(self, store: GraphStore, id_base: str) -> None:
        self._store = store
        self.graph = f"{id_base}graph/published"

    def read(self) -> dict[str, str]:
        """The digest of each graph that was sent whole, UNKNOWN of one that was not. Raises PublishError."""
        found = self._store.get(self.graph)
        if found is None:
            return {}
        media, body = found
        turtle = "turtle" in media
        try:
            triples = [quad.triple for quad in parse(body, format=RdfFormat.TURTLE if turtle else RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError):
            raise PublishError(f"graph {self.graph} cannot be read as N-Triples or Turtle; is that a Graph Store's address?") from None
        digests: dict[str, set[str]] = {}
        for triple in triples:
            if triple.predicate == _DIGEST and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                digests.setdefault(triple.subject.value, set()).add(triple.object.value)
        told = {graph: sorted(found - {UNKNOWN}) for graph, found in digests.items()}
        return {graph: found[0] if len(found) == 1 else UNKNOWN for graph, found in told.items()}

    def replace(self, digests: Mapping[str, str]) -> None:
        """Write it anew."""
        self._store.put(self.graph, _triples(digests.items()))

    def add(self, digests: Iterable[tuple[str, str]]) -> None:
        """Add graphs that have been sent."""
        self._store.post(self.graph, _triples(digests))


def _triples(digests: Iterable[tuple[str, str]]) -> bytes:
    return "".join(sorted(f"{Triple(NamedNode(graph), _DIGEST, Literal(digest))} .\n" for graph, digest in digests)).encode()
