"""Files → text. Offsets everywhere else count the code points of the text returned here; nothing in it is changed."""

from __future__ import annotations

from collections.abc import Iterable
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
        data = path.read_bytes()
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


def _is_ours(path: Path) -> bool:
    """Whether a text was written by a build (in ``letters/`` beside a manifest, or a report): an output is no input."""
    return (path.parent.name == "letters" and (path.parent.parent / "manifest.json").exists()) or (path.parent / "manifest.json").exists()


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The .txt files that the paths name: files as given, folders searched to the bottom (but for graph directories), sorted, each once.

    Raises InputError for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(p for p in path.rglob(f"*{SUFFIX}") if p.is_file() and not _is_ours(p))))
        elif path.exists() or path.is_symlink():
            found[path] = None
        else:
            raise InputError(f"{path}: no such file or folder; check the path")
    return list(found)
