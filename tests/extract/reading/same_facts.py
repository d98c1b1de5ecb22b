"""The facts of a text, to compare those of a file with those of the plain letter that it was made from."""

from __future__ import annotations

from pathlib import Path

from extract.evaluation.fields import FIELDS
from extract.reader import Reader

LETTERS = Path(__file__).parents[2] / "letters"


def plain(name: str) -> str:
    """The text of a sample letter, by the beginning of its name (``04``)."""
    (path,) = LETTERS.glob(f"{name}-*.txt")
    return path.read_text(encoding="utf-8")


def facts(reader: Reader, text: str) -> dict[str, list[str]]:
    """Field → what the letter says in it."""
    letter = reader.read(text, "letter")
    return {field.name: sorted({str([sorted(part) for part in item.parts]) for item in field.found(letter)}) for field in FIELDS}
