"""Where an export goes: written beside and renamed, so that a reader, and a killed export, never meet half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from server.exports.errors import ExportError

METADATA: Final = "csv-metadata.json"
"""The file that marks a folder as an export of tables (CSVW, Locating Metadata)."""


def write_file(out: Path, write: Callable[[BinaryIO], None]) -> None:
    """A file that appears, or changes, only when it is whole. Through a link it is the link's target; a device or a pipe is written to
    directly. Raises ExportError."""
    with _told(out):
        target = out.resolve()
        if target.is_dir():
            raise ExportError(f"{out} is a folder: name a file for this format")
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                write(file)
            return
        beside = _beside(target)
        try:
            with beside.open("xb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()


def write_folder(out: Path, write: Callable[[Path], None]) -> None:
    """A folder of tables, written beside and put in place with two renames. One that is there is replaced when it is an earlier export
    (its metadata file tells) or empty, and holds nothing else that is not its own; any other is refused. Raises ExportError."""
    with _told(out):
        target = out.resolve()
        if target.exists():
            _require_ours(target, out)
        beside = _beside(target)
        before = beside.with_suffix(".old")
        try:
            beside.mkdir()
            write(beside)
            if target.exists():
                os.replace(target, before)
            os.replace(beside, target)
        finally:
            if before.exists() and not target.exists():
                os.replace(before, target)
            for folder in (beside, before):
                shutil.rmtree(folder, ignore_errors=True)


def _beside(target: Path) -> Path:
    """A name of this process, in the same folder so that a rename suffices; hidden, so that a listing of exports does not show it."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _require_ours(target: Path, out: Path) -> None:
    if not target.is_dir():
        raise ExportError(f"{out} is a file: name a folder for the tables")
    names = {path.name for path in target.iterdir()}
    others = sorted(name for name in names if name != METADATA and not name.endswith(".csv"))
    if names and (METADATA not in names or others):
        found = f"it has {others[0]}" if others else f"it has no {METADATA}"
        raise ExportError(f"{out} is no earlier export ({found}): name a new folder, or empty it")


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """What the operating system refuses, in one line."""
    try:
        yield
    except FileNotFoundError:
        raise ExportError(f"{out}: there is no folder {out.parent}; make it first") from None
    except PermissionError:
        raise ExportError(f"{out} cannot be written: no permission; name another place with --out") from None
    except OSError as error:
        raise ExportError(f"{out} cannot be written ({error.strerror or error}); name another place with --out") from None
