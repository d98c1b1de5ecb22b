"""Files → text. Offsets everywhere else count the code points of the text returned here; nothing in it is changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ontology.errors import InputError

MAX_BYTES = 4_000_000  # a letter has some 10 kB; a file this big is something else
SUFFIX = ".txt"


def read_file(path: Path) -> str:
    """The text of a UTF-8 file (with or without BOM), line ends as they stand. Raises InputError with the reason."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path}: {size:,} bytes, more than the limit of {MAX_BYTES:,}; split it or remove it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a device has no size and no end
        if len(data) > MAX_BYTES:
            raise InputError(f"{path}: more than the limit of {MAX_BYTES:,} bytes; name a letter")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder, not a file; name a letter in it") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    if not data.strip():
        raise InputError(f"{path}: empty; nothing to read")
    if b"\0" in data:
        raise InputError(f"{path}: binary, not text; convert it to a UTF-8 .txt file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if not text.strip():
        raise InputError(f"{path}: only white space; nothing to read")
    return text


def _is_graph(folder: Path) -> bool:
    """Whether a build wrote this folder: an output is no input."""
    try:
        return b'"gongwen-graph/' in (folder / "manifest.json").read_bytes()
    except OSError:
        return False


def _search(folder: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """The .txt files of a folder and those below it that are no graph directories."""
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(parent)
        if _is_graph(here) or (here.name == "letters" and _is_graph(here.parent)):
            folders.clear()
            continue
        yield from (here / name for name in files if name.endswith(SUFFIX) and (here / name).is_file())


def _raise(error: OSError) -> None:
    raise InputError(f"{error.filename}: cannot be searched ({error.strerror}); check its permissions") from None


def find_files(paths: Iterable[Path], unreadable: Callable[[OSError], None] = _raise) -> list[Path]:
    """The .txt files that the paths name: files as given, folders searched to the bottom (but for graph directories), sorted, each once.

    Raises InputError for a path that does not exist; ``unreadable`` is told of each folder that cannot be listed (by default: InputError).
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_search(path, unreadable))))
        elif path.exists() or path.is_symlink():
            found[path] = None
        else:
            raise InputError(f"{path}: no such file or folder; check the path")
    return list(found)
