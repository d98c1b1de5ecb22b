"""What a worker does with one file: read it, find its facts, print and check them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.archive.manifest import Json, file_sha256
from extract.mask import masked
from ontology.errors import GongwenError

if TYPE_CHECKING:
    from extract.facts import Letter
    from extract.reader import Reader

Check = Callable[[bytes], list[Json]]
"""One letter's N-Quads to the findings of its shapes, as JSON objects."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. ``source``: its name in the graph; ``sha256``: of the bytes that are to be read."""

    path: Path
    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that is no letter, or could not be read. ``reason``: one line. ``sha256``: of its bytes, None when they decide nothing
    (a missing or unreadable file, a crash): then the next build tries again."""

    source: str
    reason: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter read. ``key``: of its text; ``text``: private data blacked out; ``facts``: number by kind; ``findings``: of its shapes."""

    key: str
    source: str
    nquads: bytes
    text: str
    facts: dict[str, int]
    findings: list[Json]


@dataclass(slots=True)
class LetterWork:
    """Callable: ``Task`` to ``Printed`` or ``Rejected``. Travels to worker processes; each makes its reader on first use."""

    base: str
    version: str
    check: Check
    proposers: bool = True
    _reader: Reader | None = field(default=None, repr=False)

    def __call__(self, task: Task) -> Printed | Rejected:
        from extract.reading.files import read_file

        try:
            text = read_file(task.path).text
            if file_sha256(task.path) != task.sha256:
                return Rejected(task.source, "changed while it was read; build again")
            letter = self._read(text, task.source)
        except GongwenError as error:
            return Rejected(task.source, reason(error, task.path), task.sha256)
        return self._print(letter)

    def _read(self, text: str, source: str) -> Letter:
        if self._reader is None:
            from extract.reader import Reader

            self._reader = Reader()
        return self._reader.read(text, source)

    def _print(self, letter: Letter) -> Printed:
        from extract.rdf import letter_nquads

        hidden = list(letter.private)
        if not self.proposers:
            hidden += [(field.evidence.focus_start, field.evidence.focus_end) for field in letter.fields if field.name == "addressee"]
        nquads = letter_nquads(letter, base=self.base, version=self.version, keep_proposers=self.proposers)
        return Printed(
            key=letter.key,
            source=letter.source,
            nquads=nquads,
            text=masked(letter.text, hidden),
            facts=count_by_kind(letter),
            findings=self.check(nquads),
        )


def count_by_kind(letter: Letter) -> dict[str, int]:
    """Number of facts by kind (``HeaderField`` among them), kinds sorted by name."""
    counts = Counter(type(fact).__name__ for fact in (*letter.fields, *letter.facts))
    return dict(sorted(counts.items()))


def reason(error: GongwenError, path: Path) -> str:
    """An error's text on one line, without the file's path or name in front: lists of rejected files have a column for that, and a
    machine's folders do not belong in a graph."""
    text = " ".join(str(error).split())
    return text.removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
