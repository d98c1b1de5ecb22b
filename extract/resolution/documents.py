"""Judgements of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.resolution.judgement import Judgement
from extract.resolution.records import DocumentRecord


def document_judgements(documents: Sequence[DocumentRecord]) -> Iterator[Judgement]:
    return iter(())


def document_name(members: Sequence[DocumentRecord]) -> tuple[str, tuple[str, tuple[str, ...]]]:
    standing = min(members, key=lambda m: (not m.numbers, m.id))
    names = {t for m in members for t in (*m.titles, *m.numbers)}
    best = max((t for m in members for t in m.titles), key=len, default=None) or min(names)
    return standing.id, (best, tuple(sorted(names - {best})))
