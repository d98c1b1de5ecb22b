"""Many files through one function, each in a worker process: in order, in parallel, and no file can harm another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType, TracebackType
from typing import Generic, TypeVar

from extract.reading.limits import Limits
from extract.reading.scratch import sweep

T = TypeVar("T")
R = TypeVar("R")

_LEAVE_SECONDS = 2  # for a worker to clear up behind itself: it may have LibreOffice running and a letter in a scratch folder

START_SECONDS = 5
"""A new worker may take so much longer: it loads the grammar first."""

FILES_PER_WORKER = 3
"""A second worker costs a start (imports, grammar): it pays from this many files on."""

_BROKE_DOWN = "the reader broke down on it ({})"


@dataclass(frozen=True, slots=True)
class Crash:
    """A file whose worker died or was ended. ``reason``: what happened; ``advice``: what to do; one line each."""

    reason: str
    advice: str = "look at the file, or save it anew in another format"


def worker_count(files: int, limit: int | None = None) -> int:
    """Workers for so many files: at most one per processor, or ``limit``."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(limit or processors, -(-files // FILES_PER_WORKER)))


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr when that is a terminal, else nothing; yields the function that counts one more file."""
    if not sys.stderr.isatty() or total == 0:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("读取 reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def run_all(work: Callable[[T], R], tasks: Sequence[T], *, workers: int, limits: Limits) -> Generator[R | Crash, None, None]:
    """``work(task)`` for every task, in the order of ``tasks``; a task whose worker dies, overruns ``limits.seconds`` or
    asks for more than ``limits.worker_bytes`` of memory gives a Crash.

    ``work`` and the tasks travel to fresh processes (spawn): both must pickle. Workers end with this call, and with this process.
    """
    sweep()
    results: dict[int, R | Crash] = {}
    pool: list[_Worker[T, R]] = [_Worker(work, limits) for _ in range(min(workers, len(tasks)))]
    waiting = iter(range(len(tasks)))
    try:
        for worker in pool:
            worker.give(next(waiting), tasks)
        for index in range(len(tasks)):
            while index not in results:
                for done in _next_done(pool):
                    assert done.index is not None
                    results[done.index] = done.take()
                    following = next(waiting, None)
                    if following is None:
                        done.index = None
                    else:
                        done.give(following, tasks)
            yield results.pop(index)
    finally:
        for worker in pool:
            worker.tell_to_leave()
        for worker in pool:
            worker.stop()
        sweep()


def _next_done(pool: Sequence[_Worker[T, R]]) -> list[_Worker[T, R]]:
    """Wait for workers that answered, died or ran out of time."""
    busy = [worker for worker in pool if worker.index is not None]
    left = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.connection for worker in busy], timeout=max(left, 0.0))
    return [worker for worker in busy if worker.connection in ready or time.monotonic() >= worker.deadline]


@dataclass(slots=True)
class _Worker(Generic[T, R]):
    """One worker process and the task it has; a dead one is replaced when the next task comes."""

    work: Callable[[T], R]
    limits: Limits
    index: int | None = None
    deadline: float = 0.0
    connection: Connection = field(init=False)
    process: SpawnProcess | None = None

    def give(self, index: int, tasks: Sequence[T]) -> None:
        new = self.process is None
        if new:
            context = multiprocessing.get_context("spawn")
            self.connection, theirs = context.Pipe()
            self.process = context.Process(target=serve, args=(theirs, self.work, self.limits.worker_bytes), daemon=True)
            self.process.start()
            theirs.close()
        self.index, self.deadline = index, time.monotonic() + self.limits.seconds + (START_SECONDS if new else 0)
        with suppress(BrokenPipeError):  # it died between two tasks: take() will see the end of the pipe
            self.connection.send(tasks[index])

    def take(self) -> R | Crash:
        assert self.process is not None
        if not self.connection.poll():
            self.stop()
            return Crash(f"not read within the limit seconds of {self.limits.seconds}", "split it, or raise the limit")
        try:
            result: R | Crash = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            code = self.process.exitcode
            self.stop()
            return Crash(_BROKE_DOWN.format(f"exit code {code}"))
        if isinstance(result, Crash):
            self.stop()  # it is about to die of the same error
        return result

    def tell_to_leave(self) -> None:
        """SIGTERM for one at work; one that only waits has nothing to clear up."""
        if self.process is not None and self.index is not None:
            self.process.terminate()

    def stop(self) -> None:
        if self.process is not None:
            if self.index is not None:
                self.process.terminate()
                self.process.join(_LEAVE_SECONDS)
            self.process.kill()
            self.process.join()
            self.connection.close()
            self.process = None


def serve(connection: Connection, work: Callable[[T], R], memory: int) -> None:
    """A worker's life: take a task, send the result, until the pipe closes or the parent is gone. ``memory``: bytes it may ask for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    signal.signal(signal.SIGTERM, _leave)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    # A crash's traceback may quote a private line of the letter; the parent names the file instead.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _bound_memory(memory)
    while True:
        try:
            task: T = connection.recv()
        except EOFError:
            return
        with _Told(connection):
            result = work(task)
        connection.send(result)


@dataclass(frozen=True, slots=True)
class _Told:
    """Tells the parent which error, and where in the code, ends this process. Not its message: that may quote the letter."""

    connection: Connection

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and issubclass(kind, MemoryError):
            self.connection.send(Crash("needs more memory than the limit worker_bytes allows", "split it, or raise the limit"))
        elif kind is not None and error is not _LEAVING:
            frame = traceback.extract_tb(trace)[-1]
            self.connection.send(Crash(_BROKE_DOWN.format(f"{kind.__name__} in {os.path.basename(frame.filename)}, line {frame.lineno}")))


def _bound_memory(size: int) -> None:
    """Let this process (and those it starts) take so much memory for its data; where the system has no such bound, there is none."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


_LEAVING = SystemExit(1)


def _leave(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would cut the clearing up short
    raise _LEAVING


def _die_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    try:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)  # what runs clears up behind itself
        time.sleep(_LEAVE_SECONDS)
    finally:
        os._exit(1)
