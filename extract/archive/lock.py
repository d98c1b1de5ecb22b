"""One build at a time on one directory: an operating-system lock, and beside it a note of who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ontology.errors import GongwenError

LOCK = ".lock"
HOLDER = ".holder.json"


class LockedError(GongwenError):
    """Another process is building into the same directory."""


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """Hold the directory's lock while the block runs; the lock dies with the process, however that ends.

    Raises LockedError at once, naming the holder, when another process has it. The holder's note is the only place where a time of
    day is written, and it is gone after the build.
    """
    lock = FileLock(directory / LOCK)
    note = directory / HOLDER
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedError(f"{directory} is being built by {_holder(note)}: wait for it to end, then run this again") from None
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        note.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink()
        lock.release()


def _holder(note: Path) -> str:
    try:
        holder = json.loads(note.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"  # between taking the lock and writing the note
