"""The manifest: what a graph directory holds and from what it was made. Replacing it is the one step that commits a build."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ontology.errors import GongwenError

MANIFEST = "manifest.json"
FORMAT = "gongwen-graph/3"

Json = dict[str, Any]

_PARTS: dict[str, type] = {"versions": dict, "inputs": list, "rejected": list, "letters": dict, "graph": dict}
_ENTRIES = {
    "inputs": {"file", "sha256", "letter"},
    "rejected": {"file", "sha256", "reason", "advice"},
    "letters": {"source", "name", "nquads_sha256", "text_sha256", "recognised", "facts", "findings"},
    "graph": {"store", "files", "violations", "warnings"},
}
"""What is read of a manifest and its entries."""


class GraphDirectoryError(GongwenError):
    """A directory that holds no graph of ours, or a damaged one."""


def sha256(data: bytes) -> str:
    """SHA-256 of ``data``, hex."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str | None:
    """SHA-256 of a file's bytes, hex; None when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def digest(value: object) -> str:
    """SHA-256, hex, of a JSON value in its one canonical form."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def dump(manifest: Mapping[str, object]) -> bytes:
    """The manifest's bytes: sorted keys, two blanks of indent, UTF-8."""
    return (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def load(directory: Path) -> Json | None:
    """The manifest of a graph directory, or None when there is none.

    Raises GraphDirectoryError when the file is there and is no manifest of ours.
    """
    path = directory / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise GraphDirectoryError(f"{directory} is no directory: name the directory of a graph") from None
    except (OSError, ValueError) as error:
        raise GraphDirectoryError(f"{path} cannot be read ({type(error).__name__}): build the graph into a new directory") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise GraphDirectoryError(f"{path} is no Gongwen manifest of this version: build the graph into a new directory")
    if (damage := _damage(manifest)) is not None:
        raise GraphDirectoryError(f"{path} is damaged ({damage}): build the graph into a new directory")
    return manifest


def _damage(manifest: Json) -> str | None:
    """What a manifest lacks that is read of it, or None."""
    for name, kind in _PARTS.items():
        if not isinstance(manifest.get(name), kind):
            return f"no {name}"
    for name in ("inputs", "rejected", "letters"):
        entries = manifest[name].values() if name == "letters" else manifest[name]
        if not all(isinstance(entry, dict) and entry.keys() >= _ENTRIES[name] for entry in entries):
            return f"an entry of {name} is not whole"
    return None if manifest["graph"].keys() >= _ENTRIES["graph"] and isinstance(manifest["graph"]["files"], dict) else "graph is not whole"


def require(directory: Path) -> Json:
    """The manifest of a directory that must hold a graph. Raises GraphDirectoryError when it holds none."""
    manifest = load(directory)
    if manifest is None:
        raise GraphDirectoryError(f"{directory} holds no graph: make one with `gongwen build LETTERS --out {directory}`")
    return manifest


def write_durably(path: Path, data: bytes) -> None:
    """Write a whole file and wait until the disk has it."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_directory(directory: Path) -> None:
    """Wait until the disk has a directory's entries (new names, renames)."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def commit(directory: Path, data: bytes) -> None:
    """Put a new manifest in the place of the old one, in one step that is never half done."""
    beside = directory / f"{MANIFEST}.next"
    write_durably(beside, data)
    os.replace(beside, directory / MANIFEST)
    sync_directory(directory)


def folder_digest(folder: Path) -> str:
    """SHA-256, hex, of the names and contents of a folder's files, compiled ones apart."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest({path.relative_to(folder).as_posix(): file_sha256(path) for path in found})
