"""The workers of one graph, as the server sees them: a few channels, each with one question at a time."""

from __future__ import annotations

import asyncio
import pickle
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import cast

from server.answer import Answer, Question
from server.engine import frames, nursery
from server.metrics import Metrics, Outcome
from server.settings import Settings
from server.store import StoreError

STALL = 15.0
"""Seconds a client may take for one chunk of a long answer; then its worker is needed elsewhere."""
PATIENCE = 1.0
"""Seconds after which a query gives way: it runs on when others have nothing to do, and another worker takes its place."""
MORE = 3
"""Workers that wait in this way, for each that answers."""
_AHEAD = 8  # chunks read ahead of a slow client


class WorkerLost(Exception):
    """The worker's process ended before it answered."""


class _Channel(asyncio.Protocol):
    """The server's end of a worker: messages in order."""

    def __init__(self) -> None:
        self._waiting: asyncio.Future[bytes] | None = None
        self._messages: list[bytes] = []
        self._buffer = bytearray()
        self._closed = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one without being derived from it

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= frames.HEADER.size:
            (size,) = frames.HEADER.unpack_from(self._buffer)
            end = frames.HEADER.size + size
            if len(self._buffer) < end:
                break
            self._messages.append(bytes(self._buffer[frames.HEADER.size : end]))
            del self._buffer[:end]
        if len(self._messages) > _AHEAD:
            self.transport.pause_reading()
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self._closed = True
        self._wake()

    def send(self, payload: bytes) -> None:
        self.transport.write(frames.HEADER.pack(len(payload)) + payload)

    async def receive(self) -> bytes:
        """The next message. Raises WorkerLost."""
        if not self._messages:
            if self._closed:
                raise WorkerLost
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        message = self._messages.pop(0)
        if len(self._messages) == _AHEAD and not self._closed:
            self.transport.resume_reading()
        return message

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if self._messages:
            waiting.set_result(b"")
        elif self._closed:
            waiting.set_exception(WorkerLost())
        else:
            self._waiting = waiting


