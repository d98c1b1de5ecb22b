"""What to call a file in lists for people: as short a path as tells it from the others, and none of the machine's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError

_LONGEST = 400  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """``path``: found by ``given``, a path that was named to build; ``error``: why it is none to read; ``again``: it was found before, by
    another path; ``is_barren``: the error holds only where nothing else was found by ``given``."""

    path: Path
    given: Path
    error: InputError | None = None
    again: bool = False
    is_barren: bool = False

    @property
    def parts(self) -> int:
        """How many parts of the path's end are shown at least: in a folder the way from there; a path that fails, as it was given."""
        if self.path != self.given:
            return len(self.path.relative_to(self.given).parts)
        as_given = self.error is not None and not self.given.is_absolute() and ".." not in self.given.parts
        return max(1, len(self.given.parts)) if as_given else 1


def places(found: Sequence[Found]) -> list[str]:
    """A name for each: its path from the given folder, or the file's own name; where several would be called the same, longer by as many
    folders above as tell them apart."""
    ways = [Path(os.path.abspath(one.path)).parts for one in found]
    shown = [min(one.parts, len(way)) for one, way in zip(found, ways, strict=True)]
    while True:
        called = [_written(way[-count:]) for way, count in zip(ways, shown, strict=True)]
        apart: dict[str, set[tuple[str, ...]]] = {}
        for name, way in zip(called, ways, strict=True):
            apart.setdefault(name, set()).add(way)
        longer = [count + (len(apart[name]) > 1 and count < len(way)) for name, way, count in zip(called, ways, shown, strict=True)]
        if longer == shown:
            return called
        shown = longer


def _written(parts: tuple[str, ...]) -> str:
    """Bytes that are no UTF-8 are written out: two such names stay two."""
    name = os.fsencode("/".join(parts)).decode("utf-8", "backslashreplace")
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"
