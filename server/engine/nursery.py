"""The process that holds the graph: it opens the store once and forks workers, which read the same memory (copy on write).

It has one thread and does nothing while workers run, so a fork copies a quiet process. Run as
``python -m server.engine.nursery STORE QUADS MEMORY ROWS BYTES [ORIGIN…]`` with its control socket as standard input.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import GongwenError
from server.answer import Answerer
from server.engine import frames
from server.engine.limits import cap_memory, die_with_parent
from server.store import held_store, open_store

if TYPE_CHECKING:
    from pyoxigraph import Store

FORK: Final = b"fork"
KILL: Final = b"kill"
YIELD: Final = b"yield"
"""Let a worker run only when others have nothing to do."""
_LOWEST: Final = 19  # the niceness of setpriority(2)
ORDER: Final = 24
"""Bytes of an order: its word, the worker's name, blanks."""
READY: Final = b"ready"
LARGE: Final = b"large"
"""The graph has more quads than are held in memory."""
BROKEN: Final = b"broken"


def main(arguments: list[str]) -> int:
    """Serve the control socket until it closes. ``arguments``: the store's directory, quads up to which it is held in memory (0: read
    from disk), bytes of memory a worker may take, rows and bytes of an answer, origins that SERVICE may ask."""
    path, quads, memory, rows, size = Path(arguments[0]), *map(int, arguments[1:5])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's business
    with socket.socket(fileno=os.dup(0)) as control:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        try:
            store = held_store(path, quads) if quads else None
        except GongwenError as error:
            with suppress(OSError):
                frames.send(control, BROKEN + str(error).encode())
            return 1
        if quads and store is None:
            frames.send(control, LARGE)
            return 0
        frames.send(control, READY)
        _Nursery(control, Workshop(path, store, memory, rows, size, arguments[5:])).run()
    return 0


class Workshop:
    """What every worker works with. ``store``: None for one that each worker opens itself, from disk."""

    def __init__(self, path: Path, store: Store | None, memory: int, rows: int, size: int, allowed: Sequence[str]) -> None:
        self.path, self.store, self.memory, self.rows, self.size, self.allowed = path, store, memory, rows, size, allowed

    def work(self, channel: socket.socket) -> None:
        """A worker's life: take a question, send the answer, until the channel closes."""
        answer = Answerer(self.store if self.store is not None else open_store(self.path), self.rows, self.size, self.allowed)
        cap_memory(self.memory)
        frames.send(channel, READY)
        while (question := frames.receive(channel)) is not None:
            given = answer(pickle.loads(question))
            body, first = memoryview(given.body), frames.CHUNK
            frames.send(channel, pickle.dumps((given.without_body(), len(body), bytes(body[:first]))))
            for start in range(first, len(body), frames.CHUNK):
                frames.send(channel, bytes(body[start : start + frames.CHUNK]))


class _Nursery:
    """Forks and buries workers as the control socket says."""

    def __init__(self, control: socket.socket, workshop: Workshop) -> None:
        self.control, self.workshop = control, workshop
        self.workers: dict[bytes, int] = {}

    def run(self) -> None:
        try:
            while True:
                message, channels, _, _ = socket.recv_fds(self.control, ORDER, 1)
                if len(message) < ORDER:
                    return
                order, name = message.split()
                if order == FORK:
                    self._fork(name, channels[0])
                elif order == KILL:
                    self._kill(name)
                elif order == YIELD and name in self.workers:
                    with suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, self.workers[name], _LOWEST)
        finally:
            for name in list(self.workers):
                self._kill(name)

    def _fork(self, name: bytes, channel: int) -> None:
        nursery = os.getpid()
        worker = os.fork()
        if worker:
            os.close(channel)
            self.workers[name] = worker
            return
        status = 1
        try:
            die_with_parent(nursery)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # how it dies of a query is told to who asked
            self.control.close()
            with socket.socket(fileno=channel) as ours:
                self.workshop.work(ours)
            status = 0
        except (OSError, MemoryError, GongwenError):
            pass  # the server sees the closed channel, and asks for another worker
        finally:
            os._exit(status)

    def _kill(self, name: bytes) -> None:
        if (worker := self.workers.pop(name, None)) is not None:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(worker, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
