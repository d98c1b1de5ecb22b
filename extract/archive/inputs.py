"""The inputs of a build: which files there are, and what an earlier build already knows of them."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.archive.manifest import Json, sha256
from extract.archive.places import Found, places
from extract.archive.work import STANDARD_INPUT, Rejected, Task
from extract.reading import media
from extract.reading.files import find_files, load
from extract.reading.limits import Limits
from extract.reading.zips import Member, ZipArchive
from ontology.errors import InputError

_DOCUMENTS = frozenset((".docx", ".docm", ".ofd", ".odt"))  # zips that are no archives
LINKED_FOLDER = "link to a folder"
"""What is counted as passed over for a link to a folder in a folder: following it could lead anywhere."""


@dataclass(slots=True)
class Inputs:
    """The files of a build.

    ``tasks``: every readable file, sorted by name and content; ``known``: (source, SHA-256) to what the manifest says of the file, its
    letter's key among it; ``places``: the same to where the file was found, the task's own place first; ``rejected``: what is no letter;
    ``passed_over``: number of files of other kinds in folders and archives, by the ending of their names.
    """

    tasks: list[Task] = field(default_factory=list)
    known: dict[tuple[str, str], Json] = field(default_factory=dict)
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def reject(self, task: Task, reason: str, advice: str, sha256: str | None = None) -> None:
        """Note that a file is no letter, wherever it was found."""
        self.rejected += [Rejected(place, reason, advice, sha256) for place in self.places[task.source, task.sha256]]

    def by_letter(self) -> dict[str, list[Task]]:
        """The files of each known letter, by key; the first, in the order of names, gives the letter its source."""
        grouped: dict[str, list[Task]] = {}
        for task in self.tasks:
            if entry := self.known.get((task.source, task.sha256)):
                grouped.setdefault(entry["letter"], []).append(task)
        return dict(sorted(grouped.items()))


def gather(paths: Sequence[Path], out: Path, old: Mapping[str, list[Json]], limits: Limits, standard_input: bytes | None = None) -> Inputs:
    """Find the files of ``paths``, those in zip archives among them, and hash them.

    ``old``: the manifest of the graph in ``out`` when its versions are ours, else empty; ``standard_input``: what the path ``-`` holds.
    A path that is missing or cannot be looked at, a folder or archive without a letter, and an archive that is damaged are rejected with
    a reason; files inside ``out`` are a graph's own, and passed over.
    """
    inputs = Inputs()
    refused = {(entry["file"], entry["sha256"]): entry for entry in old.get("rejected", [])}
    letters = {(entry["file"], entry["sha256"]): entry for entry in old.get("inputs", [])}
    for task in _Search(inputs, limits, out.resolve(), standard_input).tasks(paths):
        if entry := refused.get((task.place, task.sha256)):
            inputs.rejected.append(Rejected(task.place, entry["reason"], entry["advice"], task.sha256))
        elif (task.source, task.sha256) in inputs.places:
            inputs.places[task.source, task.sha256].append(task.place)
        else:
            inputs.places[task.source, task.sha256] = [task.place]
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
    standard_input: bytes | None
    seen: set[Path] = field(default_factory=set)

    def tasks(self, paths: Sequence[Path]) -> Iterator[Task]:
        found = [one for given in sorted(set(paths)) for one in self._found(given)]
        letters = {one.given for one in found if one.again}  # given paths that have a letter, or something to say why not
        fresh = [one for one in found if not one.again]
        for one, place in zip(fresh, places(fresh), strict=True):
            before = len(self.inputs.rejected)
            if one.error is None:
                for task in self._of_file(one, place):
                    letters.add(one.given)
                    yield task
            elif not (one.is_barren and one.given in letters):
                self._reject(place, one.error)
            if len(self.inputs.rejected) > before:
                letters.add(one.given)

    def _found(self, given: Path) -> Iterator[Found]:
        """What a path names: files, what cannot be looked at, and at the end of a folder what to say when there is no letter in it."""
        if given == STANDARD_INPUT and self.standard_input is not None:
            yield Found(given, given)
            return
        missed: list[OSError] = []
        try:
            paths = find_files([given], missed.append)
        except InputError as error:
            yield Found(given, given, error)
            return
        for unlisted in missed:
            reason = InputError(f"cannot be searched ({unlisted.strerror})", "check its permissions")
            yield Found(Path(unlisted.filename or given), given, reason)
        is_file = paths == [given]
        for path in paths:
            if not is_file and os.path.islink(path) and os.path.isdir(path):
                link = Path(os.path.realpath(path.parent)) / path.name
                self.inputs.passed_over[LINKED_FOLDER] += link not in self.seen
                self.seen.add(link)
                continue
            real = Path(os.path.realpath(path))  # Path.resolve raises for a link to itself
            if not real.is_relative_to(self.own):
                yield Found(path, given, again=real in self.seen)
                self.seen.add(real)
        if not is_file and not missed:
            yield Found(given, given, InputError("a folder without letters", "name a folder with letters in it"), is_barren=True)

    def _of_file(self, one: Found, place: str) -> Iterator[Task]:
        """The file itself, or the files in it when it is an archive."""
        path, name = one.path, source_name(one.path)
        is_standard = path == STANDARD_INPUT and self.standard_input is not None
        if is_standard:
            name = place = "stdin"
        try:
            data = self.standard_input if is_standard else None
            head = _head(path, self.limits) if data is None else data[: media.HEAD]
            if path != one.given and not media.wanted(name, head):
                self.inputs.passed_over[media.suffix_of(name) or "?"] += 1
                return
            if head.startswith(b"PK") and media.suffix_of(name) not in _DOCUMENTS:
                archive = ZipArchive(path if data is None else io.BytesIO(data), self.limits)
                if not archive.is_document:
                    yield from self._of_archive(archive, path, place, ())
                    return
            yield Task(path, name, _sha256(path) if data is None else sha256(data), place=place)
        except InputError as error:
            self._reject(place, error)
        except OSError as error:
            self._reject(place, InputError(f"cannot be read ({error.strerror})", "check its permissions"))

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
    try:
        status = path.stat()
    except OSError:
        load(path, limits)  # tells what is wrong
        raise
    if not stat.S_ISREG(status.st_mode):
        if media.suffix_of(path.name) in ("", *media.SUFFIXES):
            raise InputError("not a regular file", "name a letter")
        return b""
    if status.st_size > limits.file_bytes:
        if media.suffix_of(path.name) == ".zip":
            return b"PK"  # its files are bounded one by one
        load(path, limits)
    with path.open("rb") as file:
        return file.read(media.HEAD)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
