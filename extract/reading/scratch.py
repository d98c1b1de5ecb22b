"""Folders for the files that a program of its own needs. They hold letters in clear, so none is left behind."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_PREFIX = "gongwen-"
_LOCK = ".lock"
_FRESH = 60  # seconds that a folder may be without its lock


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder; gone when the block ends, however it does. What processes that were killed outright left is taken away first."""
    sweep()
    folder, lock = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)  # a child that was just dying may have written once more


def _made() -> tuple[Path, BaseFileLock]:
    from filelock import FileLock, Timeout

    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire(blocking=False)
            return folder, lock
        except Timeout:  # another process took it for a dead one's before it was locked
            continue


def sweep() -> None:
    """Take away the scratch folders whose processes are dead: a process holds its folder's lock as long as it lives."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
                _take_away(folder, time.time() - status.st_mtime)


def _take_away(folder: Path, age: float) -> None:
    from filelock import FileLock, Timeout

    if not (folder / _LOCK).is_file():
        if age > _FRESH:
            shutil.rmtree(folder)
        return
    with suppress(Timeout), FileLock(folder / _LOCK).acquire(blocking=False):
        shutil.rmtree(folder)
