"""Worker processes that answer queries: what runs too long dies, and the server stays awake."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from server.answer import Answer

Q = TypeVar("Q")
"""What a worker is asked."""

Make = Callable[[], Callable[[Q], Answer]]
"""Makes what answers, in the worker's process: a class at the top of its module, so that its name can be sent there."""


class _Worker(Generic[Q]):
    """One process and the pipe to it."""

    def __init__(self, make: Make[Q]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs, make), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, question: Q, seconds: float) -> Answer | None:
        """The answer, or None when it did not come in time or the process died."""
        with suppress(BrokenPipeError, EOFError, ConnectionResetError):
            self.connection.send(question)
            if self.connection.poll(seconds):
                answer: Answer = self.connection.recv()
                return answer
        return None

    def alive(self) -> bool:
        return self.process.is_alive()

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers(Generic[Q]):
    """A few workers, each with one question at a time. ``seconds``: a question's deadline, and how long one waits for a free worker;
    ``make``: makes what answers."""

    def __init__(self, count: int, seconds: float, make: Make[Q]) -> None:
        self.seconds = seconds
        self._make = make
        self._closed = False
        self._all = [_Worker(make) for _ in range(count)]
        self._free: asyncio.LifoQueue[_Worker[Q]] = asyncio.LifoQueue()  # the last one used has the store open and warm
        for worker in self._all:
            self._free.put_nowait(worker)

    async def ask(self, question: Q) -> Answer:
        """Answer a question; 503 when all workers stay busy or the deadline passes."""
        try:
            worker = await asyncio.wait_for(self._free.get(), self.seconds)
        except TimeoutError:
            return Answer(503, detail=f"all workers were busy for {self.seconds:g} seconds: try again later")
        asked = asyncio.get_running_loop().run_in_executor(None, self._ask, worker, question)
        asked.add_done_callback(lambda done: self._free.put_nowait(done.result()[1]))  # also when the client is gone meanwhile
        return (await asyncio.shield(asked))[0]

    def _ask(self, worker: _Worker[Q], question: Q) -> tuple[Answer, _Worker[Q]]:
        answer = worker.ask(question, self.seconds)
        if answer is not None:
            return answer, worker
        overrun = worker.alive()
        worker.kill()
        if self._closed:
            return Answer(503, detail="the server is stopping"), worker
        fresh = _Worker(self._make)
        self._all[self._all.index(worker)] = fresh
        if overrun:
            detail = f"the query ran longer than {self.seconds:g} seconds and was stopped: ask for less, or serve with --query-timeout"
            return Answer(503, detail=detail), fresh
        return Answer(500, detail="the query broke its worker process: ask for less"), fresh

    def stop(self) -> None:
        """End every query at once, as a signal's handler may: who waits for one is answered 503."""
        self._closed = True
        for worker in self._all:
            worker.process.kill()

    def close(self) -> None:
        """Stop, and collect what is left of the workers."""
        self.stop()
        for worker in self._all:
            worker.kill()


def serve(connection: Connection, make: Make[Any]) -> None:
    """A worker's life: take a question, send the answer, until the pipe closes or the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's business
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    answer = make()
    while True:
        try:
            question = connection.recv()
        except EOFError:
            return
        connection.send(answer(question))


def _die_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
