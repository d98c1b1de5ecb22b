"""What a worker does with one file: read it, find its facts, print and check them."""

from __future__ import annotations

import dataclasses
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.archive.manifest import Json, sha256
from extract.mask import masked
from extract.reading.limits import DEFAULTS, Limits
from ontology.errors import InputError

if TYPE_CHECKING:
    from extract.facts import Letter
    from extract.reader import Reader
    from extract.reading.record import Reading
    from extract.reading.zips import ZipArchive

STANDARD_INPUT = Path("-")
"""The path that stands for standard input. What came there is kept in memory alone: a killed build leaves no letter behind."""
Check = Callable[[bytes], list[Json]]
"""One letter's N-Quads to the findings of its shapes, as JSON objects."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. ``source``: its name in the graph; ``sha256``: of the bytes that are to be read; ``members``: where it stands in
    the zip archive ``path`` (its place in the list of each, outermost first); ``place``: what to call it in a list of rejected files."""

    path: Path
    source: str
    sha256: str
    members: tuple[int, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        if not self.place:
            object.__setattr__(self, "place", self.source)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that is no letter, or could not be read. ``reason``: what is wrong; ``advice``: what to do; one line each. ``sha256``: of its
    bytes, None when they decide nothing (a missing or unreadable file, a crash): then the next build tries again."""

    source: str
    reason: str
    advice: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter read. ``key``: of its text; ``text``: private data blacked out; ``file``: what was read and how (for the manifest);
    ``facts``: number by kind; ``findings``: of its shapes; ``said``: what it says, to compare it with the same letter from another
    file, and the bodies and documents it names.
    """

    key: str
    source: str
    nquads: bytes
    text: str
    file: Json
    facts: dict[str, int]
    findings: list[Json]
    said: Json


@dataclass(slots=True)
class LetterWork:
    """Callable: ``Task`` to ``Printed`` or ``Rejected``. Travels to worker processes; each makes its reader on first use.

    ``standard_input``: what the path ``-`` holds.
    """

    base: str
    version: str
    check: Check
    proposers: bool = True
    limits: Limits = DEFAULTS
    standard_input: bytes | None = field(default=None, repr=False)
    _reader: Reader | None = field(default=None, repr=False)
    _archive: tuple[Path, ZipArchive] | None = field(default=None, repr=False)

    def __call__(self, task: Task) -> Printed | Rejected:
        from extract.reading import read_bytes

        try:
            data = self._bytes(task)
            if sha256(data) != task.sha256:
                return Rejected(task.place, "changed while it was read", "build again")
            reading = read_bytes(data, self.limits)
            letter = self._read(reading, task)
        except InputError as error:
            return Rejected(task.place, told(error.reason), told(error.advice), task.sha256)
        return self._print(letter, reading, len(data))

    def _bytes(self, task: Task) -> bytes:
        from extract.reading.files import load
        from extract.reading.zips import ZipArchive

        given = self.standard_input if task.path == STANDARD_INPUT else None
        if not task.members:
            return load(task.path, self.limits) if given is None else given
        if self._archive is None or self._archive[0] != task.path:
            self._archive = task.path, ZipArchive(task.path if given is None else io.BytesIO(given), self.limits)
        archive = self._archive[1]
        for index in task.members[:-1]:
            archive = archive.inside(index)
        return archive.read(task.members[-1])

    def _read(self, reading: Reading, task: Task) -> Letter:
        if self._reader is None:
            from extract.reader import Reader

            self._reader = Reader(self.limits)
        letter = self._reader.read(reading.text, task.source)
        return dataclasses.replace(letter, origins=reading.origins, recognised=reading.recognised)

    def _print(self, letter: Letter, reading: Reading, size: int) -> Printed:
        from extract.archive.same import items_of
        from extract.private_links import private_link
        from extract.proposers import proposer_names, proposer_spans, without_proposers
        from extract.rdf import written_letter

        hidden = list(letter.private)
        proposers: set[str] = set()
        if not self.proposers:
            hidden += proposer_spans(letter)
            proposers = proposer_names(letter)
        written = written_letter(letter, base=self.base, version=self.version, keep_proposers=self.proposers)
        return Printed(
            key=letter.key,
            source=letter.source,
            nquads=written.nquads,
            text=masked(letter.text, hidden),
            file={
                "size": size,
                "media_type": reading.media_type,
                "encoding": reading.encoding,
                "reader": reading.reader,
                "recognised": reading.recognised,
                "links": [private_link(link, proposers) for link in reading.links],
                "notes": list(reading.notes),
            },
            facts=count_by_kind(letter),
            findings=self.check(written.nquads),
            said=items_of(letter if self.proposers else without_proposers(letter)) | {"entities": written.entities.to_json()},
        )


def count_by_kind(letter: Letter) -> dict[str, int]:
    """Number of facts by kind (``HeaderField`` among them), kinds sorted by name."""
    counts = Counter(type(fact).__name__ for fact in (*letter.fields, *letter.facts))
    return dict(sorted(counts.items()))


def told(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
