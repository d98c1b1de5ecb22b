"""Judgements of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.resolution.judgement import Judgement
from extract.resolution.records import BodyRecord


def body_judgements(bodies: Sequence[BodyRecord]) -> Iterator[Judgement]:
    return iter(())


def body_name(members: Sequence[BodyRecord]) -> tuple[str, tuple[str, tuple[str, ...]]]:
    standing = min(members, key=lambda m: (-len(m.name), m.id))
    names = {m.name for m in members} - {standing.name}
    return standing.id, (standing.name, tuple(sorted(names)))
