"""Files and folders → what they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extract.reading import media, read_bytes
from extract.reading.limits import Limits
from extract.reading.record import Reading
from ontology.errors import InputError


def load(path: Path, limits: Limits) -> bytes:
    """A file's bytes. InputError when it is missing, no file, unreadable or too big."""
    try:
        size = path.stat().st_size
        if size <= limits.file_bytes:
            with path.open("rb") as file:
                data = file.read(limits.file_bytes + 1)  # a device has no size and no end
            size = len(data)
    except FileNotFoundError:
        raise InputError("no such file", "check the path", path) from None
    except IsADirectoryError:
        raise InputError("is a folder, not a file", "name a letter in it", path) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check its permissions", path) from None
    if size > limits.file_bytes:
        told = f"{size:,} bytes, more than the limit file_bytes of {limits.file_bytes:,}"
        raise InputError(told, "split it, or raise the limit", path)
    return data


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


def _search(folder: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """The files of a folder and those below it that are no graph directories; not hidden ones, nor the parts of saved pages."""
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(parent)
        if _is_graph(here) or (here.name == "letters" and _is_graph(here.parent)):
            folders.clear()
            continue
        pages = {name.rpartition(".")[0] for name in files if media.suffix_of(name) in (".html", ".htm")}
        folders[:] = [name for name in folders if not name.startswith(".") and _SAVED.sub("", name) not in pages - {name}]
        yield from (here / name for name in files if not name.startswith((".", "~$")) and (here / name).is_file())


def _raise(error: OSError) -> None:
    raise InputError(f"cannot be searched ({error.strerror})", "check its permissions", error.filename) from None


def find_files(paths: Iterable[Path], unreadable: Callable[[OSError], None] = _raise) -> list[Path]:
    """The files that the paths name: files as given, folders searched to the bottom (but for graph directories), sorted, each once.

    Raises InputError for a path that does not exist; ``unreadable`` is told of each folder that cannot be listed (by default: InputError).
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_search(path, unreadable))))
        elif path.exists() or path.is_symlink():
            found[path] = None
        else:
            raise InputError("no such file or folder", "check the path", path)
    return list(found)
