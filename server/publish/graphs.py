"""A build's named graphs as they are sent: N-Triples in a fixed order, with a digest that tells one content from another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode

from ontology.namespaces import ID_BASE
from server.store import MANIFEST, CurrentStore, StoreError, open_store


@dataclass(frozen=True, slots=True)
class Content:
    """One graph: UTF-8 N-Triples, sorted; ``digest``: hex SHA-256 of them."""

    body: bytes
    triples: int
    digest: str


class Build:
    """The graph that a directory's manifest names now. Raises StoreError when there is none."""

    def __init__(self, directory: Path) -> None:
        self._store = open_store(CurrentStore(directory).path())
        self._names = {node.value: node for node in self._store.named_graphs() if isinstance(node, NamedNode)}
        self.id_base = _id_base(directory)

    def names(self) -> list[str]:
        """The named graphs' IRIs, in order. The default graph is not sent: it is their union."""
        return sorted(self._names)

    def content(self, name: str) -> Content:
        """One graph. Only one is held in memory at a time."""
        lines = sorted(f"{quad.triple} .\n" for quad in self._store.quads_for_pattern(None, None, None, self._names[name]))
        body = "".join(lines).encode()
        return Content(body, len(lines), sha256(body).hexdigest())


def _id_base(directory: Path) -> str:
    try:
        manifest = json.loads((directory / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError(f"{directory / MANIFEST} cannot be read ({type(error).__name__}); build the graph again") from None
    return str(manifest.get("versions", {}).get("id_base") or ID_BASE)
