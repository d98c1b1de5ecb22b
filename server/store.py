"""The embedded store: an Oxigraph index on disk, made from N-Quads files and only ever read afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import GongwenError

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

MANIFEST = "manifest.json"
_BATCH = 100_000  # quads loaded at once: the bulk loader keeps what it is given in memory


class StoreError(GongwenError):
    """A graph directory without a graph, or a store that cannot be opened."""


def make_store(nquads: Sequence[Path], directory: Path, *, more: bool = False) -> None:
    """A store in ``directory`` from N-Quads files: their named graphs, and every triple once more in the default graph.

    Where a store is there already, the files are added to it: a build asks the store before it adds what rests on the answers
    (``more``: there is something to come).

    A triple that several letters state stands in the default graph once, so plain queries need no GRAPH and meet no repeats.
    """
    from pyoxigraph import Store

    store = Store(str(directory))
    quads = _quads(nquads)
    while batch := list(islice(quads, _BATCH)):
        store.bulk_extend(batch)
    if not more:  # once, at the end: it costs the whole store's size; a store in many files would also open some of them late
        store.optimize()
    store.flush()


def _quads(nquads: Sequence[Path]) -> Iterator[Quad]:
    from pyoxigraph import Quad, RdfFormat, parse

    for path in nquads:
        for quad in parse(path=path, format=RdfFormat.N_QUADS):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object)


def open_store(directory: Path) -> Store:
    """A store, read-only: many processes may read it at once, and nothing in its directory changes. Raises StoreError."""
    from pyoxigraph import Store

    try:
        return Store.read_only(str(directory))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{directory}: the store cannot be opened ({' '.join(str(error).split())}); build the graph again") from None


def held_store(directory: Path, most: int) -> Store | None:
    """The store's quads in memory, where a query finds them faster; None when there are more than ``most``. Raises StoreError."""
    from pyoxigraph import Store

    on_disk = open_store(directory)
    if len(on_disk) > most:
        return None
    held = Store()
    held.bulk_extend(on_disk)
    return held


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a manifest from the next."""

    modified: int
    inode: int
    size: int


class CurrentStore:
    """The store that a graph directory's manifest names now. A build replaces the manifest, so a changed stamp is a new graph."""

    def __init__(self, graph: Path) -> None:
        self.graph = graph
        self._stamp: Stamp | None = None
        self._store = graph

    def path(self) -> Path:
        """The store's directory; looks at the manifest each time, reads it only when it was replaced. Raises StoreError."""
        manifest = self.graph / MANIFEST
        try:
            status = manifest.stat()
            stamp = Stamp(status.st_mtime_ns, status.st_ino, status.st_size)
            if stamp != self._stamp:
                self._store = self.graph / str(json.loads(manifest.read_bytes())["graph"]["store"])
                self._stamp = stamp
        except (FileNotFoundError, NotADirectoryError):
            advice = f"make one with `gongwen build LETTERS --out {self.graph}`"
            raise StoreError(f"{self.graph} holds no graph: {advice}") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{manifest} cannot be read ({type(error).__name__}); build the graph again") from None
        return self._store

    def version(self) -> str | None:
        """The name of the store that is served now; None while there is none."""
        try:
            return self.path().name
        except StoreError:
            return None
