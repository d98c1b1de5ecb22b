"""Files and folders → what they hold."""

from __future__ import annotations

import os
import re
import select
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.record import Reading
from ontology.errors import InputError

_CHUNK = 1 << 16


def load(path: Path, limits: Limits) -> bytes:
    """A file's bytes. InputError when it is missing, no file, unreadable or too big; a pipe is read to its end, but not waited for longer
    than ``limits.seconds``."""
    try:
        status = path.stat()
        size = status.st_size
        if size <= limits.file_bytes:
            # A device has no size and no end.
            data = _from_pipe(path, limits) if stat.S_ISFIFO(status.st_mode) else _first(path, limits.file_bytes + 1)
            size = len(data)
    except FileNotFoundError:
        if os.path.islink(path):
            raise InputError("a link to a file that is not there", "check what it points to", path) from None
        raise InputError("no such file", "check the path", path) from None
    except IsADirectoryError:
        raise InputError("is a folder, not a file", "name a letter in it", path) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"cannot be read ({reason})", "check the path and its permissions", path) from None
    if size > limits.file_bytes:
        told = f"{size:,} bytes, more than the limit file_bytes of {limits.file_bytes:,}"
        raise InputError(told, "split it, or raise the limit", path)
    return data


def _first(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _from_pipe(path: Path, limits: Limits) -> bytes:
    """What comes through a named pipe. One that nobody writes to is given up at the limit: opening it without waiting, then waiting."""
    end = time.monotonic() + limits.seconds
    chunks: list[bytes] = []
    size = 0
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        while size <= limits.file_bytes:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise InputError(f"nothing came through this pipe within the limit seconds of {limits.seconds}", "write to it", path)
            if not (chunk := os.read(descriptor, _CHUNK)):
                break
            chunks.append(chunk)
            size += len(chunk)
    finally:
        os.close(descriptor)
    return b"".join(chunks)


def read_file(path: Path, limits: Limits | None = None) -> Reading:
    """The text of a file of any format that is read. Raises InputError with the path and the reason."""
    limits = limits or Limits()
    try:
        return read_bytes(load(path, limits), limits)
    except InputError as error:
        raise (error if error.where else error.at(path)) from None


def _is_graph(folder: Path) -> bool:
    """Whether a build wrote this folder: an output is no input."""
    try:
        return b'"gongwen-graph/' in (folder / "manifest.json").read_bytes()
    except OSError:
        return False


_SAVED = re.compile(r"(?:_files|\.files)$")  # what browsers name the folder beside a saved page


def _search(folder: Path, missed: Callable[[OSError], None]) -> Iterator[Path]:
    """What a folder and those below it hold that are no graph directories: files, links to folders (which are not followed), and whatever
    else has a name; not what is hidden, nor the parts of saved pages. What cannot be looked at is there too: reading it tells why."""
    for parent, folders, files in os.walk(folder, onerror=missed):
        here = Path(parent)
        if _is_graph(here) or (here.name == "letters" and _is_graph(here.parent)):
            folders.clear()
            continue
        pages = {name.rpartition(".")[0] for name in files if media.suffix_of(name) in (".html", ".htm")}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _SAVED.sub("", name) not in pages - {name})
        yield from (here / name for name in files if not name.startswith((".", "~$")))
        yield from (here / name for name in folders if os.path.islink(here / name))


def _raise(error: OSError) -> None:
    raise InputError(f"cannot be searched ({error.strerror})", "check its permissions", error.filename) from None


def find_files(paths: Iterable[Path], missed: Callable[[OSError], None] = _raise) -> list[Path]:
    """The files that the paths name: files as given, folders searched to the bottom (but for graph directories), sorted, each once.

    What is found in a folder need not be a file that can be read: links to nothing or to folders, pipes and the like are there too.
    Raises InputError for a path that does not exist or cannot be looked at; ``missed`` is told of each folder that cannot be listed (by
    default: InputError).
    """
    found: dict[Path, None] = {}
    for path in paths:
        try:
            kind = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            if not _is_link(path):
                raise _unseen(path, error) from None
            kind = 0  # reading it tells what is wrong with the link
        if stat.S_ISDIR(kind):
            found.update(dict.fromkeys(sorted(_search(path, missed))))
        else:
            found[path] = None
    return list(found)


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _unseen(path: Path, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("no such file or folder", "check the path", path)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"cannot be looked at ({reason})", "check the path and its permissions", path)
