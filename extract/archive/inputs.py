"""The inputs of a build: which files there are, and what an earlier build already knows of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.archive.manifest import Json, file_sha256
from extract.archive.work import Rejected, Task, reason
from ontology.errors import InputError


@dataclass(slots=True)
class Inputs:
    """The files of a build.

    ``tasks``: every readable file, sorted by name and content; ``known``: (source, SHA-256) to the key of its letter's text;
    ``sizes``: SHA-256 to bytes; ``rejected``: what is no letter.
    """

    tasks: list[Task] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def by_letter(self) -> dict[str, list[Task]]:
        """The files of each known letter, by key; the first, in the order of names, gives the letter its source."""
        grouped: dict[str, list[Task]] = {}
        for task in self.tasks:
            if key := self.known.get((task.source, task.sha256)):
                grouped.setdefault(key, []).append(task)
        return dict(sorted(grouped.items()))


def gather(paths: Sequence[Path], out: Path, old: Mapping[str, list[Json]]) -> Inputs:
    """Find the files of ``paths`` and hash them. ``old``: the manifest of the graph in ``out`` when its versions are ours, else empty.

    A missing path, or a folder without a letter, is rejected with a reason; files inside ``out`` are a graph's own, and passed over.
    """
    inputs = Inputs()
    refused = {(entry["file"], entry["sha256"]): entry["reason"] for entry in old.get("rejected", [])}
    letters = {(entry["file"], entry["sha256"]): entry["letter"] for entry in old.get("inputs", [])}
    tasks: set[tuple[str, str]] = set()
    for path in _files(paths, out, inputs.rejected):
        source = source_name(path)
        digest = file_sha256(path) if path.is_file() else None
        if digest is None:
            inputs.rejected.append(Rejected(source, _why_unreadable(path)))
        elif (source, digest) in refused:
            inputs.rejected.append(Rejected(source, refused[source, digest], digest))
        elif (source, digest) not in tasks:
            tasks.add((source, digest))
            inputs.tasks.append(Task(path, source, digest))
            inputs.sizes[digest] = path.stat().st_size
            if key := letters.get((source, digest)):
                inputs.known[source, digest] = key
    inputs.tasks.sort(key=lambda task: (task.source, task.sha256))
    return inputs


def source_name(path: Path) -> str:
    """A file's name as the graph shows it: bytes that are no UTF-8 are replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _files(paths: Sequence[Path], out: Path, rejected: list[Rejected]) -> Iterator[Path]:
    from extract.reading.files import find_files

    own = out.resolve()
    seen: set[Path] = set()
    for given in sorted(set(paths)):
        unreadable: list[OSError] = []
        try:
            found = find_files([given], unreadable.append)
        except InputError as error:
            rejected.append(Rejected(source_name(given), reason(error, given)))
            continue
        except OSError as error:
            rejected.append(Rejected(source_name(given), f"cannot be searched ({error.strerror}); look at its permissions"))
            continue
        for missed in unreadable:
            rejected.append(
                Rejected(source_name(Path(missed.filename)), f"cannot be searched ({missed.strerror}); look at its permissions")
            )
        if not found and not unreadable:
            rejected.append(Rejected(source_name(given), "a folder without .txt files; nothing to read"))
        for path in found:
            real = Path(os.path.realpath(path))  # Path.resolve raises for a link to itself
            if real not in seen and not real.is_relative_to(own):
                seen.add(real)
                yield path


def _why_unreadable(path: Path) -> str:
    from extract.reading.files import read_file

    if path.exists() and not path.is_file():
        return "not a regular file; name a letter"
    try:
        read_file(path)
    except InputError as error:
        return reason(error, path)
    return "cannot be read; look at its permissions"