class Pool:
    """Workers on one store. Made by ``Pool.open``, which waits until the first of them answers."""

    def __init__(self, path: Path, settings: Settings, metrics: Metrics, quads: int) -> None:
        self.path, self._settings, self._metrics = path, settings, metrics
        self._names = count()
        self._free: asyncio.LifoQueue[tuple[bytes, _Channel]] = asyncio.LifoQueue()  # the last one used is warm
        self.busy = 0
        self._size = 0  # workers, those that gave way among them
        self._slow: set[bytes] = set()
        self._adding: set[asyncio.Task[None]] = set()
        self.holds = False  # has workers: the graph is not larger than what is held in memory
        self._closing = self._retiring = False
        ours, theirs = socket.socketpair()
        arguments = (path.resolve(), quads, settings.worker_memory * 2**20, settings.max_rows, settings.max_answer, *settings.service_allow)
        self._process = subprocess.Popen([sys.executable, "-m", nursery.__name__, *map(str, arguments)], stdin=theirs.fileno(), cwd=_ROOT)
        theirs.close()
        self._control = ours

    @classmethod
    async def open(cls, path: Path, settings: Settings, metrics: Metrics, quads: int = 0) -> Pool:
        """Workers on the store in ``path``; ``quads``: up to so many it is held in memory, 0: read from disk. Raises StoreError."""
        pool = cls(path, settings, metrics, quads)
        loop = asyncio.get_running_loop()
        told = await loop.run_in_executor(None, pool._hello)
        if told == nursery.LARGE:
            return pool
        if told != nursery.READY:
            pool.close()
            raise StoreError(told.removeprefix(nursery.BROKEN).decode() or f"{path.name}: the store cannot be held; build the graph again")
        try:
            for _ in range(settings.workers):
                await pool._add()
        except WorkerLost:
            pool.close()
            raise StoreError(f"{path.name}: the store cannot be opened; build the graph again") from None
        pool.holds = True
        return pool

    def _hello(self) -> bytes:
        try:
            return frames.receive(self._control) or b""
        except OSError:
            return b""

    @property
    def alive(self) -> bool:
        """Whether the process that makes workers is there still."""
        return self._process.poll() is None

    async def ask(self, question: Question) -> Answer:
        """The answer; 503 when all workers stay busy or the deadline passes."""
        self.busy += 1  # also while it waits: a pool that gives way to another closes when nobody needs it
        try:
            name, channel = self._free.get_nowait()
        except asyncio.QueueEmpty:
            try:
                with self._metrics.waiting():
                    name, channel = await asyncio.wait_for(self._free.get(), self._settings.queue_timeout)
            except (TimeoutError, asyncio.CancelledError) as error:
                self._done()
                if not isinstance(error, TimeoutError):
                    raise
                self._metrics.query_turned_away()
                return Answer(503, detail=f"all workers were busy for {self._settings.queue_timeout:g} seconds: try again later")
        task = asyncio.ensure_future(self._answer(name, channel, question))
        return await asyncio.shield(task)  # a client that leaves does not leave its worker in the middle of an answer

    async def _answer(self, name: bytes, channel: _Channel, question: Question) -> Answer:
        seconds = self._settings.query_timeout
        self._metrics.query_started()
        began = perf_counter()
        patience = asyncio.get_running_loop().call_later(PATIENCE, self._give_way, name)
        try:
            channel.send(pickle.dumps(question))
            async with asyncio.timeout(seconds):
                answer, size, body = pickle.loads(await channel.receive())
        except TimeoutError:
            self._metrics.query_ended(perf_counter() - began, Outcome.TIMEOUT)
            self._replace(name, channel)
            detail = f"the query ran longer than {seconds:g} seconds and was stopped: ask for less, or serve with --query-timeout"
            return Answer(503, detail=detail)
        except WorkerLost:
            self._metrics.query_ended(perf_counter() - began, Outcome.STOPPED if self._closing else Outcome.BROKEN)
            detail = _STOPPING if self._closing else _BROKEN
            self._replace(name, channel)
            return Answer(503, detail=detail)
        finally:
            patience.cancel()
        given: Answer = answer
        self._metrics.query_ended(perf_counter() - began, _outcome(given))
        if len(body) == size:
            self._return(name, channel)
            return given.with_body(body)
        return given.with_stream(self._rest(name, channel, body, size), size)

    async def _rest(self, name: bytes, channel: _Channel, first: bytes, size: int) -> AsyncIterator[bytes]:
        """The chunks of a long answer. A client that stops reading loses it."""
        left, done = size - len(first), False
        try:
            yield first
            while left:
                async with asyncio.timeout(STALL):
                    chunk = await channel.receive()
                left -= len(chunk)
                yield chunk
            done = True
        finally:
            self._return(name, channel) if done else self._replace(name, channel)

    def _give_way(self, name: bytes) -> None:
        """A query runs long: the others must not wait for it."""
        self._slow.add(name)
        self._order(nursery.YIELD, name)
        if not self._closing and self._size < self._settings.workers * (1 + MORE):
            self._grow()

    def _return(self, name: bytes, channel: _Channel) -> None:
        if name in self._slow:  # it cannot be made as quick as it was
            self._replace(name, channel)
            return
        self._free.put_nowait((name, channel))
        self._done()

    def _done(self) -> None:
        self.busy -= 1
        if self._retiring and not self.busy:
            self.close()

    def retire(self) -> None:
        """Close as soon as nothing runs here any more."""
        self._retiring = True

    def _replace(self, name: bytes, channel: _Channel) -> None:
        self._size -= 1
        self._slow.discard(name)
        channel.transport.abort()
        self._order(nursery.KILL, name)
        if not self._closing and self._size < self._settings.workers:
            self._metrics.worker_replaced()
            self._grow()
        self._done()

    def _grow(self) -> None:
        task = asyncio.ensure_future(self._add())
        self._adding.add(task)
        task.add_done_callback(self._grown)

    def _grown(self, task: asyncio.Task[None]) -> None:
        self._adding.discard(task)
        if not task.cancelled() and isinstance(task.exception(), WorkerLost):
            self._size -= 1  # its nursery is gone, and with it this pool

    async def _add(self) -> None:
        """One more worker. Raises WorkerLost when none can be made."""
        name = b"%d" % next(self._names)
        self._size += 1
        ours, theirs = socket.socketpair()
        self._order(nursery.FORK, name, theirs)
        theirs.close()
        ours.setblocking(False)
        _, channel = await asyncio.get_running_loop().create_connection(_Channel, sock=ours)
        if await channel.receive() == nursery.READY:
            self._free.put_nowait((name, channel))

    def _order(self, order: bytes, name: bytes, channel: socket.socket | None = None) -> None:
        with suppress(OSError):  # the nursery is gone: so are its workers
            socket.send_fds(self._control, [(order + b" " + name).ljust(nursery.ORDER)], [channel.fileno()] if channel else [])

    def stop(self) -> None:
        """End every query at once, as a signal's handler may: who waits for one is answered 503."""
        self._closing = True
        self._process.kill()

    def close(self) -> None:
        """Stop, and collect what is left."""
        self.stop()
        self._control.close()
        self._process.wait()
        while not self._free.empty():
            _, channel = self._free.get_nowait()
            channel.transport.abort()


_STOPPING = "the server is stopping"
_BROKEN = "the query broke its worker process (too deep, or too much memory): ask for less"
_ROOT = Path(__file__).resolve().parents[2]


def _outcome(answer: Answer) -> Outcome:
    if answer.status >= 400:
        return Outcome.REFUSED
    return Outcome.CUT if answer.cut else Outcome.ANSWERED
