"""The graph that is served now: its pool of workers, exchanged while requests run when a build has made another graph."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path

from server.answer import Answer, Question
from server.engine.pool import Pool
from server.metrics import Metrics
from server.settings import Settings
from server.store import CurrentStore, StoreError


class Engine:
    """Answers questions about the current graph. Workers read it from disk at once, and from memory as soon as it is there, when it has no
    more quads than the settings say."""

    def __init__(self, current: CurrentStore, settings: Settings, metrics: Metrics) -> None:
        self._current, self._settings, self._metrics = current, settings, metrics
        self._pool: Pool | None = None
        self._old: set[Pool] = set()
        self._opening: asyncio.Lock = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None
        self._stopped = False

    def version(self) -> str:
        """What tells this graph's data from another build's. Raises StoreError."""
        return hashlib.blake2b(str(self._current.path()).encode(), digest_size=8).hexdigest()

    async def start(self) -> None:
        """Make the workers before anybody asks; what is wrong with the graph is told to who asks."""
        with suppress(StoreError):
            await self._ready()

    async def ask(self, question: Question) -> Answer:
        """The answer; 503 when none can be given now. Raises StoreError when there is no graph."""
        return await (await self._ready()).ask(question)

    async def _ready(self) -> Pool:
        path = self._current.path()
        if (pool := self._pool) is not None and pool.path == path and pool.alive:
            return pool
        async with self._opening:
            if self._pool is None or self._pool.path != path or not self._pool.alive:
                self._put(await Pool.open(path, self._settings, self._metrics))
                if self._settings.memory_store:
                    self._warming = asyncio.ensure_future(self._warm(path))
            assert self._pool is not None
            return self._pool

    async def _warm(self, path: Path) -> None:
        """Hold the graph in memory beside the pool that reads it from disk, then let it take over."""
        with suppress(StoreError):
            pool = await Pool.open(path, self._settings, self._metrics, self._settings.memory_store)
            if pool.holds and not self._stopped and self._pool is not None and self._pool.path == path:
                self._put(pool)
            else:
                pool.close()

    def _put(self, pool: Pool) -> None:
        if self._pool is not None:
            self._old.add(self._pool)
        self._pool = pool
        for old in [old for old in self._old if not old.busy]:
            self._old.discard(old)
            old.close()
        for old in self._old:
            old.retire()

    def stop(self) -> None:
        """End every query at once, as a signal's handler may."""
        self._stopped = True
        for pool in (self._pool, *self._old):
            if pool is not None:
                pool.stop()

    def close(self) -> None:
        """Stop, and collect what is left of the processes."""
        self.stop()
        if self._warming is not None:
            self._warming.cancel()
        for pool in (self._pool, *self._old):
            if pool is not None:
                pool.close()
