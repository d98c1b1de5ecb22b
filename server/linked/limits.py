"""How much one document or page holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of statements, quotes, letters and values; ``limits.toml`` says of what."""

    statements: int
    back: int
    counted: int
    facts: int
    facts_of_letter: int
    letters: int
    values: int
    dataset: int
    graphs: int


@cache
def limits() -> Limits:
    """The limits that hold."""
    return Limits(**tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8")))
