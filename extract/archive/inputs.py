"""The inputs of a build: which files there are, and what an earlier build already knows of them."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.archive.manifest import Json
from extract.archive.work import Rejected, Task
from extract.reading import media
from extract.reading.files import find_files, load
from extract.reading.limits import Limits
from extract.reading.zips import Member, ZipArchive
from ontology.errors import InputError

_DOCUMENTS = frozenset((".docx", ".docm", ".ofd", ".odt"))  # zips that are no archives
_BLOCK = 1 << 20


@dataclass(slots=True)
class Inputs:
    """The files of a build.

    ``tasks``: every readable file, sorted by name and content; ``known``: (source, SHA-256) to what the manifest says of the file, its
    letter's key among it; ``rejected``: what is no letter; ``passed_over``: number of files of other kinds in folders and archives, by
    the ending of their names.
    """

    tasks: list[Task] = field(default_factory=list)
    known: dict[tuple[str, str], Json] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def by_letter(self) -> dict[str, list[Task]]:
        """The files of each known letter, by key; the first, in the order of names, gives the letter its source."""
        grouped: dict[str, list[Task]] = {}
        for task in self.tasks:
            if entry := self.known.get((task.source, task.sha256)):
                grouped.setdefault(entry["letter"], []).append(task)
        return dict(sorted(grouped.items()))


def gather(paths: Sequence[Path], out: Path, old: Mapping[str, list[Json]], limits: Limits) -> Inputs:
    """Find the files of ``paths``, those in zip archives among them, and hash them.

    ``old``: the manifest of the graph in ``out`` when its versions are ours, else empty. A missing path, a folder or archive without a
    letter, and an archive that is damaged are rejected with a reason; files inside ``out`` are a graph's own, and passed over.
    """
    inputs = Inputs()
    refused = {(entry["file"], entry["sha256"]): entry for entry in old.get("rejected", [])}
    letters = {(entry["file"], entry["sha256"]): entry for entry in old.get("inputs", [])}
    seen: set[tuple[str, str]] = set()
    for task in _Search(inputs, limits, out.resolve()).tasks(paths):
        if entry := refused.get((task.place, task.sha256)):
            inputs.rejected.append(Rejected(task.place, entry["reason"], entry["advice"], task.sha256))
        elif (task.source, task.sha256) not in seen:
            seen.add((task.source, task.sha256))
            inputs.tasks.append(task)
            if entry := letters.get((task.source, task.sha256)):
                inputs.known[task.source, task.sha256] = entry | {"place": task.place}
    inputs.tasks.sort(key=lambda task: (task.source, task.sha256))
    return inputs


def source_name(path: Path) -> str:
    """A file's name as the graph shows it: bytes that are no UTF-8 are replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")


@dataclass(slots=True)
class _Search:
    """Looks for files; what cannot be read is noted in ``inputs``."""

    inputs: Inputs
    limits: Limits
    own: Path
    seen: set[Path] = field(default_factory=set)

    def tasks(self, paths: Sequence[Path]) -> Iterator[Task]:
        for given in sorted(set(paths)):
            before = len(self.inputs.rejected)
            found = False
            for path in self._files(given):
                for task in self._of_file(path, given):
                    found = True
                    yield task
            if not found and given.is_dir() and len(self.inputs.rejected) == before:
                self._reject(source_name(given), InputError("a folder without letters", "name a folder with letters in it"))

    def _files(self, given: Path) -> Iterator[Path]:
        unreadable: list[OSError] = []
        try:
            found = find_files([given], unreadable.append)
        except InputError as error:
            self._reject(source_name(given), error)
            return
        except OSError as error:
            unreadable.append(error)
            found = []
        for missed in unreadable:
            name = source_name(Path(missed.filename or given))
            self._reject(name, InputError(f"cannot be searched ({missed.strerror})", "look at its permissions"))
        for path in found:
            real = Path(os.path.realpath(path))  # Path.resolve raises for a link to itself
            if real not in self.seen and not real.is_relative_to(self.own):
                self.seen.add(real)
                yield path

    def _of_file(self, path: Path, given: Path) -> Iterator[Task]:
        """The file itself, or the files in it when it is an archive."""
        name = source_name(path)
        try:
            head = _head(path, self.limits)
            if path != given and not media.wanted(name, head):
                self.inputs.passed_over[media.suffix_of(name) or "?"] += 1
                return
            if head.startswith(b"PK") and media.suffix_of(name) not in _DOCUMENTS:
                archive = ZipArchive(path, self.limits)
                if not archive.is_document:
                    yield from self._of_archive(archive, path, name, ())
                    return
            yield Task(path, name, _sha256(path))
        except InputError as error:
            self._reject(name, error)
        except OSError as error:
            self._reject(name, InputError(f"cannot be read ({error.strerror})", "look at its permissions"))

    def _of_archive(self, archive: ZipArchive, path: Path, place: str, above: tuple[int, ...]) -> Iterator[Task]:
        if len(above) >= self.limits.archive_depth:
            told = f"an archive {len(above) + 1} levels deep, more than the limit archive_depth of {self.limits.archive_depth}"
            raise InputError(told, "unpack it, or raise the limit")
        before = len(self.inputs.rejected)
        found = False
        for member in archive.members():
            for task in self._of_member(archive, member, path, f"{place}/{member.name}", (*above, member.index)):
                found = True
                yield task
        if not found and len(self.inputs.rejected) == before:
            self._reject(place, InputError("an archive without letters", "name one with letters in it"))

    def _of_member(self, archive: ZipArchive, member: Member, path: Path, place: str, chain: tuple[int, ...]) -> Iterator[Task]:
        name = member.name.replace("\\", "/").rpartition("/")[2]
        if name.startswith((".", "~$")) or member.name.startswith("__MACOSX/"):
            return
        try:
            head = archive.head(member.index)
            if not media.wanted(name, head):
                self.inputs.passed_over[media.suffix_of(name) or "?"] += 1
                return
            if head.startswith(b"PK") and media.suffix_of(name) not in _DOCUMENTS:
                inner = archive.inside(member.index)
                if not inner.is_document:
                    yield from self._of_archive(inner, path, place, chain)
                    return
            hashed = hashlib.sha256()
            for piece in archive.chunks(member.index):
                hashed.update(piece)
            yield Task(path, name, hashed.hexdigest(), chain, place)
        except InputError as error:
            self._reject(place, error)

    def _reject(self, place: str, error: InputError) -> None:
        self.inputs.rejected.append(Rejected(place, error.reason, error.advice))


def _head(path: Path, limits: Limits) -> bytes:
    """A regular file's first bytes. InputError for one that is no letter for its size or nature."""
    if path.exists() and not path.is_file():
        raise InputError("not a regular file", "name a letter")
    if not path.exists() or path.stat().st_size > limits.file_bytes:
        if path.exists() and media.suffix_of(path.name) == ".zip":
            return b"PK"  # its files are bounded one by one
        load(path, limits)  # tells what is wrong
    with path.open("rb") as file:
        return file.read(media.HEAD)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
