"""Bringing a server to what a build holds: one graph at a time, only what changed, to be gone on with after any interruption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.publish.graph_store import GraphStore
from server.publish.graphs import Build
from server.publish.record import UNKNOWN, Record
from server.remote.address import StoreAddress

BATCH = 20
"""Graphs sent between two notes of how far it is: what is sent again, at most, after an interruption."""


@dataclass(slots=True)
class Published:
    """What was done: graphs sent, taken away, and there already; triples and bytes of those sent."""

    sent: int = 0
    removed: int = 0
    unchanged: int = 0
    triples: int = 0
    sent_bytes: int = 0


def publish(
    directory: Path,
    address: StoreAddress,
    user: str | None = None,
    password: str = "",
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> Published:
    """Afterwards the server's graphs that this, or an earlier, build sent are those of ``directory``; other graphs there stay as they are.

    ``progress`` is told graphs done and all. Raises StoreError, PublishError, SettingError. Two at once on one server are not foreseen.
    """
    build = Build(directory)
    names = build.names()
    done = Published()
    with GraphStore(address, user, password) as store:
        record = Record(store, build.id_base)
        known = record.read()
        gone = sorted(set(known) - set(names))
        contents = {name: build.content(name).digest for name in names}
        stale = [name for name in names if known.get(name) != contents[name]]
        done.unchanged = len(names) - len(stale)
        if not stale and not gone:
            progress(len(names), len(names))
            return done
        # First of all, nothing is claimed of a graph that is about to change. One that is new is named too: a later build that lacks it
        # must know that it may be there.
        sure = {name: contents[name] for name in names if known.get(name) == contents[name]}
        record.replace({**sure, **dict.fromkeys([*stale, *gone], UNKNOWN)})
        for name in gone:
            store.delete(name)
            done.removed += 1
        batch: list[tuple[str, str]] = []
        for number, name in enumerate(stale, 1):
            content = build.content(name)
            store.put(name, content.body)
            done.sent += 1
            done.triples += content.triples
            done.sent_bytes += len(content.body)
            batch.append((name, content.digest))
            if len(batch) == BATCH and number < len(stale):
                record.add(batch)
                batch.clear()
            progress(done.unchanged + number, len(names))
        record.replace(contents)
    return done
