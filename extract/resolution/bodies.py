"""Judgements of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.resolution.judgement import Judgement
from extract.resolution.records import BodyRecord


class Bodies:
    """The bodies that letters name."""

    def __init__(self, named: Sequence[BodyRecord]) -> None:
        self.records = {body.id: body for body in named}

    def judgements(self) -> Iterator[Judgement]:
        """What the rules say of pairs of them."""
        return iter(())

    def name(self, members: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        """(the one that stands for all, its name, other names)."""
        standing = min(members, key=lambda member: (-len(self.records[member].name), member))
        names = {self.records[member].name for member in members}
        preferred = self.records[standing].name
        return standing, preferred, tuple(sorted(names - {preferred}))
